import { useId } from 'react';
import { Link } from 'react-router';
import { againstMedian, rankPhrase } from '../../../../charts/words.ts';
import type { ProfileRow } from '../../../../src/core/benchmark.ts';
import type { ProfileAnswer } from '../../api/types.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { municipality as words } from '../../i18n/pages/municipality.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { lessonsOf, strengthsOf } from './standing.ts';
import { indicatorLink } from './indicator-link.ts';

export interface AnswerProps {
  readonly answer: ProfileAnswer;
  readonly onExplain: (code: string) => void;
}

/** What the municipality does well and where it may learn, at most three each, in sentences. */
export function Standing({ answer }: AnswerProps) {
  const say = useTexts(words);
  return (
    <div className="columns">
      <Half
        title={say('strengths')}
        empty={say('noStrengths')}
        link={say('whoElse')}
        answer={answer}
        rows={strengthsOf(answer.rows)}
      />
      <Half
        title={say('learn')}
        empty={say('noLearn')}
        link={say('whoBetter')}
        answer={answer}
        rows={lessonsOf(answer.rows)}
      />
    </div>
  );
}

interface HalfProps {
  readonly title: string;
  readonly empty: string;
  readonly link: string;
  readonly answer: ProfileAnswer;
  readonly rows: readonly ProfileRow[];
}

function Half({ title, empty, link, answer, rows }: HalfProps) {
  const say = useTexts(words);
  const { language, text, quantity } = useFormats();
  const id = useId();
  const sentence = ({ indicator, value, rank, of, comparison }: ProfileRow) =>
    say('standing', {
      name: text(indicator.name),
      value: quantity(value ?? 0, indicator),
      rank: rankPhrase(rank ?? 0, of, answer.peerGroupDetails, language),
      comparison: againstMedian(comparison, language),
    });
  return (
    <section className="sheet" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? <p>{empty}</p> : null}
      <ul className="standing">
        {rows.map((row) => (
          <li key={row.indicator.code}>
            {sentence(row)}{' '}
            <Link to={indicatorLink(row.indicator.code, answer)} aria-label={`${link}: ${text(row.indicator.name)}`}>
              {link}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
