/** Findings in words: what the catalogue asks, what stands in the cell, what it is compared with, what to do. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { CellRule } from '../../indicators/compiled/cell-rule.js';
import { operandKey, type OperandSource, type OperandValue } from '../../indicators/expressions/operands.js';
import type { FormDefinition } from '../form/form-definition.js';

const FORMATS = {
  lv: new Intl.NumberFormat('lv-LV', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};
const MISSING: Readonly<Record<Exclude<OperandValue, number>, LocalisedText>> = {
  not_applicable: { lv: 'nav piemērojams', en: 'not applicable' },
  not_collected: { lv: 'netiek uzskaitīts', en: 'not recorded' },
  not_provided: { lv: 'nav iesniegts', en: 'not provided' },
};
const MOST_COMPARED = 4;

/** A number as the reader's language writes it. */
export function figure(value: number, language: 'lv' | 'en'): string {
  return FORMATS[language].format(value);
}

function shown(value: OperandValue): LocalisedText {
  if (typeof value !== 'number') return MISSING[value];
  return { lv: figure(value, 'lv'), en: figure(value, 'en') };
}

const joined = (parts: readonly LocalisedText[], separator: string): LocalisedText => ({
  lv: parts.map(({ lv }) => lv).join(separator),
  en: parts.map(({ en }) => en).join(separator),
});

/** "Entered: 120; last year 10; SU-O-REG 4." for what the rule reads. */
function compared(rule: CellRule, source: OperandSource): LocalisedText {
  const own = rule.cell.code;
  const others = rule.reads
    .filter(({ cell, companion, previous }) => cell !== own || companion !== null || previous)
    .slice(0, MOST_COMPARED)
    .map((reference): LocalisedText => {
      const value = shown(source.value(reference.cell, reference.companion, reference.previous));
      if (reference.cell === own && reference.companion === null)
        return { lv: `pērn ${value.lv}`, en: `last year ${value.en}` };
      const key = operandKey({ ...reference, previous: false });
      return reference.previous
        ? { lv: `${key} pērn ${value.lv}`, en: `${key} last year ${value.en}` }
        : { lv: `${key} ${value.lv}`, en: `${key} ${value.en}` };
    });
  const value = shown(source.value(own, null, false));
  return joined([{ lv: `Ievadīts: ${value.lv}`, en: `Entered: ${value.en}` }, ...others], '; ');
}

const toDo = (rule: CellRule): LocalisedText =>
  rule.kind === 'hard'
    ? { lv: 'Labojiet, citādi iesniegt nevar.', en: 'Correct it; it cannot be submitted otherwise.' }
    : {
        lv: 'Labojiet vai paskaidrojiet (vismaz 15 zīmes).',
        en: 'Correct it or explain (at least 15 characters).',
      };

/** What a violated rule says. */
export function ruleSentence(rule: CellRule, source: OperandSource): LocalisedText {
  const { lv, en } = compared(rule, source);
  const action = toDo(rule);
  return {
    lv: `${rule.message.lv} ${lv}. ${action.lv}`,
    en: `${rule.message.en} ${en}. ${action.en}`,
  };
}

/** What is said of a cell that must be filled and is not. */
export function missingSentence(key: string, form: FormDefinition): LocalisedText {
  const cell = form.byKey.get(key);
  const name = cell?.name ?? { lv: key, en: key };
  return {
    lv: `“${name.lv}” nav aizpildīts. Ievadiet vērtību (arī nulli ieraksta) vai norādiet, ka to neuzskaita, un paskaidrojiet.`,
    en: `“${name.en}” is not filled in. Enter the value (zero is typed too), or state that it is not recorded and explain.`,
  };
}
