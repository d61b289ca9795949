import { describe, expect, it } from '@jest/globals';
import type { LaboratoryAnswer, ScoreLine } from './answer.js';
import { computeScores, computeScoresText } from './compute.js';
import { parseScoresRequest } from './read-request.js';

type Body = Readonly<Record<string, unknown>>;

function compute(body: Body): LaboratoryAnswer {
  const { value, refusal } = parseScoresRequest(body);
  if (value === null) throw new Error(`${refusal.code} ${refusal.path}`);
  const outcome = computeScores(value, 'test');
  if (outcome.refusal !== null) throw new Error(`${outcome.refusal.code} ${outcome.refusal.path}`);
  return outcome.value;
}

function line(answer: LaboratoryAnswer, unit: string, indicator = 'X', period: string | null = '2024'): ScoreLine {
  const found = answer.scores.find((o) => o.unit === unit && o.indicator === indicator && o.period === period);
  if (found === undefined) throw new Error(`no score of ${unit}`);
  return found;
}

/** Values of indicator X by period for units A, B, C …, all in group g or h in turn. */
function series(byPeriod: Readonly<Record<string, readonly (number | null)[]>>, more: Body = {}): Body {
  const units = Object.values(byPeriod)[0]?.map((_, i) => String.fromCharCode(65 + i)) ?? [];
  return {
    units: units.map((code, i) => ({ code, groups: { half: i % 2 === 0 ? 'g' : 'h' } })),
    indicators: [{ code: 'X' }],
    columns: Object.entries(byPeriod).map(([period, values]) => ({ indicator: 'X', period, values })),
    ...more,
  };
}

describe('basis', () => {
  const values = { '2023': [0, 10, 20], '2024': [10, 20, 40] };
  const normalised = (method: object): (number | null)[] =>
    compute(series(values, { method: { normalisation: { kind: 'minmax' }, ...method } }))
      .scores.filter(({ period }) => period === '2024')
      .map((score) => score.normalised);

  it('is the same period, all periods or a base period', () => {
    expect(normalised({})).toEqual([0, expect.closeTo(100 / 3, 12), 100]);
    expect(normalised({ basis: 'all_periods' })).toEqual([25, 50, 100]);
    expect(normalised({ basis: 'base_period', basePeriod: '2023' })).toEqual([50, 100, 200]);
    expect(normalised({ basis: 'base_period', basePeriod: '2023', clampOutsideBase: true })).toEqual([50, 100, 100]);
  });

  it('is shown once where it is of several periods, and clamping is flagged', () => {
    const method = { basis: 'base_period', basePeriod: '2023', clampOutsideBase: true };
    const answer = compute(series(values, { method }));
    expect(answer.basis.map(({ period, n, max }) => [period, n, max])).toEqual([['2023', 3, 20]]);
    expect(line(answer, 'C').flags).toContain('CLAMPED');
    expect(compute(series(values, { method: { basis: 'all_periods' } })).basis[0]).toMatchObject({
      period: null,
      n: 6,
    });
  });
});

