import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { write } from '../../api/http.ts';
import type { Problem } from '../../api/problem.ts';
import { useSession } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';
import { PageTitle } from '../../components/page-title.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { session as words } from '../../i18n/pages/session.ts';
import { SignInForm, type Credentials } from './sign-in-form.tsx';
import './sign-in.css';

/** The way in for those who submit or review. */
export function SignInPage() {
  const say = useTexts(words);
  const queries = useQueryClient();
  const { data: session } = useSession();
  const opening = useMutation<Session | undefined, Problem, Credentials>({
    mutationFn: (credentials) => write<Session>('POST', '/session', { body: credentials }),
    onSuccess: () => queries.resetQueries(),
  });
  const isSignedIn = session !== undefined && session.user !== null;
  return (
    <>
      <PageTitle>{say('title')}</PageTitle>
      {isSignedIn ? (
        <Done session={session} />
      ) : (
        <>
          <p className="lead">{say('intro')}</p>
          <SignInForm
            isBusy={opening.isPending}
            problem={opening.error}
            onSubmit={(credentials) => {
              opening.mutate(credentials);
            }}
          />
        </>
      )}
    </>
  );
}

function Done({ session: { user, municipality, restricted } }: { readonly session: Session }) {
  const say = useTexts(words);
  return (
    <div role="status">
      <p className="lead">{say('done', { name: user?.name ?? '' })}</p>
      {restricted ? <p>{say('restricted')}</p> : null}
      {municipality === null ? null : (
        <p>
          <Link className="button primary" to={`/municipalities/${municipality.atvk}`}>
            {say('toProfile')}
          </Link>
        </p>
      )}
    </div>
  );
}
