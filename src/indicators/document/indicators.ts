import type { Direction } from '../../core/vocabulary.js';
import type {
  Companion,
  Dimension,
  Indicator,
  IndicatorKind,
  Rule,
  RuleKind,
  ScaleStep,
  ValueType,
} from '../model/catalogue.js';
import { cellsOf } from './cells.js';
import { CODE } from './dimensions.js';
import { decimalsOf, isCost } from './display.js';
import { isObject } from './read-document.js';
import type { Section } from './section.js';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  higher: 'higher_is_better',
  higher_better: 'higher_is_better',
  higher_is_better: 'higher_is_better',
  lower: 'lower_is_better',
  lower_better: 'lower_is_better',
  lower_is_better: 'lower_is_better',
  neutral: 'neutral',
};

const VALUE_TYPES: Readonly<Record<string, ValueType>> = {
  integer: 'integer',
  int: 'integer',
  count: 'integer',
  decimal: 'decimal',
  float: 'decimal',
  number: 'decimal',
  numeric: 'decimal',
  percent: 'decimal',
  percentage: 'decimal',
  rate: 'decimal',
  ratio: 'decimal',
  money: 'money',
  currency: 'money',
  ordinal: 'ordinal',
  boolean: 'boolean',
  fte: 'FTE',
  hours: 'hours',
  list: 'list',
};

const KNOWN: ReadonlySet<string> = new Set(
  `code name name_lv name_en definition definition_lv definition_en family group value_type unit unit_lv unit_en kind
  scale scale_en direction normaliser hard soft disclosure refs owner_role companions formula dimensions services note
  source decimals cost`.split(/\s+/),
);

function directionOf(section: Section): Direction {
  const word = section.text('direction');
  if (word === null) return 'neutral';
  const direction = Object.hasOwn(DIRECTIONS, word) ? DIRECTIONS[word] : undefined;
  if (direction !== undefined) return direction;
  section.log.error('unknown_direction', `${section.path}.direction`, {
    lv: `Virziens “${word}” nav zināms: higher_is_better, lower_is_better vai neutral.`,
    en: `Direction “${word}” is unknown: higher_is_better, lower_is_better or neutral.`,
  });
  return 'neutral';
}

function valueTypeOf(section: Section, key: string): ValueType {
  const word = section.text(key)?.toLowerCase() ?? 'decimal';
  const type = Object.hasOwn(VALUE_TYPES, word) ? VALUE_TYPES[word] : undefined;
  if (type !== undefined) return type;
  section.log.warning('unknown_value_type', `${section.path}.${key}`, {
    lv: `Vērtības veids “${word}” nav zināms; lasīts kā decimālskaitlis.`,
    en: `Value type “${word}” is unknown; read as a decimal number.`,
  });
  return 'decimal';
}

function kindOf(section: Section): IndicatorKind {
  const word = section.text('kind');
  const derived = section.has('formula');
  if (word === 'derived' && !derived)
    section.log.error('formula_missing', section.path, {
      lv: 'Atvasinātam rādītājam vajag formulu.',
      en: 'A derived indicator needs a formula.',
    });
  if (word === 'collected' && derived)
    section.log.error('formula_unexpected', `${section.path}.formula`, {
      lv: 'Vācamam rādītājam formulas nav.',
      en: 'A collected indicator has no formula.',
    });
  return derived ? 'derived' : 'collected';
}

function rulesOf(section: Section, kind: RuleKind, seen: Set<string>): Rule[] {
  return section.sections(kind, 'id').map((rule, i) => {
    const id = rule.text('id') ?? `${kind === 'hard' ? 'H' : 'S'}${i + 1}`;
    const expression = rule.text('expr') ?? rule.text('expression');
    if (seen.has(id))
      rule.log.error('duplicate_code', rule.path, { lv: `Kārtula ${id} ir divreiz.`, en: `Rule ${id} occurs twice.` });
    seen.add(id);
    if (expression === null)
      rule.log.error('expression_missing', rule.path, { lv: 'Kārtulai nav “expr”.', en: 'The rule has no “expr”.' });
    const own = rule.bilingual();
    const message = own.lv === '' ? rule.localised('message') : own;
    return { id, kind, expression: expression ?? '', message: message.lv === '' ? fallback(id, expression) : message };
  });
}

const fallback = (id: string, expression: string | null) => ({
  lv: `Nav izpildīta kārtula ${id}: ${expression ?? ''}`,
  en: `Rule ${id} does not hold: ${expression ?? ''}`,
});

function companionsOf(section: Section): Companion[] {
  const companions = section.sections('companions').map((companion) => {
    const code = companion.text('code') ?? '';
    const own = companion.bilingual();
    const name = own.lv === '' ? companion.localised('name') : own;
    return {
      code,
      name: name.lv === '' ? { lv: code, en: code } : name,
      valueType: valueTypeOf(companion, 'type'),
    };
  });
  const seen = new Set<string>();
  for (const { code } of companions) {
    if (!CODE.test(code) || code === 'prev' || seen.has(code))
      section.log.error('bad_code', `${section.path}.companions.${code}`, {
        lv: `Papildlauka kods neder vai atkārtojas: “${code}”.`,
        en: `The code of a companion is wrong or occurs twice: “${code}”.`,
      });
    seen.add(code);
  }
  return companions;
}

