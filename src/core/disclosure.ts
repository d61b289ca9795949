/**
 * What everybody may see (disclosure rules D0 to D4 of the catalogue; METHOD.md, item 16): figures about few people are
 * hidden, and so is whatever they could be computed from.
 */

/** Why a cell of a catalogue may have to be hidden for a municipality. Cells are named by their flat key. */
export type DisclosureRule =
  /** D0: no restriction of its own. */
  | { readonly kind: 'open' }
  /** D1: a count of persons, or something computed from counts of persons. */
  | { readonly kind: 'persons' }
  /** D2: money to taxpayers; `recipients` holds how many there were. */
  | { readonly kind: 'recipients'; readonly recipients: string }
  /** D3: work of identifiable employees; `specialists` holds how many there are, the first cell with a value counts. */
  | { readonly kind: 'specialists'; readonly specialists: readonly string[] }
  /** D4: a sensitive service; `clients` holds how many people used it. */
  | { readonly kind: 'clients'; readonly clients: string };

/** A cell as far as disclosure needs it. */
export interface DisclosureCell {
  readonly code: string;
  readonly rule: DisclosureRule;
  /** Cells that were reported and that the cell is computed from, directly or through others; empty if reported itself. */
  readonly leaves: readonly string[];
  /**
   * Step to which a sum is rounded instead of being hidden, where one of its terms could be found by subtraction: EUR
   * 1,000, or one point of an index. Left out, it is hidden.
   */
  readonly roundTo?: number;
}

/**
 * `shown` as it is; `hidden`; `band`: only whether it is below, around or above the peer median; `rounded` to the step
 * of the cell.
 */
export type Disclosure = 'shown' | 'hidden' | 'band' | 'rounded';

/** Fewer persons than this are not published; none at all are. */
export const MINIMUM_PERSONS = 5;
/** Fewer recipients than this are not published. */
export const MINIMUM_RECIPIENTS = 3;

/** The values of one municipality in one period: null where there is no number. */
export type ValueOf = (cell: string) => number | null;

/** Finds a cell by its flat key; undefined for a companion, which has no rule of its own. */
export type CellOf = (cell: string) => DisclosureCell | undefined;

function fewer(count: number | null, minimum: number): boolean {
  return count !== null && count > 0 && count < minimum;
}

/**
 * How a reported value may be shown: persons 1 to 4 are hidden, 0 is not; money to 1 or 2 taxpayers, or to an unknown
 * number of them, is hidden; work of 1 to 4 specialists is shown as a band; everything about a sensitive service with
 * 1 to 4 clients is hidden.
 */
export function primaryDisclosure(cell: DisclosureCell, valueOf: ValueOf): Disclosure {
  const value = valueOf(cell.code);
  if (value === null) return 'shown';
  const { rule } = cell;
  switch (rule.kind) {
    case 'open':
      return 'shown';
    case 'persons':
      return cell.leaves.length === 0 && fewer(value, MINIMUM_PERSONS) ? 'hidden' : 'shown';
    case 'recipients': {
      if (cell.leaves.length > 0 || value === 0) return 'shown';
      const recipients = valueOf(rule.recipients);
      return recipients === null || fewer(recipients, MINIMUM_RECIPIENTS) ? 'hidden' : 'shown';
    }
    case 'specialists': {
      const known = rule.specialists.map(valueOf).find((count) => count !== null) ?? null;
      return fewer(known, MINIMUM_PERSONS) ? 'band' : 'shown';
    }
    case 'clients':
      return fewer(valueOf(rule.clients), MINIMUM_PERSONS) ? 'hidden' : 'shown';
  }
}

/**
 * How a value may be shown, reported or computed.
 *
 * A value computed from counts of persons is hidden when any of them is, and money computed from hidden money to
 * taxpayers is shown as a band. Any other computed value is hidden (or shown as a band, like the value it would give
 * away) when exactly one of the values it is made of is not shown, since that one could be computed back; where a step
 * is given it is rounded instead, whatever the number of hidden terms.
 */
export function disclosureOf(cell: DisclosureCell, valueOf: ValueOf, cellOf: CellOf): Disclosure {
  const own = primaryDisclosure(cell, valueOf);
  if (own !== 'shown' || cell.leaves.length === 0 || valueOf(cell.code) === null) return own;
  const secret = cell.leaves
    .map((leaf) => cellOf(leaf))
    .map((leaf) => (leaf === undefined ? 'shown' : primaryDisclosure(leaf, valueOf)))
    .filter((disclosure) => disclosure !== 'shown');
  const [first] = secret;
  if (first === undefined) return 'shown';
  if (cell.roundTo !== undefined) return 'rounded';
  if (cell.rule.kind === 'persons') return first;
  if (cell.rule.kind === 'recipients') return 'band';
  return secret.length === 1 ? first : 'shown';
}

/** A value rounded to a step, halves away from zero. */
export function roundToStep(value: number, step: number): number {
  const steps = Math.round(Math.abs(value) / step);
  return steps === 0 ? 0 : Math.sign(value) * steps * step;
}
