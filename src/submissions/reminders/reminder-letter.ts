/** The letter that reminds one person of their own gaps. Pure. */
import type { FormModule } from '../../http/actor.js';
import type { Mail } from '../../identity/mail/mailer.js';

export interface Gap {
  readonly module: FormModule;
  /** Names of cells that are still to be filled in; empty where only the submission is missing. */
  readonly missing: readonly string[];
}

export interface Reminder {
  readonly to: string;
  readonly period: string;
  /** ISO date. */
  readonly deadline: string;
  readonly moment: 'before' | 'on' | 'after';
  readonly gaps: readonly Gap[];
}

const MOST_NAMED = 25;
const SUBJECTS = {
  before: { lv: 'Pēc 7 dienām beidzas termiņš', en: 'The deadline is in 7 days' },
  on: { lv: 'Šodien beidzas termiņš', en: 'The deadline is today' },
  after: { lv: 'Termiņš beidzās pirms 7 dienām', en: 'The deadline was 7 days ago' },
} as const;

/** In both languages, Latvian first. */
export function reminderLetter({ to, period, deadline, moment, gaps }: Reminder): Mail {
  const lines = (language: 'lv' | 'en'): string[] =>
    gaps.flatMap(({ module, missing }) => {
      const rest = missing.length - MOST_NAMED;
      const head =
        language === 'lv'
          ? `${module}: ${missing.length === 0 ? 'aizpildīts, bet nav iesniegts' : `nav aizpildīti ${missing.length} lauki`}`
          : `${module}: ${missing.length === 0 ? 'filled in, but not submitted' : `${missing.length} fields are not filled in`}`;
      const more = rest > 0 ? [language === 'lv' ? `  … un vēl ${rest}` : `  … and ${rest} more`] : [];
      return [head, ...missing.slice(0, MOST_NAMED).map((name) => `  - ${name}`), ...more];
    });
  const text = [
    'Labdien!',
    `${SUBJECTS[moment].lv}: ${period}. gada dati jāiesniedz līdz ${deadline} (ieskaitot).`,
    ...lines('lv'),
    '',
    `${SUBJECTS[moment].en}: the data for ${period} are due by ${deadline} (inclusive). Still open: ${gaps.map(({ module }) => module).join(', ')}.`,
  ];
  return { to, subject: `${SUBJECTS[moment].lv} (${deadline})`, text: text.join('\n') };
}
