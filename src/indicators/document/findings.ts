import type { LocalisedText } from '../../core/vocabulary.js';
import type { CatalogueFinding } from '../model/catalogue.js';

type Severity = CatalogueFinding['severity'];
type Place = Pick<CatalogueFinding, 'indicator' | 'rule' | 'position'>;

/** Collects what is wrong with a catalogue, each with its place; reading goes on after a fault, so that all are told. */
export class FindingLog {
  readonly findings: CatalogueFinding[] = [];

  private add(severity: Severity, finding: Omit<CatalogueFinding, 'severity'>): void {
    // A file with thousands of faults is told apart from a good one by the first few hundred.
    if (this.findings.length < 500) this.findings.push({ severity, ...finding });
  }

  error(code: string, path: string, message: LocalisedText, place: Place = {}): void {
    this.add('error', { code, path, message, ...place });
  }

  warning(code: string, path: string, message: LocalisedText, place: Place = {}): void {
    this.add('warning', { code, path, message, ...place });
  }

  information(code: string, path: string, message: LocalisedText, place: Place = {}): void {
    this.add('information', { code, path, message, ...place });
  }

  get refused(): boolean {
    return this.findings.some(({ severity }) => severity === 'error');
  }
}
