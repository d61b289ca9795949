/** The options of the method, strictly read, every default of METHOD.md filled in. */
import { MIN_DRAWS } from '../advanced/rank-interval.js';
import { PERCENT_RANGE, POSITIVE_RANGE, type Range } from '../min-max.js';
import type { QuantileType } from '../quantile.js';
import {
  arrayUnder,
  below,
  booleanUnder,
  choiceUnder,
  codeUnder,
  has,
  invalid,
  numberUnder,
  readArray,
  readNumber,
  readSection,
  valueOf,
  type Section,
} from './reader.js';
import { refuse } from './refused.js';
import { readUncertainty } from './read-uncertainty.js';
import { AGGREGATIONS, NORMALISATIONS } from './vocabulary.js';
import type { LaboratoryNode, MethodOptions, NodeAggregation, NormalisationOptions } from './request.js';

const METHOD_KEYS = [
  'basis',
  'basePeriod',
  'clampOutsideBase',
  'ties',
  'percentile',
  'quantiles',
  'zeroMad',
  'standardDeviation',
  'rate',
  'treatment',
  'imputation',
  'normalisation',
  'aggregation',
  'rankOnRounded',
  'funnel',
  'trend',
  'shrinkage',
  'rankInterval',
  'uncertainty',
  'suppression',
] as const;

/** What the reading of the method needs to know of the rest of the request. */
export interface MethodContext {
  readonly nodes: readonly LaboratoryNode[];
  /** True where anything is aggregated: then the default range is that of a composite. */
  readonly hasComposite: boolean;
  /** Codes that a weight set may name. */
  readonly weighted: ReadonlySet<string>;
}

/** The options, and whether the range was the caller's own choice. */
export interface ReadMethod {
  readonly method: MethodOptions;
  readonly rangeIsExplicit: boolean;
}

/** Reads `method`; left out altogether it is all defaults. */
export function readMethod(value: unknown, context: MethodContext): ReadMethod {
  const section = readSection(value ?? {}, 'method', METHOD_KEYS);
  const aggregation = readAggregation(section);
  const normalisation = readNormalisation(section, aggregation.kind, context);
  const basis = choiceUnder(section, 'basis', ['same_period', 'all_periods', 'base_period'], 'same_period');
  const method: MethodOptions = {
    basis,
    basePeriod: codeUnder(section, 'basePeriod', null),
    clampOutsideBase: booleanUnder(section, 'clampOutsideBase', false),
    ties: choiceUnder(section, 'ties', ['min', 'average', 'max', 'dense'], 'min'),
    percentile: choiceUnder(section, 'percentile', ['strict', 'mid', 'cumulative'], 'strict'),
    quantiles: readQuantiles(section),
    zeroMad: choiceUnder(section, 'zeroMad', ['null', 'mean_ad'], 'null'),
    standardDeviation: choiceUnder(section, 'standardDeviation', ['sample', 'population'], 'sample'),
    rate: readRate(section),
    treatment: readTreatment(section),
    imputation: readImputation(section),
    normalisation: normalisation.options,
    aggregation,
    rankOnRounded: numberUnder(section, 'rankOnRounded', null, { min: 0, max: 15, whole: true }),
    funnel: readFunnel(section),
    trend: booleanUnder(section, 'trend', true),
    shrinkage: choiceUnder(section, 'shrinkage', ['none', 'eb_poisson'], 'none'),
    rankInterval: readRankInterval(section),
    uncertainty: readUncertainty(section, {
      normalisation: normalisation.options.kind,
      aggregation: aggregation.kind,
      weighted: context.weighted,
    }),
    suppression: readSuppression(section),
  };
  if (basis === 'base_period' && method.basePeriod === null) refuseBasePeriod();
  return { method, rangeIsExplicit: normalisation.rangeIsExplicit };
}

function refuseBasePeriod(): never {
  return refuse('BASE_PERIOD_MISSING', 'method.basePeriod', {
    lv: 'Ja bāze ir viens periods, tas jānosauc.',
    en: 'A base period has to be named.',
  });
}

function sub(section: Section, key: string, known: readonly string[]): Section {
  return readSection(valueOf(section, key) ?? {}, below(section.path, key), known);
}

function readQuantiles(section: Section): MethodOptions['quantiles'] {
  const quantiles = sub(section, 'quantiles', ['type', 'groups']);
  return {
    type: numberUnder(quantiles, 'type', 7, { min: 1, max: 9, whole: true }) as QuantileType,
    groups: numberUnder(quantiles, 'groups', 4, { min: 2, max: 20, whole: true }),
  };
}

function readRate(section: Section): MethodOptions['rate'] {
  const rate = sub(section, 'rate', ['interval', 'levels']);
  const levels = valueOf(rate, 'levels');
  const path = below(rate.path, 'levels');
  return {
    interval: choiceUnder(rate, 'interval', ['byar', 'exact', 'wilson', 't'], null),
    levels:
      levels === undefined
        ? [0.95, 0.998]
        : readArray(levels, path).map((level, i) => readNumber(level, below(path, i), { min: 0, max: 1, open: true })),
  };
}

function readTreatment(section: Section): MethodOptions['treatment'] {
  const treatment = sub(section, 'treatment', ['kind', 'lower', 'upper', 'skewness', 'kurtosis', 'maxPoints']);
  const lower = numberUnder(treatment, 'lower', 2.5, { min: 0, max: 100 });
  const upper = numberUnder(treatment, 'upper', 97.5, { min: 0, max: 100 });
  if (lower > upper) invalid(below(treatment.path, 'upper'), { lv: `skaitlim ≥ ${lower}`, en: `a number ≥ ${lower}` });
  return {
    kind: choiceUnder(treatment, 'kind', ['none', 'winsorise_percentile', 'winsorise_skew_kurtosis', 'log'], 'none'),
    lower,
    upper,
    skewness: numberUnder(treatment, 'skewness', 2, { min: 0 }),
    kurtosis: numberUnder(treatment, 'kurtosis', 3.5),
    maxPoints: numberUnder(treatment, 'maxPoints', 5, { min: 0, whole: true }),
  };
}

