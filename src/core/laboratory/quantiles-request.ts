/** `POST /method-lab/quantiles`: sample quantiles in the nine definitions of Hyndman and Fan. */
import { toNullable } from '../numbers.js';
import { quantile, type QuantileType } from '../quantile.js';
import { arrayUnder, has, readArray, readCell, readNumber, readSection } from './reader.js';
import { outcomeOf, refuse, type Outcome } from './refused.js';

/** Vectors (NaN where missing), types and probabilities, all of them combined. */
export interface QuantilesRequest {
  readonly vectors: readonly Float64Array[];
  readonly types: readonly QuantileType[];
  readonly probabilities: readonly number[];
}

/** One quantile; `vector` is its position in the request, `value` null for a vector without values. */
export interface QuantileLine {
  readonly vector: number;
  readonly type: QuantileType;
  readonly probability: number;
  readonly value: number | null;
}

const MOST_LINES = 1_000_000;

/** Reads the body of the request; types left out mean type 7. */
export function parseQuantilesRequest(body: unknown): Outcome<QuantilesRequest> {
  return outcomeOf(() => {
    const section = readSection(body, '', ['vectors', 'types', 'probabilities']);
    const vectors = arrayUnder(section, 'vectors').map((vector, v) =>
      Float64Array.from(readArray(vector, `vectors.${v}`), (value, i) => readCell(value, () => `vectors.${v}.${i}`)),
    );
    const types = has(section, 'types') ? arrayUnder(section, 'types') : [7];
    const probabilities = arrayUnder(section, 'probabilities');
    if (vectors.length * types.length * probabilities.length > MOST_LINES) refuseSize();
    return {
      vectors,
      types: types.map((type, i) => readNumber(type, `types.${i}`, { min: 1, max: 9, whole: true }) as QuantileType),
      probabilities: probabilities.map((p, i) => readNumber(p, `probabilities.${i}`, { min: 0, max: 1 })),
    };
  });
}

function refuseSize(): never {
  return refuse('REQUEST_TOO_LARGE', 'vectors', {
    lv: `Vienā pieprasījumā var būt ne vairāk kā ${MOST_LINES} kvantiļu.`,
    en: `One request gives at most ${MOST_LINES} quantiles.`,
  });
}

/** By vector, type, probability. */
export function computeQuantiles(request: QuantilesRequest): QuantileLine[] {
  return request.vectors.flatMap((values, vector) =>
    request.types.flatMap((type) =>
      request.probabilities.map((probability) => ({
        vector,
        type,
        probability,
        value: toNullable(quantile(values, probability, type) ?? NaN),
      })),
    ),
  );
}
