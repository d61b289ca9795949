import type { LocalisedText } from '../../core/vocabulary.js';
import { unprocessable, type InputError } from '../../http/problem.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

/** Fewer characters are refused; 15 or more are advised. Which characters they are is nobody's business. */
export const LEAST_CHARACTERS = 12;
export const ADVISED_CHARACTERS = 15;
export const MOST_CHARACTERS = 256;

const error = (code: string, message: LocalisedText): InputError => ({ path: 'password', code, message });

/** Letters and digits only, in lower case, with the usual stand-ins undone: `P@ssw0rd!!` becomes `password`. */
function skeleton(password: string): string {
  const standIns: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', $: 's', '3': 'e', '1': 'i', '!': 'i' };
  return Array.from(password.toLowerCase().replace(/[^\p{L}\p{N}]+$/u, ''), (sign) => standIns[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const COMMON_SKELETONS: ReadonlySet<string> = new Set([...COMMON_PASSWORDS].map(skeleton));

/** Whether the password is one that guessers try first: on the list, or a listed one with digits appended. */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFC').toLowerCase();
  if (COMMON_PASSWORDS.has(lower)) return true;
  if (/^(.{1,4})\1+$/u.test(lower)) return true;
  const withoutTail = lower.replace(/[\d\p{P}\p{S}]+$/u, '');
  return [lower, withoutTail].some((candidate) => candidate !== '' && COMMON_SKELETONS.has(skeleton(candidate)));
}

/**
 * What is wrong with a chosen password: too short or long, common, or built from the person's own address.
 * There are no rules on upper case, digits or signs, and no forced renewal.
 */
export function passwordErrors(password: string, email: string): InputError[] {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < LEAST_CHARACTERS)
    return [
      error('too_short', {
        lv: `Parolei jābūt vismaz ${LEAST_CHARACTERS} rakstzīmes garai; ieteicams ${ADVISED_CHARACTERS} vai vairāk.`,
        en: `The password needs at least ${LEAST_CHARACTERS} characters; ${ADVISED_CHARACTERS} or more are advised.`,
      }),
    ];
  if (length > MOST_CHARACTERS)
    return [
      error('too_long', {
        lv: `Parole nedrīkst būt garāka par ${MOST_CHARACTERS} rakstzīmēm.`,
        en: `The password takes at most ${MOST_CHARACTERS} characters.`,
      }),
    ];
  const [local = ''] = email.toLowerCase().split('@');
  const own = password.toLowerCase().replace(local.length >= 4 ? local : email.toLowerCase(), '');
  if (isCommonPassword(password) || Array.from(own).length < LEAST_CHARACTERS / 2)
    return [
      error('common_password', {
        lv: 'Šādu paroli ir viegli uzminēt. Izvēlieties citu, piemēram, vairākus nesaistītus vārdus.',
        en: 'This password is easy to guess. Choose another, for example several unrelated words.',
      }),
    ];
  return [];
}

/** @throws Problem 422 `weak_password` */
export function assertPassword(password: string, email: string): void {
  const errors = passwordErrors(password, email);
  if (errors.length === 0) return;
  throw unprocessable('weak_password', { lv: 'Parole neder.', en: 'The password will not do.' }, errors);
}
