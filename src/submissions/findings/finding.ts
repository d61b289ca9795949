import type { LocalisedText, Severity } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';

/**
 * Something odd about a cell. An error stops the submission; a warning asks for an explanation, which travels with the
 * value; information is for whoever reviews.
 */
export interface Finding {
  /** `SU-L-POLICY.H1` for a rule of the catalogue, else `value_missing`, `comment_without_substance`, … */
  readonly code: string;
  readonly severity: Severity;
  readonly cell: string;
  readonly module: FormModule;
  /** What is odd, against what, and what to do. */
  readonly message: LocalisedText;
  /** For warnings: whether an explanation of substance stands beside the value. */
  readonly explained: boolean;
}

/** What keeps a module from being submitted: errors, and warnings that nobody has explained. */
export function blocking(findings: readonly Finding[], module: FormModule): Finding[] {
  return findings.filter(
    (finding) =>
      finding.module === module &&
      (finding.severity === 'error' || (finding.severity === 'warning' && !finding.explained)),
  );
}
