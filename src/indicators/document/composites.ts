import type { Composite, CompositeDimension, CompositePart, Indicator, PartScore } from '../model/catalogue.js';
import { formalForm } from './composite-words.js';
import { CODE } from './dimensions.js';
import { isMoney } from './display.js';
import { isObject } from './read-document.js';
import { Section } from './section.js';

interface Context {
  readonly index: Indicator;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly seen: Set<string>;
}

function scoreOf(part: Section): PartScore {
  const score = part.text('score') ?? '{x}';
  return score === 'intensity' ? { kind: 'intensity' } : { kind: 'expression', expression: score };
}

function weightOf(section: Section, key: string): number {
  const weight = section.number(key);
  if (weight !== null && weight >= 0) return weight;
  section.log.error('bad_weight', `${section.path}.${key}`, {
    lv: 'Svaram jābūt skaitlim, ne mazākam par 0.',
    en: 'A weight is a number of at least 0.',
  });
  return 0;
}

function formulaOf(part: Section, context: Context): string {
  const wording = part.text('x') ?? '';
  const formula = formalForm(wording, [...context.indicators.keys()]);
  if (formula !== null && wording !== '') return formula;
  part.log.error('composite_part_unreadable', `${part.path}.x`, {
    lv: `Indeksa daļa nav saprotama: “${wording}”. Rakstiet to kā formulu ar {KODS}.`,
    en: `This part of the index cannot be understood: “${wording}”. Write it as a formula with {CODE}.`,
  });
  return '0';
}

/** The one indicator that a formula repeats unchanged, if it does. */
function plainIndicator(formula: string, context: Context): Indicator | undefined {
  return context.indicators.get(/^\{([\w-]+)\}$/.exec(formula)?.[1] ?? '');
}

/** Intensities of money are averaged over three years, since single projects make them jump. */
function yearsOf(part: Section, formula: string, context: Context): number {
  const stated = part.number('years');
  if (stated !== null) return stated;
  const first = context.indicators.get(/\{([\w-]+)/.exec(formula)?.[1] ?? '');
  const money = first !== undefined && isMoney(first.valueType, first.unit);
  return money && scoreOf(part).kind === 'intensity' ? 3 : 1;
}

function readPart(part: Section, fallbackCode: string, context: Context): CompositePart {
  const { index } = context;
  const value = part.text('code') ?? fallbackCode;
  const code = `${index.code}.${value}`;
  if (!CODE.test(value) || value === 'sum' || context.seen.has(code))
    part.log.error('bad_code', part.path, {
      lv: `Indeksa daļas kods neder vai atkārtojas: “${value}”.`,
      en: `The code of a part is wrong or occurs twice: “${value}”.`,
    });
  context.seen.add(code);
  const wording = part.text('wording') ?? part.text('x') ?? '';
  const formula = formulaOf(part, context);
  const same = plainIndicator(formula, context);
  const named = part.localised('name');
  const unit = part.localised('unit');
  return {
    formula,
    wording,
    weight: weightOf(part, 'w'),
    score: scoreOf(part),
    readiness: part.flag('readiness'),
    averagedYears: yearsOf(part, formula, context),
    cell: {
      code,
      indicatorCode: index.code,
      dimension: null,
      dimensionValue: null,
      name: named.lv === '' ? (same?.name ?? { lv: wording, en: wording }) : named,
      unit: unit.lv === '' ? (same?.unit ?? unit) : unit,
      kind: 'derived',
      valueType: 'decimal',
      direction: 'higher_is_better',
      decimals: 2,
      isCost: false,
      disclosure: same?.disclosure ?? index.disclosure,
      role: 'component',
    },
  };
}

function readDimension(section: Section, context: Context): CompositeDimension {
  const id = section.text('id') ?? section.text('code') ?? '';
  const parts = section.sections('parts', 'code').map((part, i) => readPart(part, `${id}-${i + 1}`, context));
  if (parts.length === 0)
    section.log.error('composite_empty', section.path, {
      lv: 'Dimensijai nav daļu.',
      en: 'The dimension has no parts.',
    });
  const name = section.localised('name');
  return { id, name: name.lv === '' ? { lv: id, en: id } : name, weight: weightOf(section, 'weight'), parts };
}

/** `composites: {support_index: {indicator, dimensions: [{id, weight, parts: [{x, w, score}]}]}}`. */
export function readComposites(root: Section, indicators: readonly Indicator[]): Composite[] {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return root.entries('composites').flatMap(([id, value]) => {
    const path = `composites.${id}`;
    const section = new Section(isObject(value) ? value : {}, path, root.log);
    const index = byCode.get(section.text('indicator') ?? '');
    if (index === undefined) {
      root.log.error('unknown_code', `${path}.indicator`, {
        lv: 'Saliktajam rādītājam jānorāda kataloga rādītājs.',
        en: 'A composite names an indicator of the catalogue.',
      });
      return [];
    }
    const context = { index, indicators: byCode, seen: new Set<string>() };
    const dimensions = section.sections('dimensions', 'id').map((dimension) => readDimension(dimension, context));
    return [{ id, indicatorCode: index.code, dimensions, document: section.data }];
  });
}
