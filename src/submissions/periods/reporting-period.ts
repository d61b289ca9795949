/** A reporting period and the states of its collection (WORKFLOW of the yearly collection). */
import type { LocalisedText, ReportingPeriod } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';

export const PERIOD_STATES = ['planned', 'practice', 'open', 'locked', 'correction', 'closed'] as const;

/**
 * `planned`: not open yet; `practice`: for trying the form out, never published; `open`: municipalities fill in;
 * `locked`: LPS reviews, nobody fills in; `correction`: cells that LPS reopens are corrected; `closed`: nothing changes.
 */
export type PeriodState = (typeof PERIOD_STATES)[number];

/** Last day of each module, ISO dates. */
export type Deadlines = Readonly<Partial<Record<FormModule, string>>>;

export interface PeriodRecord extends ReportingPeriod {
  readonly id: number;
  readonly title: LocalisedText;
  readonly state: PeriodState;
  readonly isPractice: boolean;
  readonly opensOn: string | null;
  readonly deadlines: Deadlines;
  /** Goes up with every change; the entity tag. */
  readonly version: number;
}

const NEXT: Readonly<Record<PeriodState, readonly PeriodState[]>> = {
  planned: ['open', 'closed'],
  practice: ['closed'],
  open: ['locked', 'closed'],
  locked: ['open', 'correction', 'closed'],
  correction: ['locked', 'closed'],
  closed: ['correction'],
};

/** The states that a period may go to. A practice period is practised in or closed, and never becomes a real one. */
export function nextStates(period: Pick<PeriodRecord, 'state' | 'isPractice'>): readonly PeriodState[] {
  if (!period.isPractice) return NEXT[period.state];
  return period.state === 'practice' ? ['closed'] : ['practice'];
}

/** Opening day and deadlines that a period gets unless told otherwise: 2 January, 15 February and 31 March after it. */
export function usualSchedule(endsOn: string): { readonly opensOn: string; readonly deadlines: Deadlines } {
  const year = Number(endsOn.slice(0, 4)) + 1;
  return {
    opensOn: `${year}-01-02`,
    deadlines: { SU: `${year}-03-31`, SP: `${year}-03-31`, SD: `${year}-02-15` },
  };
}
