import { memo, useState } from 'react';
import { Link } from 'react-router';
import { capitalised, placeOf } from '../../../../charts/words.ts';
import type { ProfileRow } from '../../../../src/core/benchmark.ts';
import { useIndicators } from '../../api/queries.ts';
import type { ProfileAnswer } from '../../api/types.ts';
import { ComparisonWord } from '../../components/comparison-word.tsx';
import { RankStrip } from '../../components/rank-strip.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { municipality as words } from '../../i18n/pages/municipality.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { indicatorLink } from './indicator-link.ts';
import type { AnswerProps } from './standing.tsx';
import { ValueButton } from './value-button.tsx';

/** Every indicator by group, one line each. */
export function ProfileRows({ answer, onExplain }: AnswerProps) {
  const say = useTexts(words);
  const { text } = useFormats();
  const indicators = useIndicators().data?.items ?? [];
  const names = new Map(indicators.flatMap(({ group }) => (group === null ? [] : [[group.code, group.name]])));
  const derived = new Set(indicators.filter(({ kind }) => kind === 'derived').map(({ code }) => code));
  const groups = Map.groupBy(answer.rows, ({ group }) => group);
  return (
    <section aria-labelledby="all-indicators">
      <h2 id="all-indicators">{say('all')}</h2>
      <p className="soft">{say('allHelp')}</p>
      {[...groups].map(([code, rows]) => {
        const name = names.get(code);
        return (
          <section key={code} className="sheet">
            <h3>{capitalised(name === undefined ? say('other') : text(name))}</h3>
            <Lines rows={rows} answer={answer} onExplain={onExplain} isDerived={(code) => derived.has(code)} />
          </section>
        );
      })}
    </section>
  );
}

interface LinesProps extends AnswerProps {
  readonly rows: readonly ProfileRow[];
  readonly isDerived: (code: string) => boolean;
}

/** More lines than this in a group are too many to read: what is reported stands behind what is computed from it. */
const MANY = 30;

/** The lines of a group; those that say least are folded away. */
function Lines({ rows, isDerived, ...rest }: LinesProps) {
  const say = useTexts(words);
  const valued = rows.filter(({ value }) => value !== null);
  const without = rows.filter(({ value }) => value === null);
  const isFirst = ({ indicator }: ProfileRow) => isDerived(indicator.code.split('.')[0] ?? '');
  const first = valued.length > MANY ? valued.filter(isFirst) : valued;
  const later = valued.filter((row) => !first.includes(row));
  return (
    <>
      <List rows={first} {...rest} />
      <Folded title={say('reported', { count: later.length })} rows={later} {...rest} />
      <Folded title={say('without', { count: without.length })} rows={without} {...rest} />
    </>
  );
}

interface ListProps extends AnswerProps {
  readonly rows: readonly ProfileRow[];
}

function Folded({ title, ...list }: ListProps & { readonly title: string }) {
  const [isOpen, setOpen] = useState(false);
  if (list.rows.length === 0) return null;
  return (
    <details
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{title}</summary>
      {isOpen ? <List {...list} /> : null}
    </details>
  );
}

function List({ rows, answer, onExplain }: ListProps) {
  return (
    <ul className="rows">
      {rows.map((row) => (
        <Line key={row.indicator.code} row={row} answer={answer} onExplain={onExplain} />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly row: ProfileRow;
  readonly answer: ProfileAnswer;
  readonly onExplain: (code: string) => void;
}

const Line = memo(
  function Line({ row, answer, onExplain }: LineProps) {
    const sayCommon = useTexts(common);
    const { text, language } = useFormats();
    const { indicator, value, rank, of, comparison, trend, statistics, history } = row;
    return (
      <li>
        <Link to={indicatorLink(indicator.code, answer)}>{text(indicator.name)}</Link>
        <span className="row-value">
          <ValueButton row={row} onExplain={onExplain} />
        </span>
        <Sparkline values={history.map((point) => point.value)} isCost={indicator.isCost} />
        <RankStrip value={value} statistics={statistics} direction={indicator.direction} isCost={indicator.isCost} />
        <span className="row-words">
          {rank === null ? null : <span>{placeOf(rank, of, language)}</span>}
          {comparison === 'not_compared' ? null : <ComparisonWord comparison={comparison} isCost={indicator.isCost} />}
          {trend === 'insufficient' || value === null ? null : <span className="soft">{sayCommon(trend)}</span>}
        </span>
      </li>
    );
  },
  (before, after) => before.row === after.row && before.answer === after.answer,
);
