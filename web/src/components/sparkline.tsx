interface Props {
  readonly values: readonly (number | null)[];
  readonly isCost: boolean;
}

const WIDTH = 96;
const HEIGHT = 28;
const INSET = 4;

/** Values over time as a thin line with a dot at the end; gaps stay gaps. The words beside it say the same. */
export function Sparkline({ values, isCost }: Props) {
  const numbers = values.filter((value) => value !== null);
  if (numbers.length < 2) return <span className="sparkline" />;
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  const x = (index: number) => INSET + (index * (WIDTH - 2 * INSET)) / (values.length - 1);
  const y = (value: number) => HEIGHT - INSET - ((value - low) * (HEIGHT - 2 * INSET)) / span;
  const path = values
    .map((value, index) =>
      value === null ? '' : `${(values[index - 1] ?? null) === null ? 'M' : 'L'}${x(index)} ${y(value)}`,
    )
    .join('');
  const end = values.findLastIndex((value) => value !== null);
  return (
    <svg className="sparkline" data-cost={isCost} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={path} />
      <circle cx={x(end)} cy={y(values[end] ?? low)} r="3.5" />
    </svg>
  );
}
