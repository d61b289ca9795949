/**
 * The 37 worked edge cases of the method, through the laboratory as an outside checker would send them.
 */
import { describe, expect, it } from '@jest/globals';
import cases from './edge_cases.json' with { type: 'json' };
import { scoresOf, type Body } from './laboratory-request.js';

type Expected = Record<string, unknown> & { readonly flags: readonly string[] };
interface SingleCase {
  readonly input: readonly (number | null)[];
  readonly direction: 'higher' | 'lower';
  readonly expected: readonly Expected[];
}

const DIRECTION = { higher: 'higher_is_better', lower: 'lower_is_better' } as const;

function close(actual: number | null | undefined, expected: unknown): void {
  if (typeof expected !== 'number') expect(actual).toBe(expected ?? null);
  else expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

describe('single indicator', () => {
  it.each(Object.entries(cases.single_indicator as unknown as Record<string, SingleCase>))('%s', (_, one) => {
    const body: Body = {
      units: one.input.map((__, i) => ({ code: `U${i}` })),
      indicators: [{ code: 'X', direction: DIRECTION[one.direction] }],
      observations: one.input.map((value, i) => ({ unit: `U${i}`, indicator: 'X', period: '2024', value })),
      method: { normalisation: { kind: 'minmax', range: [0, 1] } },
    };
    const strict = scoresOf(body).scores;
    const mid = scoresOf({ ...body, method: { percentile: 'mid', zeroMad: 'mean_ad' } }).scores;
    one.expected.forEach((expected, i) => {
      const line = strict[i];
      expect(line?.of).toBe(expected['n']);
      close(line?.rank, expected['rank']);
      close(line?.tiedCount, expected['tied_count']);
      close(line?.percentile, expected['percent_rank']);
      close(mid[i]?.percentile, expected['mid_percentile']);
      close(line?.z, expected['z']);
      close(line?.robustZ, expected['robust_z']);
      close(mid[i]?.robustZ, expected['robust_z_mean_ad_fallback']);
      close(line?.normalised, expected['minmax']);
      close(line?.quantileGroup, expected['quartile_1_is_best']);
      for (const flag of expected.flags) expect(line?.flags).toContain(flag);
    });
  });
});

describe('aggregation', () => {
  const run = (one: (typeof cases.aggregation)[number], kind: string, coverageBasis: string): unknown => {
    const body: Body = {
      units: [{ code: 'U' }],
      nodes: [{ code: 'Index', aggregation: kind }],
      indicators: one.values.map((_, i) => ({ code: `X${i}`, parent: 'Index', weight: one.weights[i] ?? 1 })),
      observations: one.values.map((value, i) => ({ unit: 'U', indicator: `X${i}`, period: '1', value })),
      method: { normalisation: { kind: 'none' }, aggregation: { minCoverage: 0, coverageBasis } },
    };
    return body;
  };

  it.each(cases.aggregation.map((one) => [one.case, one] as const))('%s', (_, one) => {
    for (const kind of ['arithmetic', 'geometric', 'harmonic'] as const) {
      const expected: unknown = one[kind];
      const body = run(one, kind, 'count') as Body;
      if (typeof expected === 'string') {
        expect(() => scoresOf(body)).toThrow(`${kind.toUpperCase()}_NON_POSITIVE`);
        continue;
      }
      const [composite] = scoresOf(body).composites;
      close(composite?.score, expected);
      close(composite?.coverage, one.coverage_by_count);
      close(scoresOf(run(one, kind, 'weight') as Body).composites[0]?.coverage, one.coverage_by_weight);
    }
  });
});

describe('goalposts', () => {
  it.each(cases.goalposts)('$value between $lower and $upper, $direction is better', (one) => {
    const body: Body = {
      units: [{ code: 'U' }],
      indicators: [
        {
          code: 'X',
          direction: DIRECTION[one.direction as 'higher' | 'lower'],
          goalposts: { low: one.lower, high: one.upper },
        },
      ],
      observations: [{ unit: 'U', indicator: 'X', period: '1', value: one.value }],
      method: { normalisation: { kind: 'goalposts' } },
    };
    if (typeof one.expected_truncated === 'string') {
      expect(() => scoresOf(body)).toThrow('GOALPOSTS_EQUAL');
      return;
    }
    const [line] = scoresOf(body).scores;
    close(line?.normalised, one.expected_truncated);
    expect(line?.flags.includes('CLAMPED')).toBe(one.flag === 'CLAMPED');
  });
});

describe('rates', () => {
  it.each(cases.rates)('$numerator of $denominator per $per', (one) => {
    const body: Body = {
      units: [{ code: 'U' }],
      indicators: [{ code: 'X', kind: 'kind' in one ? one.kind : 'rate', per: one.per }],
      observations: [
        { unit: 'U', indicator: 'X', period: '1', numerator: one.numerator, denominator: one.denominator },
      ],
      method: { suppression: 'off' },
    };
    if (typeof one.expected === 'string') {
      expect(() => scoresOf(body)).toThrow('PROPORTION_ABOVE_ONE');
      return;
    }
    const [line] = scoresOf(body).scores;
    close(line?.raw, one.expected);
    if ('flag' in one) expect(line?.flags).toContain(one.flag);
  });
});
