/**
 * The working memory of one evaluation: operands in numbered slots, and the facts that functions ask for. Compiled
 * expressions are closures over slot numbers; they return a number (booleans as 1 and 0) and leave in `status` whether
 * it is one.
 */
import { VALUE, type StatusCode } from './operands.js';

export interface Frame {
  /** Status of the number returned last. */
  status: StatusCode;
  readonly values: Float64Array;
  readonly statuses: Uint8Array;
  evidence: boolean;
  comment: boolean;
  /** Properties of the service that the cell stands for. */
  service: ServiceFacts;
}

/** What `isbasket()`, `isday()`, `opendays()` and `inband()` answer for one dimension value. */
export interface ServiceFacts {
  readonly minimumBasket: boolean;
  readonly countedInDays: boolean;
  readonly openDays: number;
  readonly warnBand: readonly [number, number] | null;
}

/** Of an indicator without services. */
export const NO_SERVICE: ServiceFacts = {
  minimumBasket: false,
  countedInDays: false,
  openDays: 365,
  warnBand: null,
};

export type Run = (frame: Frame) => number;

export function newFrame(slots: number): Frame {
  return {
    status: VALUE,
    values: new Float64Array(slots),
    statuses: new Uint8Array(slots),
    evidence: false,
    comment: false,
    service: NO_SERVICE,
  };
}
