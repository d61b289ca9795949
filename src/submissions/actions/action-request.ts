import type { FormModule } from '../../http/actor.js';

export const CORRECTION_CATEGORIES = [
  'typing_error',
  'definition_misread',
  'late_document',
  'audit',
  'territory_change',
] as const;
/** Why a published value is corrected. */
export type CorrectionCategory = (typeof CORRECTION_CATEGORIES)[number];

/** What comes with an action. */
export interface ActionRequest {
  /** All modules that the action fits where absent. */
  readonly module?: FormModule | undefined;
  /** Hash of the content that the approver saw; another one by now refuses the approval. */
  readonly contentHash?: string | undefined;
  readonly reason?: string | undefined;
  /** Cells to be answered or corrected; the whole module where absent. */
  readonly cells?: readonly string[] | undefined;
  readonly category?: CorrectionCategory | undefined;
}
