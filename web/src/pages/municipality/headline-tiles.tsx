import { placeOf } from '../../../../charts/words.ts';
import type { ProfileRow } from '../../../../src/core/benchmark.ts';
import { ComparisonWord } from '../../components/comparison-word.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { municipality as words } from '../../i18n/pages/municipality.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { headlinesOf } from './standing.ts';
import type { AnswerProps } from './standing.tsx';
import { ValueButton } from './value-button.tsx';

/** Six indicators at a glance. */
export function HeadlineTiles({ answer, onExplain }: AnswerProps) {
  const say = useTexts(words);
  return (
    <section aria-labelledby="headlines">
      <h2 id="headlines">{say('headline')}</h2>
      <ul className="tiles">
        {headlinesOf(answer.rows).map((row) => (
          <Tile key={row.indicator.code} row={row} onExplain={onExplain} />
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly row: ProfileRow;
  readonly onExplain: (code: string) => void;
}

function Tile({ row, onExplain }: TileProps) {
  const say = useTexts(words);
  const { text, language, value } = useFormats();
  const { indicator, rank, of, comparison, statistics, history } = row;
  return (
    <li className="sheet tile">
      <h3>{text(indicator.name)}</h3>
      <p className="tile-value">
        <ValueButton row={row} onExplain={onExplain} />
      </p>
      <Sparkline values={history.map((point) => point.value)} isCost={indicator.isCost} />
      <p>
        {rank === null ? null : <>{placeOf(rank, of, language)} · </>}
        <ComparisonWord comparison={comparison} isCost={indicator.isCost} />
      </p>
      {statistics.median === null ? null : (
        <p className="soft">{say('ofMedian', { median: value(statistics.median, indicator) })}</p>
      )}
    </li>
  );
}