describe('peer groups', () => {
  it('fixed: each group by itself; a unit without a group has no rank', () => {
    const body = series({ '2024': [1, 2, 3, 4, 5] }, { peerGroup: { kind: 'fixed', by: 'half' } });
    const units = [...(body['units'] as object[]), { code: 'Z' }];
    const observations = [{ unit: 'Z', indicator: 'X', period: '2025', value: 1 }];
    const answer = compute({ ...body, units, columns: undefined, observations: [...singles(body), ...observations] });
    expect(['A', 'B', 'C', 'D', 'E'].map((unit) => [line(answer, unit).rank, line(answer, unit).of])).toEqual([
      [3, 3],
      [2, 2],
      [2, 3],
      [1, 2],
      [1, 3],
    ]);
    expect(answer.basis.filter(({ period }) => period === '2024').map(({ group, n }) => [group, n])).toEqual([
      ['g', 3],
      ['h', 2],
    ]);
    expect(line(answer, 'Z', 'X', '2025')).toMatchObject({
      raw: 1,
      rank: null,
      of: 0,
      flags: ['PEER_GROUP_TOO_SMALL'],
    });
  });

  const near: Body = {
    ...series({ '2024': [1, 5, 3, 9] }),
    indicators: [{ code: 'X' }, { code: 'SIZE', direction: 'neutral' }],
    columns: [
      { indicator: 'X', period: '2024', values: [1, 5, 3, 9] },
      { indicator: 'SIZE', period: '2024', values: [10, 11, 13, 100] },
    ],
  };

  it('nearest: every unit among its own neighbours and itself', () => {
    const answer = compute({ ...near, peerGroup: { kind: 'nearest', variables: ['SIZE'], k: 2 } });
    expect(answer.peers.filter(({ unit }) => unit === 'A').map(({ peer, position }) => [peer, position])).toEqual([
      ['B', 1],
      ['C', 2],
    ]);
    expect(line(answer, 'A')).toMatchObject({ rank: 3, of: 3, percentile: 0, normalised: 0 });
    expect(line(answer, 'D')).toMatchObject({ rank: 1, of: 3 });
    expect(answer.basis.find(({ group, indicator }) => group === 'A' && indicator === 'X')).toMatchObject({
      n: 3,
      max: 5,
    });
    expect(line(answer, 'A', 'SIZE')).toMatchObject({ rank: null, percentile: null, normalised: null, raw: 10 });
  });

  it('nearest without itself: compared with its neighbours only', () => {
    const peerGroup = { kind: 'nearest', variables: ['SIZE'], k: 2, includeSelf: false };
    const answer = compute({ ...near, peerGroup });
    expect(line(answer, 'A')).toMatchObject({ rank: 3, of: 2, normalised: -100 });
    expect(answer.basis.find(({ group, indicator }) => group === 'A' && indicator === 'X')).toMatchObject({
      n: 2,
      min: 3,
    });
  });
});

/** The columns of a body as single observations. */
function singles(body: Body): object[] {
  const units = body['units'] as { code: string }[];
  const columns = body['columns'] as { indicator: string; period: string; values: (number | null)[] }[];
  return columns.flatMap(({ indicator, period, values }) =>
    values.map((value, i) => ({ unit: units[i]?.code, indicator, period, value })),
  );
}

describe('imputation and treatment', () => {
  const gap = { '2024': [1, 2, null, 9] };

  it('fills in, flags, and keeps imputed values out of ranks and statistics', () => {
    const answer = compute(series(gap, { method: { imputation: { kind: 'mean' } } }));
    expect(line(answer, 'C')).toMatchObject({ raw: null, imputed: 4, treated: 4, rank: null, of: 3, normalised: 37.5 });
    expect(line(answer, 'C').flags).toContain('IMPUTED');
    expect(line(answer, 'C').flags).not.toContain('MISSING');
    expect(answer.basis[0]).toMatchObject({ n: 3, mean: 4 });
    expect(line(answer, 'A')).toMatchObject({ rank: 3, of: 3, imputed: null });
  });

  it('admits them where asked', () => {
    const method = { imputation: { kind: 'median', inRank: true, inBasis: true } };
    const answer = compute(series(gap, { method }));
    expect(line(answer, 'C')).toMatchObject({ imputed: 2, rank: 2, of: 4, tiedCount: 2 });
    expect(answer.basis[0]?.n).toBe(4);
  });

  it('carries a value into a period for which nothing was sent, and says that it is old', () => {
    const body = {
      ...series({ '2022': [1, 2, 3] }),
      indicators: [{ code: 'X' }, { code: 'Y' }],
      method: { imputation: { kind: 'carry_forward', maxAge: 2 } },
    };
    const later = ['2023', '2025'].map((period) => ({ unit: 'A', indicator: 'Y', period, value: 1 }));
    const answer = compute({ ...body, columns: undefined, observations: [...singles(body), ...later] });
    expect(line(answer, 'B', 'X', '2023')).toMatchObject({ imputed: 2, raw: null });
    expect(line(answer, 'B', 'X', '2023').flags).toEqual(expect.arrayContaining(['IMPUTED', 'STALE']));
    expect(answer.scores.some(({ indicator, period }) => indicator === 'X' && period === '2025')).toBe(false);
  });

  it('treats outliers before scoring, keeps the raw value and warns of what stays skewed', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100];
    const method = { treatment: { kind: 'winsorise_skew_kurtosis' } };
    const answer = compute(series({ '2024': values }, { method }));
    expect(line(answer, 'K')).toMatchObject({ raw: 100, treated: 10, rank: 1, tiedCount: 2, normalised: 100 });
    expect(line(answer, 'K').flags).toEqual(['TREATED', 'TIED']);
    expect(answer.warnings).toEqual([]);
    const limited = { treatment: { kind: 'winsorise_skew_kurtosis', maxPoints: 0 } };
    expect(compute(series({ '2024': values }, { method: limited })).warnings).toMatchObject([
      { code: 'TREATMENT_NOT_PASSED', indicators: ['X'] },
    ]);
    const few = compute(series({ '2024': values.slice(3) }, { method }));
    expect(line(few, 'H')).toMatchObject({ treated: 100 });
    expect(line(few, 'H').flags).toContain('INSUFFICIENT_N');
  });
});