function scaleOf(section: Section): ScaleStep[] {
  const english = new Map(section.entries('scale_en'));
  return section
    .entries('scale')
    .map(([value, label]) => {
      const lv = typeof label === 'string' ? label : value;
      const en = english.get(value);
      return { value: Number(value), label: { lv, en: typeof en === 'string' ? en : lv } };
    })
    .filter(({ value }) => {
      if (!Number.isNaN(value)) return true;
      section.log.error('bad_scale', `${section.path}.scale`, {
        lv: 'Skalas pakāpēm jābūt skaitļiem.',
        en: 'The steps of a scale are numbers.',
      });
      return false;
    });
}

function dimensionOf(section: Section, dimensions: readonly Dimension[]): Dimension | null {
  const [code, second] = section.texts('dimensions');
  if (code === undefined) return null;
  if (second !== undefined)
    section.log.error('too_many_dimensions', `${section.path}.dimensions`, {
      lv: 'Rādītāju dala pa vienu dimensiju.',
      en: 'An indicator is divided by one dimension.',
    });
  const dimension = dimensions.find((candidate) => candidate.code === code);
  if (dimension !== undefined) return dimension;
  section.log.error('unknown_dimension', `${section.path}.dimensions`, {
    lv: `Nav dimensijas “${code}”.`,
    en: `There is no dimension “${code}”.`,
  });
  return null;
}

/** Values of the dimension that the indicator has cells for, in the dimension's order. */
function dimensionValuesOf(section: Section, dimension: Dimension | null): string[] {
  if (dimension === null) return [];
  const all = dimension.values.map(({ code }) => code);
  const chosen = section.texts('services');
  if (chosen.length === 0) return all;
  for (const value of chosen.filter((code) => !all.includes(code)))
    section.log.error('unknown_dimension', `${section.path}.services`, {
      lv: `Dimensijai “${dimension.code}” nav vērtības “${value}”.`,
      en: `Dimension “${dimension.code}” has no value “${value}”.`,
    });
  return all.filter((code) => chosen.includes(code));
}

function reportUnknownFields(section: Section): void {
  for (const key of Object.keys(section.data).filter((name) => !KNOWN.has(name)))
    section.log.information('unknown_field', `${section.path}.${key}`, {
      lv: `Lauks “${key}” saglabāts, bet netiek lietots.`,
      en: `Field “${key}” is kept but not used.`,
    });
}

function checkedCode(section: Section): string {
  const code = section.text('code') ?? '';
  if (!CODE.test(code) || code === 'SELF')
    section.log.error('bad_code', section.path, {
      lv: `Rādītāja kods neder: “${code}” (burti, cipari, “-” un “_”).`,
      en: `Not a code of an indicator: “${code}” (letters, digits, “-” and “_”).`,
    });
  return code;
}

/** A text, or an object such as `{publisher, url}` of which the texts are kept. */
function sourceOf(section: Section): string | null {
  const value = section.get('source');
  if (!isObject(value)) return section.text('source');
  return Object.values(value)
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(', ');
}

/** Descriptive fields that need no check against the rest of the catalogue. */
function describe(section: Section) {
  const code = checkedCode(section);
  const name = section.localised('name');
  return {
    code,
    name: name.lv === '' ? { lv: code, en: code } : name,
    definition: section.localised('definition'),
    family: section.text('family'),
    group: section.text('group'),
    direction: directionOf(section),
    normaliser: section.text('normaliser'),
    formula: section.text('formula'),
    disclosure: section.text('disclosure'),
    refs: section.texts('refs'),
    ownerRole: section.text('owner_role'),
    note: section.text('note'),
    source: sourceOf(section),
  };
}

/** Reads one indicator. Faults go to the log; what cannot be read is left at its default. */
export function readIndicator(section: Section, catalogueId: string, dimensions: readonly Dimension[]): Indicator {
  reportUnknownFields(section);
  const described = describe(section);
  const valueType = valueTypeOf(section, 'value_type');
  const unit = section.localised('unit');
  const dimension = dimensionOf(section, dimensions);
  const ids = new Set<string>();
  const indicator: Omit<Indicator, 'cells'> = {
    ...described,
    catalogueId,
    kind: kindOf(section),
    valueType,
    unit,
    decimals: section.number('decimals') ?? decimalsOf(valueType, unit),
    isCost: section.has('cost') ? section.flag('cost') : isCost(described.family, valueType, unit),
    scale: scaleOf(section),
    companions: companionsOf(section),
    dimension: dimension?.code ?? null,
    dimensionValues: dimensionValuesOf(section, dimension),
    rules: [...rulesOf(section, 'hard', ids), ...rulesOf(section, 'soft', ids)],
    document: section.data,
  };
  return { ...indicator, cells: cellsOf(indicator, dimension) };
}
