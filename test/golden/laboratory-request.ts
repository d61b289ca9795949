/** Sends a body through the laboratory as the endpoint does: read strictly, then compute. */
import { computeScores } from '../../src/core/laboratory/compute.js';
import { parseScoresRequest } from '../../src/core/laboratory/read-request.js';
import type { LaboratoryAnswer, ScoreLine } from '../../src/core/laboratory/answer.js';

/** The body of a request, as JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** The answer. Throws `CODE path` for a refusal. */
export function scoresOf(body: Body): LaboratoryAnswer {
  const parsed = parseScoresRequest(JSON.parse(JSON.stringify(body)));
  if (parsed.refusal !== null) throw new Error(`${parsed.refusal.code} ${parsed.refusal.path}`);
  const computed = computeScores(parsed.value, 'test');
  if (computed.refusal !== null) throw new Error(`${computed.refusal.code} ${computed.refusal.path}`);
  return computed.value;
}

/** The score of one unit in one indicator. */
export function lineOf(answer: LaboratoryAnswer, unit: string, indicator: string): ScoreLine {
  const line = answer.scores.find((one) => one.unit === unit && one.indicator === indicator);
  if (line === undefined) throw new Error(`no score of ${unit} in ${indicator}`);
  return line;
}