describe('trends', () => {
  it('of every unit and indicator over all periods', () => {
    const years = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [String(2010 + i), [i + 1, 9 - i, 5]]));
    const body = series(years, { indicators: [{ code: 'X', direction: 'lower_is_better' }] });
    const { trends } = compute(body);
    expect(trends.map(({ unit, label, slope }) => [unit, label, slope])).toEqual([
      ['A', 'worsening', 1],
      ['B', 'improving', -1],
      ['C', 'no_clear_change', 0],
    ]);
    expect(trends[0]?.cagr).toBeCloseTo(9 ** (1 / 8) - 1, 12);
    expect(compute({ ...body, method: { trend: false } }).trends).toEqual([]);
  });
});

const ROWS: readonly (readonly number[])[] = [
  [187, 10, 27.4, 50.7],
  [289, 12, 13.9, 66.2],
  [271, 11.4, 15.3, 59.7],
  [994, 9.5, 10, 80.8],
  [779, 10.8, 23.2, 66.7],
  [189, 9.4, 9.5, 50.9],
  [82, 9.4, 14.9, 61.9],
  [31, 11.6, 14.2, 48.7],
];

function indexBody(more: Body = {}): Body {
  return {
    units: ROWS.map((_, i) => ({ code: `U${i}` })),
    nodes: [{ code: 'Index' }, { code: 'Deep', parent: 'Index', weight: 2 }],
    indicators: ['A', 'B', 'C', 'D'].map((code, i) => ({ code, parent: i < 2 ? 'Index' : 'Deep', weight: i + 1 })),
    observations: ROWS.flatMap((row, u) =>
      row.map((value, i) => ({ unit: `U${u}`, indicator: 'ABCD'[i], period: '2000', value })),
    ),
    ...more,
  };
}

function topRanks(body: Body): (number | null)[] {
  return compute(body)
    .composites.filter(({ node }) => node === 'Index')
    .map(({ rank }) => rank);
}

describe('composites', () => {
  it('nodes take their own means, the top node first', () => {
    const answer = compute(
      indexBody({ nodes: [{ code: 'Index' }, { code: 'Deep', parent: 'Index', weight: 2, aggregation: 'geometric' }] }),
    );
    const [c, d] = ['C', 'D'].map((code) => line(answer, 'U0', code, '2000').normalised ?? NaN);
    const deep = answer.composites.find(({ unit, node }) => unit === 'U0' && node === 'Deep');
    expect(deep?.score).toBeCloseTo(Math.exp((3 * Math.log(c ?? NaN) + 4 * Math.log(d ?? NaN)) / 7), 10);
    expect(answer.composites[0]?.node).toBe('Index');
  });

  it('refuses a geometric mean of what is not above zero, with the path of the node', () => {
    const body = indexBody({
      nodes: [
        { code: 'Index', aggregation: 'geometric' },
        { code: 'Deep', parent: 'Index' },
      ],
      method: { normalisation: { kind: 'zscore' } },
    });
    expect(() => compute(body)).toThrow('GEOMETRIC_NON_POSITIVE nodes.0.aggregation');
  });

  it('warns of dominant weights and of indicators that say the same', () => {
    const body = indexBody({
      nodes: [{ code: 'Index' }],
      indicators: ['A', 'B', 'C', 'D'].map((code, i) => ({ code, parent: 'Index', weight: i === 0 ? 9 : 1 })),
      observations: ROWS.flatMap((row, u) =>
        [...row.slice(0, 3), (row[0] ?? 0) * 2].map((value, i) => ({ unit: `U${u}`, indicator: 'ABCD'[i], value })),
      ),
    });
    expect(compute(body).warnings).toMatchObject([
      { code: 'DOMINANT_WEIGHT', node: 'Index', indicators: ['A'], value: 0.75 },
      { code: 'HIGH_CORRELATION', node: 'Index', indicators: ['A', 'D'], value: 1 },
    ]);
  });
});

