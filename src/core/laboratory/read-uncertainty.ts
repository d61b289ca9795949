/** The options of the uncertainty analysis. */
import type { NormalisationKind } from '../normalise.js';
import {
  arrayUnder,
  below,
  booleanUnder,
  choiceUnder,
  has,
  invalid,
  numberUnder,
  readArray,
  readChoice,
  readNumber,
  readSection,
  requiredCode,
  valueOf,
  type Section,
} from './reader.js';
import { refuse } from './refused.js';
import { AGGREGATIONS, NORMALISATIONS } from './vocabulary.js';
import type { NodeAggregation, UncertaintyOptions, WeightSet } from './request.js';

const KEYS = ['design', 'draws', 'weights', 'normalisations', 'aggregations', 'leaveOneOut', 'weightSets'] as const;

/** What stands in for alternatives that were not named: the choices of the method itself. */
export interface NominalChoices {
  readonly normalisation: NormalisationKind;
  readonly aggregation: NodeAggregation;
  readonly weighted: ReadonlySet<string>;
}

/** Reads `method.uncertainty`; left out there is no analysis. */
export function readUncertainty(method: Section, nominal: NominalChoices): UncertaintyOptions | null {
  if (!has(method, 'uncertainty')) return null;
  const section = readSection(valueOf(method, 'uncertainty'), below(method.path, 'uncertainty'), KEYS);
  return {
    design: choiceUnder(section, 'design', ['full_factorial', 'monte_carlo'], 'full_factorial'),
    draws: numberUnder(section, 'draws', 1000, { min: 1, max: 100_000, whole: true }),
    weights: readWeights(section),
    normalisations: alternatives(section, 'normalisations', {
      choices: NORMALISATIONS,
      nominal: nominal.normalisation,
    }),
    aggregations: alternatives(section, 'aggregations', { choices: AGGREGATIONS, nominal: nominal.aggregation }),
    leaveOneOut: booleanUnder(section, 'leaveOneOut', false),
    weightSets: arrayUnder(section, 'weightSets').map((value, i) =>
      readWeightSet(value, below(below(section.path, 'weightSets'), i), nominal.weighted),
    ),
  };
}

function readWeights(section: Section): UncertaintyOptions['weights'] {
  const value = valueOf(section, 'weights');
  if (value === 'dirichlet') return 'dirichlet';
  const weights = readSection(value ?? {}, below(section.path, 'weights'), ['spread']);
  return { spread: numberUnder(weights, 'spread', 0.25, { min: 0, max: 1 }) };
}

function alternatives<T extends string>(
  section: Section,
  key: string,
  words: { readonly choices: readonly T[]; readonly nominal: T },
): readonly T[] {
  const value = valueOf(section, key);
  if (value === undefined) return [words.nominal];
  const path = below(section.path, key);
  const list = readArray(value, path).map((word, i) => readChoice(word, below(path, i), words.choices));
  return list.length > 0 ? list : invalid(path, { lv: 'sarakstam, kas nav tukšs', en: 'a list that is not empty' });
}

function readWeightSet(value: unknown, path: string, weighted: ReadonlySet<string>): WeightSet {
  const section = readSection(value, path, ['code', 'weights']);
  const given = valueOf(section, 'weights');
  const under = below(path, 'weights');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return invalid(under, { lv: 'objektam ar svaru katram kodam', en: 'an object with a weight for each code' });
  }
  const weights: Record<string, number> = {};
  for (const [code, weight] of Object.entries(given)) {
    if (!weighted.has(code)) {
      refuse('UNKNOWN_INDICATOR', below(under, code), {
        lv: `Rādītājs vai mezgls “${code}” nav zināms.`,
        en: `The indicator or node “${code}” is not known.`,
      });
    }
    weights[code] = readNumber(weight, below(under, code), { min: 0 });
  }
  return { code: requiredCode(section, 'code'), weights };
}
