import type { Direction } from '../../../src/core/vocabulary.ts';
import type { GroupStatistics } from '../../../src/core/benchmark.ts';

interface Props {
  readonly value: number | null;
  readonly statistics: GroupStatistics;
  readonly direction: Direction;
  readonly isCost: boolean;
}

const WIDTH = 160;
const INSET = 6;

/**
 * Where a value lies between the smallest and the largest of the peers: middle half as a band, median as a tick, own
 * value as a dot. The better end is on the right where one end is better. The words beside it say the same.
 */
export function RankStrip({ value, statistics: { min, q1, median, q3, max }, direction, isCost }: Props) {
  if (min === null || max === null) return <span className="strip" />;
  const low = Math.min(min, value ?? min);
  const span = Math.max(max, value ?? max) - low || 1;
  const isTurned = direction === 'lower_is_better';
  const x = (number: number) => {
    const share = (number - low) / span;
    return INSET + (isTurned ? 1 - share : share) * (WIDTH - 2 * INSET);
  };
  return (
    <svg className="strip" data-cost={isCost} viewBox={`0 0 ${WIDTH} 20`} aria-hidden="true">
      <line className="strip-line" x1={INSET} x2={WIDTH - INSET} y1="10" y2="10" />
      {q1 === null || q3 === null ? null : (
        <rect
          className="strip-band"
          x={Math.min(x(q1), x(q3))}
          width={Math.abs(x(q3) - x(q1)) || 1}
          y="5"
          height="10"
        />
      )}
      {median === null ? null : <line className="strip-median" x1={x(median)} x2={x(median)} y1="2" y2="18" />}
      {value === null ? null : <circle cx={x(value)} cy="10" r="5" />}
    </svg>
  );
}
