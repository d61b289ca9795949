/** The computation behind `POST /method-lab/scores`: rate → imputation → treatment → normalisation → aggregation. */
import { answerChunks, answerOf, type LaboratoryAnswer, type LaboratoryColumns } from './answer.js';
import { outcomeOf, type Outcome } from './refused.js';
import type { ScoresRequest } from './request.js';
import { scoreComposites } from './score-composites.js';
import { scoreTable } from './scored-table.js';
import { buildTree } from './tree.js';
import { analyseUncertainty } from './uncertainty-run.js';
import { laboratoryWarnings } from './warnings.js';

/**
 * Computes a request. Pure and repeatable: the same request with the same seed gives the same bytes.
 *
 * @param methodVersion version of the method, repeated in the answer
 * @returns the answer, or a refusal where the values allow no figure (GEOMETRIC_NON_POSITIVE, PROPORTION_ABOVE_ONE …)
 */
export function computeScores(request: ScoresRequest, methodVersion: string): Outcome<LaboratoryAnswer> {
  return outcomeOf(() => answerOf(computeColumns(request, methodVersion)));
}

/**
 * Computes a request and hands the answer over as JSON text in pieces, for answers too large for one object or one
 * text. A refusal comes before the first piece.
 */
export function computeScoresText(request: ScoresRequest, methodVersion: string): Outcome<Iterable<string>> {
  return outcomeOf(() => answerChunks(computeColumns(request, methodVersion)));
}

function computeColumns(request: ScoresRequest, methodVersion: string): LaboratoryColumns {
  const tree = buildTree(request.nodes, request.indicators);
  const table = scoreTable(request);
  const composites = scoreComposites(table, tree);
  const uncertainty = analyseUncertainty(table, tree, composites);
  const warnings = laboratoryWarnings(table, tree);
  return { methodVersion, table, tree, composites, uncertainty, warnings };
}
