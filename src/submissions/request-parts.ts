/** Parts of requests that several controllers of this room read. */
import { Problem, titleOf } from '../http/problem.js';
import { noSubmission } from './submission-problems.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a submission; a text that is none names nothing. */
export function submissionId(text: string): string {
  if (!UUID.test(text)) throw noSubmission();
  return text.toLowerCase();
}

/** Whether a text can be an id at all. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** The version of an `If-Match: "3"`; undefined for none and for `*`. @throws Problem 412 for another kind of tag */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, digits] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(ifMatch) ?? [];
  if (digits === undefined) throw new Problem({ status: 412, code: 'stale_version', title: titleOf(412) });
  return Number(digits);
}
