import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { read } from '../../api/http.ts';
import { useMunicipalities } from '../../api/queries.ts';
import type { BenchmarkAnswer } from '../../api/types.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { compare as words } from '../../i18n/pages/compare.ts';
import { useFormats } from '../../preferences/use-formats.ts';

interface Props {
  readonly municipalities: readonly string[];
  readonly indicators: readonly string[];
  readonly periods: readonly string[];
}

interface Column {
  readonly indicator: string;
  readonly period: string;
  readonly answer: BenchmarkAnswer | undefined;
}

/** A column for every indicator in every period; undefined where nothing is published. */
function useColumns({ indicators, periods }: Props): {
  readonly columns: readonly Column[];
  readonly isReady: boolean;
} {
  const { language } = useFormats();
  const places = indicators.flatMap((indicator) => periods.map((period) => ({ indicator, period })));
  const answers = useQueries({
    queries: places.map(({ indicator, period }) => ({
      queryKey: ['benchmark', indicator, period, language],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        read<BenchmarkAnswer>(`/benchmarks/${encodeURIComponent(indicator)}`, { period }, signal),
      retry: false,
    })),
  });
  return {
    columns: places.map((place, index) => ({ ...place, answer: answers[index]?.data })),
    isReady: answers.every(({ isPending }) => !isPending),
  };
}

/** One line a municipality, one column an indicator and period. It scrolls within itself where it is wide. */
export function ComparisonTable(props: Props) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const { columns, isReady } = useColumns(props);
  const names = new Map((useMunicipalities().data?.items ?? []).map(({ atvk, name }) => [atvk, name]));
  if (!isReady) return <Skeleton height={120 + 40 * props.municipalities.length} />;
  return (
    <div className="scroller" tabIndex={0} role="region" aria-label={say('table')}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{sayCommon('municipality')}</th>
            {columns.map((column) => (
              <Heading key={`${column.indicator} ${column.period}`} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.municipalities.map((atvk) => (
            <tr key={atvk}>
              <th scope="row">
                <Link to={`/municipalities/${atvk}`}>{names.get(atvk) ?? atvk}</Link>
              </th>
              {columns.map((column) => (
                <Value key={`${column.indicator} ${column.period}`} column={column} atvk={atvk} />
              ))}
            </tr>
          ))}
          <tr className="median">
            <th scope="row">{sayCommon('median')}</th>
            {columns.map((column) => (
              <Median key={`${column.indicator} ${column.period}`} column={column} />
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Heading({ column: { indicator, period, answer } }: { readonly column: Column }) {
  const { text } = useFormats();
  const query = new URLSearchParams({ period });
  const name = answer === undefined ? indicator : text(answer.indicatorDetails.name);
  const unit = answer === undefined ? '' : text(answer.indicatorDetails.unit);
  return (
    <th scope="col" className="number">
      <Link to={`/indicators/${encodeURIComponent(indicator)}?${query.toString()}`}>{name}</Link>
      <br />
      <span className="soft">{unit === '' ? period : `${unit}, ${period}`}</span>
    </th>
  );
}

function Value({ column: { answer }, atvk }: { readonly column: Column; readonly atvk: string }) {
  const sayCommon = useTexts(common);
  const { value } = useFormats();
  const row = answer?.rows.find(({ municipality }) => municipality.atvk === atvk);
  if (answer === undefined || row === undefined) return <td className="number soft">–</td>;
  if (row.value === null) {
    return <td className="number soft">{sayCommon(row.status === 'reported' ? 'noValue' : row.status)}</td>;
  }
  return (
    <td className="number">
      {value(row.value, answer.indicatorDetails)}
      {row.rank === null ? null : (
        <span className="soft"> ({sayCommon('rankOf', { rank: row.rank, of: row.of })})</span>
      )}
    </td>
  );
}

function Median({ column: { answer } }: { readonly column: Column }) {
  const { value } = useFormats();
  const median = answer?.statistics.median ?? null;
  return (
    <td className="number">{answer === undefined || median === null ? '–' : value(median, answer.indicatorDetails)}</td>
  );
}
