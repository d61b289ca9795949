import type { LocalisedText, Severity } from '../../core/vocabulary.js';

/** Something to say about a row of a file, a column of values, or the file as a whole. */
export interface ImportFinding {
  /** As a spreadsheet counts; null where no single row is meant. */
  readonly row: number | null;
  /** Stable: `unknown_municipality`, `jump_on_last_period`, or the code of a catalogue's rule such as `SU-L-POLICY.H1`. */
  readonly code: string;
  readonly severity: Severity;
  readonly indicator: string | null;
  /** ATVK code; as written in the file where there is no such municipality. */
  readonly municipality: string | null;
  readonly period: string | null;
  readonly message: LocalisedText;
}

export type FindingCounts = Readonly<Record<Severity, number>>;

/** More than anybody reads; the counts stay complete. */
export const MOST_FINDINGS = 50_000;

/** Collects findings; beyond {@link MOST_FINDINGS} it only counts, errors last. */
export class FindingCollector {
  private readonly kept: ImportFinding[] = [];
  private readonly tally = { error: 0, warning: 0, information: 0 };

  add(finding: ImportFinding): void {
    this.tally[finding.severity]++;
    if (this.kept.length < MOST_FINDINGS) this.kept.push(finding);
  }

  get counts(): FindingCounts {
    return { ...this.tally };
  }

  /** By row, those without a row first. */
  sorted(): readonly ImportFinding[] {
    const total = this.tally.error + this.tally.warning + this.tally.information;
    const findings = [...this.kept].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
    return total > this.kept.length ? [tooMany(total - this.kept.length), ...findings] : findings;
  }
}

function tooMany(more: number): ImportFinding {
  return {
    row: null,
    code: 'findings_not_listed',
    severity: 'information',
    indicator: null,
    municipality: null,
    period: null,
    message: {
      lv: `Vēl ${more} piezīmes nav uzskaitītas. Izlabojiet uzskaitītās un ievediet failu vēlreiz.`,
      en: `${more} more findings are not listed. Correct those listed and import the file again.`,
    },
  };
}
