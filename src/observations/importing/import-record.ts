import type { LocalisedText, Severity } from '../../core/vocabulary.js';
import type { ImportCounts } from './difference.js';
import type { FindingCounts } from './finding.js';
import type { ImportStage } from './observation-import.js';

export type ImportState = 'queued' | 'running' | 'done' | 'failed' | 'undone';

export interface ImportFailure {
  readonly code: string;
  readonly message: LocalisedText;
  readonly row?: number;
}

/** An import as it stands. */
export interface ImportRecord {
  readonly id: string;
  readonly kind: 'observations';
  readonly dryRun: boolean;
  readonly state: ImportState;
  readonly source: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly counts: ImportCounts;
  readonly findings: FindingCounts;
  readonly stage: ImportStage | 'waiting' | 'finished';
  /** Share of the stage that is done, 0..1. */
  readonly progress: number;
  readonly failure: ImportFailure | null;
  readonly requestedAt: Date;
  readonly requestedByName: string;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
}

/** Which findings of an import. */
export interface FindingFilter {
  readonly severity?: Severity | undefined;
  readonly code?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}