function readImputation(section: Section): MethodOptions['imputation'] {
  const imputation = sub(section, 'imputation', ['kind', 'groupBy', 'maxAge', 'inBasis', 'inRank']);
  return {
    kind: choiceUnder(
      imputation,
      'kind',
      ['none', 'mean', 'median', 'group_mean', 'group_median', 'carry_forward'],
      'none',
    ),
    groupBy: codeUnder(imputation, 'groupBy', null),
    maxAge: numberUnder(imputation, 'maxAge', 2, { min: 0 }),
    inBasis: booleanUnder(imputation, 'inBasis', false),
    inRank: booleanUnder(imputation, 'inRank', false),
  };
}

/**
 * The default range is 0..1 for goalposts, 1..100 where any node takes a geometric or harmonic mean, 1..100 too for the
 * default method of a composite (nothing said about the kind), else 0..100.
 */
function readNormalisation(
  section: Section,
  aggregation: NodeAggregation,
  context: MethodContext,
): { readonly options: NormalisationOptions; readonly rangeIsExplicit: boolean } {
  const normalisation = sub(section, 'normalisation', ['kind', 'range', 'mean', 'sd', 'reference', 'form', 'band']);
  const kind = choiceUnder(normalisation, 'kind', NORMALISATIONS, 'minmax');
  const rangeIsExplicit = has(normalisation, 'range');
  const isDefaultComposite = context.hasComposite && !has(normalisation, 'kind');
  const positive = isDefaultComposite || needsPositive([aggregation, ...context.nodes.map((node) => node.aggregation)]);
  const options: NormalisationOptions = {
    kind,
    range: rangeIsExplicit ? readRange(normalisation) : defaultRange(kind, positive),
    mean: numberUnder(normalisation, 'mean', 0),
    sd: numberUnder(normalisation, 'sd', 1, { min: 0, open: true }),
    reference: choiceUnder(normalisation, 'reference', ['mean', 'best', 'worst', 'target'], 'mean'),
    form: choiceUnder(normalisation, 'form', ['ratio', 'relative_difference'], 'ratio'),
    band: numberUnder(normalisation, 'band', 0.2, { min: 0 }),
  };
  return { options, rangeIsExplicit };
}

/** The range where none was chosen. */
export function defaultRange(kind: NormalisationOptions['kind'], positive: boolean): Range {
  if (kind === 'goalposts') return [0, 1];
  return positive ? POSITIVE_RANGE : PERCENT_RANGE;
}

/** Whether a mean is taken that zero has no place in. */
export function needsPositive(aggregations: readonly (NodeAggregation | null)[]): boolean {
  return aggregations.some((aggregation) => aggregation === 'geometric' || aggregation === 'harmonic');
}

function readRange(normalisation: Section): Range {
  const path = below(normalisation.path, 'range');
  const list = arrayUnder(normalisation, 'range');
  const [low, high] = list.map((end, i) => readNumber(end, below(path, i)));
  if (list.length !== 2 || low === undefined || high === undefined || !(low < high)) {
    return invalid(path, { lv: 'diviem skaitļiem augošā secībā', en: 'two numbers in ascending order' });
  }
  return [low, high];
}

function readAggregation(section: Section): MethodOptions['aggregation'] {
  const aggregation = sub(section, 'aggregation', ['kind', 'minCoverage', 'coverageBasis']);
  return {
    kind: choiceUnder(aggregation, 'kind', AGGREGATIONS, 'arithmetic'),
    minCoverage: numberUnder(aggregation, 'minCoverage', 0.65, { min: 0, max: 1 }),
    coverageBasis: choiceUnder(aggregation, 'coverageBasis', ['count', 'weight'], 'count'),
  };
}

function readFunnel(section: Section): MethodOptions['funnel'] {
  const funnel = sub(section, 'funnel', ['limits', 'target', 'overdispersion', 'winsorise']);
  const target = valueOf(funnel, 'target');
  return {
    limits: choiceUnder(funnel, 'limits', ['normal_score', 'byar_exact', 'exact_interpolated'], null),
    target:
      target === undefined || target === 'pooled'
        ? 'pooled'
        : readNumber(target, below(funnel.path, 'target'), { min: 0 }),
    overdispersion: choiceUnder(funnel, 'overdispersion', ['none', 'multiplicative', 'additive'], 'none'),
    winsorise: numberUnder(funnel, 'winsorise', 0.1, { min: 0, max: 0.5 }),
  };
}

/** Fewer draws than the method asks for are raised to its minimum; the answer's options say so. */
function readRankInterval(section: Section): MethodOptions['rankInterval'] {
  if (!has(section, 'rankInterval')) return null;
  const interval = sub(section, 'rankInterval', ['draws']);
  const draws = numberUnder(interval, 'draws', MIN_DRAWS, { min: 1, max: 1_000_000, whole: true });
  return { draws: Math.max(draws, MIN_DRAWS) };
}

function readSuppression(section: Section): MethodOptions['suppression'] {
  if (valueOf(section, 'suppression') === 'off') return 'off';
  const suppression = sub(section, 'suppression', ['minNumerator', 'minDenominator', 'complementary']);
  return {
    minNumerator: numberUnder(suppression, 'minNumerator', 5, { min: 0 }),
    minDenominator: numberUnder(suppression, 'minDenominator', 20, { min: 0 }),
    complementary: booleanUnder(suppression, 'complementary', true),
  };
}
