import { useEffect, useId, useRef } from 'react';
import { useRead } from '../../api/queries.ts';
import type { ExplanationAnswer } from '../../api/types.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { explanation as words } from '../../i18n/pages/explanation.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { Loaded } from '../loaded.tsx';
import { ExplainedInputs, ExplainedPeers, ExplainedStatistics, ExplainedSteps } from './explained.tsx';
import './explanation.css';

export interface ExplanationSubject {
  readonly indicator: string;
  readonly municipality: string;
  readonly period: string;
  readonly peerGroup: string | null;
}

interface Props {
  readonly subject: ExplanationSubject;
  readonly onClose: () => void;
}

/** How a figure came about: formula, inputs with their sources, peers, and every step with its numbers. */
export function ExplanationDialog({ subject, onClose }: Props) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { indicator, municipality, period, peerGroup } = subject;
  const path = [indicator, municipality, period].map(encodeURIComponent).join('/');
  const query = useRead<ExplanationAnswer>(`/scores/${path}/explanation`, { peerGroup });
  useEffect(() => {
    const { current } = dialog;
    if (current !== null && !current.open) current.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="explanation" aria-labelledby={id} onClose={onClose}>
      <div className="explanation-head">
        <h2 id={id}>{say('title')}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {sayCommon('close')}
        </button>
      </div>
      <Loaded query={query} height="24rem">
        {(answer) => <Explained answer={answer} />}
      </Loaded>
    </dialog>
  );
}

function Explained({ answer }: { readonly answer: ExplanationAnswer }) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const formats = useFormats();
  const { score, indicatorDetails, formula, peerGroupDetails, provenance } = answer;
  const value =
    score.value === null
      ? sayCommon(score.status === 'reported' ? 'noValue' : score.status)
      : formats.quantity(score.value, indicatorDetails);
  return (
    <>
      <p className="lead">
        {score.municipality.name} · {formats.text(indicatorDetails.name)}: <strong>{value}</strong>
      </p>
      <p className="soft">
        {formats.text(peerGroupDetails.name)} · {say('method', { version: provenance.methodVersion })}
      </p>
      {formula === null ? null : (
        <>
          <h3>{say('formula')}</h3>
          <p>
            <code>{formula}</code>
          </p>
        </>
      )}
      <ExplainedInputs answer={answer} />
      <ExplainedSteps answer={answer} />
      <ExplainedStatistics answer={answer} />
      <ExplainedPeers answer={answer} />
    </>
  );
}
