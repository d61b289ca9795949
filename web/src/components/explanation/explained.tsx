import { Fragment } from 'react';
import type { ExplanationAnswer } from '../../api/types.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { explanation as words } from '../../i18n/pages/explanation.ts';
import { useFormats } from '../../preferences/use-formats.ts';

interface Props {
  readonly answer: ExplanationAnswer;
}

/** Digits that are shown of a result, so that a spreadsheet can be compared with it. */
const DIGITS = 6;

/** A number with the decimals that it has, at most a few. */
function useExact(): (value: number) => string {
  const { number } = useFormats();
  return (value) => {
    const [, decimals = ''] = String(Number(value.toFixed(DIGITS))).split('.');
    return number(value, decimals.length);
  };
}

/** The values that went in, each with its source. */
export function ExplainedInputs({ answer: { inputs } }: Props) {
  const say = useTexts(words);
  if (inputs.length === 0) return null;
  return (
    <>
      <h3>{say('inputs')}</h3>
      <div className="scroller" tabIndex={0} role="region" aria-label={say('inputs')}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{say('name')}</th>
              <th scope="col">{say('period')}</th>
              <th scope="col" className="number">
                {say('value')}
              </th>
              <th scope="col">{say('source')}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map((input) => (
              <Input key={`${input.cell} ${input.period}`} input={input} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Input({ input }: { readonly input: ExplanationAnswer['inputs'][number] }) {
  const sayCommon = useTexts(common);
  const exact = useExact();
  const { text, date } = useFormats();
  const { cell, name, period, value, status, formula, source, recordedAt } = input;
  const origin = [source ?? '', recordedAt === null ? '' : date(recordedAt)].filter((part) => part !== '').join(', ');
  return (
    <tr>
      <th scope="row">
        {text(name)} <code>{cell}</code>
      </th>
      <td>{period}</td>
      <td className="number">
        {value === null ? sayCommon(status === 'reported' ? 'noValue' : status) : exact(value)}
      </td>
      <td>
        {formula === null ? null : <code>{formula}</code>} {origin}
      </td>
    </tr>
  );
}

/** Rule, numbers put in, outcome. */
export function ExplainedSteps({ answer: { steps } }: Props) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const exact = useExact();
  if (steps.length === 0) return null;
  const outcome = (result: number | string | null) => {
    if (typeof result === 'number') return exact(result);
    return result === null ? '–' : isComparison(result) ? sayCommon(result) : result;
  };
  return (
    <>
      <h3>{say('steps')}</h3>
      <dl className="steps">
        {steps.map(({ figure, numbers, result }) => (
          <Fragment key={figure}>
            <dt>
              {say(figure)}: <strong>{outcome(result)}</strong>
            </dt>
            <dd>
              {say(`${figure}Rule`)}
              {numbers === '' ? null : (
                <>
                  <br />
                  <code>{numbers.replace(' against ', say('against'))}</code>
                </>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

const COMPARISONS = ['better', 'worse', 'similar', 'higher', 'lower', 'not_compared'] as const;

function isComparison(text: string): text is (typeof COMPARISONS)[number] {
  return COMPARISONS.some((word) => word === text);
}

const FIGURES = ['n', 'min', 'q1', 'median', 'q3', 'max', 'mean', 'sd'] as const;

/** The statistics of the peer group. */
export function ExplainedStatistics({ answer: { statistics } }: Props) {
  const say = useTexts(words);
  const exact = useExact();
  return (
    <>
      <h3>{say('statistics')}</h3>
      <dl className="facts">
        {FIGURES.map((figure) => {
          const value = statistics[figure];
          return (
            <div key={figure}>
              <dt>{say(figure)}</dt>
              <dd>{value === null ? '–' : exact(value)}</dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

/** Every peer with its value. */
export function ExplainedPeers({ answer: { peers, indicatorDetails } }: Props) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const { value } = useFormats();
  return (
    <details>
      <summary>{say('peers')}</summary>
      <ul className="peer-values">
        {peers.map((peer) => (
          <li key={peer.atvk}>
            {peer.name}:{' '}
            {peer.value === null
              ? sayCommon(peer.status === 'reported' ? 'noValue' : peer.status)
              : value(peer.value, indicatorDetails)}
          </li>
        ))}
      </ul>
    </details>
  );
}
