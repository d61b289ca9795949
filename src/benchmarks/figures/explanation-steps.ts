/** The arithmetic of a score in words and numbers, so that it can be followed in a spreadsheet. */
import { compare } from '../../core/comparison.js';
import { directionSign } from '../../core/direction.js';
import { ties } from '../../core/numbers.js';
import { standingAt, unitScore } from '../../core/unit-score.js';
import { MAD_SCALE } from '../../core/standard-score.js';
import type { ScoredColumn } from '../../core/score-column.js';
import type { RowSetting } from './benchmark-row.js';

/** One figure of a score: its rule, the rule with the numbers put in, and the result. */
export interface Step {
  readonly figure: 'rank' | 'percentile' | 'quantileGroup' | 'z' | 'robustZ' | 'comparison';
  readonly rule: string;
  readonly numbers: string;
  readonly result: number | string | null;
}

/** The steps of a unit; none for one outside the group or without a value. */
export function stepsOf(setting: RowSetting, scored: ScoredColumn, position: number): Step[] {
  const value = scored.values[position] ?? NaN;
  if (position < 0 || !Number.isFinite(value)) return [];
  const { cell, method } = setting;
  const score = unitScore(scored, position, { ...method, direction: cell.direction });
  const ranked = score.rank === null ? [] : rankSteps(setting, scored, position);
  return [
    ...ranked,
    ...spreadSteps(setting, scored, { value, z: score.z, robustZ: score.robustZ }),
    comparisonStep(setting, value),
  ];
}

function rankSteps({ cell, method }: RowSetting, scored: ScoredColumn, position: number): Step[] {
  const score = unitScore(scored, position, { ...method, direction: cell.direction });
  const { place, tiedCount, n } = standingAt(scored, position);
  const value = scored.values[position] ?? NaN;
  const sign = directionSign(cell.direction);
  const better = scored.values.filter(
    (other) => Number.isFinite(other) && !ties(other, value) && sign * other > sign * value,
  ).length;
  const worse = n - better - tiedCount;
  const k = method.quantileGroups;
  return [
    { figure: 'rank', rule: '1 + number better', numbers: `1 + ${better}`, result: score.rank },
    {
      figure: 'percentile',
      rule: 'number worse / (n − 1)',
      numbers: `${worse} / (${n} − 1)`,
      result: score.percentile,
    },
    {
      figure: 'quantileGroup',
      rule: 'max(1, floor((k + 1) − ceil(((n + 1) − rank) / (n / k))))',
      numbers: `max(1, floor((${k} + 1) − ceil(((${n} + 1) − ${place}) / (${n} / ${k}))))`,
      result: score.quantileGroup,
    },
  ];
}

function spreadSteps(
  { cell }: RowSetting,
  { statistics }: ScoredColumn,
  { value, z, robustZ }: { readonly value: number; readonly z: number | null; readonly robustZ: number | null },
): Step[] {
  const sign = directionSign(cell.direction);
  const { mean, sd, median, mad } = statistics;
  const steps: Step[] = [];
  if (z !== null)
    steps.push({
      figure: 'z',
      rule: 's × (value − mean) / sd',
      numbers: `${sign} × (${value} − ${mean ?? ''}) / ${sd ?? ''}`,
      result: z,
    });
  if (robustZ !== null)
    steps.push({
      figure: 'robustZ',
      rule: `s × (value − median) / (${MAD_SCALE} × MAD)`,
      numbers: `${sign} × (${value} − ${median ?? ''}) / (${MAD_SCALE} × ${mad ?? ''})`,
      result: robustZ,
    });
  return steps;
}

function comparisonStep({ method, statistics, cell }: RowSetting, value: number): Step {
  const { median } = statistics;
  const { direction, isCost } = cell;
  const share = method.similarBand * 100;
  return {
    figure: 'comparison',
    rule: `similar within ${share} % of the median, else by direction (${isCost ? 'cost: higher or lower' : direction})`,
    numbers: median === null ? '' : `|${value} − ${median}| against ${method.similarBand} × |${median}|`,
    result: compare(value, median, { direction, isCost, band: method.similarBand }),
  };
}
