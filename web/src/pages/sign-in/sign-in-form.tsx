import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useTexts, type Say } from '../../i18n/dictionary.ts';
import { session as words } from '../../i18n/pages/session.ts';
import { TextField } from './text-field.tsx';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly totp?: string;
}

interface Props {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly onSubmit: (credentials: Credentials) => void;
}

const KNOWN = ['wrong_credentials', 'second_factor_required', 'wrong_second_factor', 'too_many_attempts'] as const;

function messageOf(problem: Problem, say: Say<keyof typeof words.texts.lv>): string {
  const known = KNOWN.find((code) => code === problem.code);
  return known === undefined ? [problem.title, problem.detail ?? ''].join('. ') : say(known);
}

const fieldOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** What was filled in; null where something necessary is missing. */
function credentialsOf(form: FormData): Credentials | null {
  const email = fieldOf(form, 'email').trim();
  const password = fieldOf(form, 'password');
  const totp = fieldOf(form, 'totp').trim();
  return email === '' || password === '' ? null : { email, password, ...(totp === '' ? {} : { totp }) };
}

/** E-mail, password, and the second factor where it is asked for; what is wrong stands above and leads to its field. */
export function SignInForm({ isBusy, problem, onSubmit }: Props) {
  const say = useTexts(words);
  const [isIncomplete, setIncomplete] = useState(false);
  const asksCode = problem?.code === 'second_factor_required' || problem?.code === 'wrong_second_factor';
  const message = isIncomplete ? say('missing') : problem === null ? null : messageOf(problem, say);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const credentials = credentialsOf(new FormData(event.currentTarget));
    setIncomplete(credentials === null);
    if (credentials !== null) onSubmit(credentials);
  };
  const isWrong = message !== null && !asksCode;
  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <Summary message={message} field={asksCode && !isIncomplete ? 'totp' : 'email'} />
      <TextField name="email" type="email" label={say('email')} autoComplete="username" isWrong={isWrong} />
      <TextField
        name="password"
        type="password"
        label={say('password')}
        autoComplete="current-password"
        isWrong={isWrong}
      />
      {asksCode ? (
        <TextField
          name="totp"
          type="text"
          label={say('totp')}
          help={say('totpHelp')}
          autoComplete="one-time-code"
          isWrong
        />
      ) : null}
      <button type="submit" className="primary" disabled={isBusy}>
        {say(isBusy ? 'sending' : 'submit')}
      </button>
    </form>
  );
}

/** What is wrong, with the focus, so that it is read out at once. */
function Summary({ message, field }: { readonly message: string | null; readonly field: string }) {
  const say = useTexts(words);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message !== null) summary.current?.focus();
  }, [message]);
  if (message === null) return null;
  return (
    <div className="notice" role="alert" tabIndex={-1} ref={summary}>
      <p className="notice-title">{say('problemTitle')}</p>
      <p>
        <a
          href={`#${field}`}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(field)?.focus();
          }}
        >
          {message}
        </a>
      </p>
    </div>
  );
}