describe('uncertainty', () => {
  it('full factorial: the same ranks as computing every scenario by itself', () => {
    const expert = { A: 9, Deep: 1 };
    const uncertainty = {
      normalisations: ['minmax', 'zscore'],
      aggregations: ['arithmetic', 'copeland'],
      leaveOneOut: true,
      weightSets: [{ code: 'expert', weights: expert }],
    };
    const answer = compute(indexBody({ method: { uncertainty } }));
    const runs: (number | null)[][] = [];
    for (const kind of ['minmax', 'zscore']) {
      for (const aggregation of ['arithmetic', 'copeland']) {
        for (const weights of [{}, expert] as Record<string, number>[]) {
          for (const left of [null, 'Deep', 'A', 'B']) {
            const parent = (code: string): string | null => (code === left ? null : 'Index');
            const own = (code: string, weight: number): number => weights[code] ?? weight;
            const nodes = [
              { code: 'Index', aggregation },
              ...(left === 'Deep' ? [] : [{ code: 'Deep', parent: 'Index', weight: own('Deep', 2), aggregation }]),
            ];
            const indicators = ['A', 'B', 'C', 'D'].map((code, i) => {
              const above = i < 2 ? parent(code) : left === 'Deep' ? null : 'Deep';
              return { code, parent: above, weight: own(code, i + 1) };
            });
            runs.push(topRanks(indexBody({ nodes, indicators, method: { normalisation: { kind } } })));
          }
        }
      }
    }
    const nominal = topRanks(indexBody());
    expect(answer.uncertainty).toMatchObject({ scenarios: 32, skipped: 0, node: 'Index', period: '2000' });
    nominal.forEach((rank, unit) => {
      const ranks = runs.map((run) => run[unit] ?? NaN);
      const spread = answer.uncertainty?.units[unit];
      expect(spread).toMatchObject({
        unit: `U${unit}`,
        nominal: rank,
        min: Math.min(...ranks),
        max: Math.max(...ranks),
      });
      expect(spread?.mean).toBeCloseTo(ranks.reduce((sum, one) => sum + one, 0) / 32, 12);
      expect(spread?.shareAtNominal).toBeCloseTo(ranks.filter((one) => one === rank).length / 32, 12);
    });
    const shift = runs.flatMap((run) => run.map((rank, unit) => Math.abs((rank ?? NaN) - (nominal[unit] ?? NaN))));
    expect(answer.uncertainty?.meanShift).toBeCloseTo(shift.reduce((sum, one) => sum + one, 0) / shift.length, 12);
  });

  it('skips and counts what a scenario has no answer for', () => {
    const method = {
      normalisation: { kind: 'zscore' },
      uncertainty: { aggregations: ['arithmetic', 'geometric'], normalisations: ['zscore'] },
    };
    const { uncertainty } = compute(indexBody({ method }));
    expect(uncertainty?.scenarios).toBe(2);
    expect(uncertainty?.skipped).toBeGreaterThan(0);
  });

  it('monte carlo: ranks stay put without spread, and move with it', () => {
    const run = (weights: unknown): LaboratoryAnswer['uncertainty'] =>
      compute(indexBody({ seed: 5, method: { uncertainty: { design: 'monte_carlo', draws: 100, weights } } }))
        .uncertainty;
    expect(run({ spread: 0 })).toMatchObject({ scenarios: 100, meanShift: 0 });
    expect(run('dirichlet')?.meanShift).toBeGreaterThan(0);
  });
});

describe('the answer', () => {
  it('in pieces is the same text as in one', () => {
    const { value } = parseScoresRequest(indexBody({ method: { uncertainty: {}, rankInterval: {} } }));
    if (value === null) throw new Error('refused');
    const text = computeScoresText(value, 'test').value;
    expect([...(text ?? [])].join('')).toBe(JSON.stringify(computeScores(value, 'test').value));
  });
});
