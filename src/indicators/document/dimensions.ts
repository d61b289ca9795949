import type { Dimension, DimensionValue } from '../model/catalogue.js';
import { isList, isObject } from './read-document.js';
import { Section } from './section.js';

/** What codes of cells are made of; dots and bars separate their parts. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Days a year on which places of day services can be used (`opendays()`), where the catalogue does not say. */
const OPEN_DAYS: Readonly<Record<string, number>> = { DAC: 250, WORK: 250 };
const WHOLE_YEAR = 365;

/** Units that pass once a day: client-days, attendance days, bed-nights. */
const DAILY = /\b(?:day|night)s?\b|dien|nakt/i;

function warnBandOf(section: Section): readonly [number, number] | null {
  const value = section.get('warn_band');
  if (value === undefined || value === null) return null;
  if (isList(value) && value.length === 2) {
    const [low, high] = value;
    if (typeof low === 'number' && typeof high === 'number' && low <= high) return [low, high];
  }
  section.log.error('bad_band', `${section.path}.warn_band`, {
    lv: '“warn_band”: vajag divus skaitļus, mazāko un lielāko.',
    en: '“warn_band” needs two numbers, the lower and the higher.',
  });
  return null;
}

function readValue(section: Section): DimensionValue {
  const code = section.text('code') ?? '';
  const unit = section.localised('unit');
  const name = section.localised('name');
  return {
    code,
    name: name.lv === '' ? { lv: code, en: code } : name,
    unit: unit.lv === '' ? null : unit,
    core: section.flag('core'),
    communityBased: section.flag('community_based'),
    minimumBasket: section.flag('minimum_basket'),
    countedInDays: section.has('counted_in_days') ? section.flag('counted_in_days') : DAILY.test(unit.en),
    openDays: section.number('open_days') ?? OPEN_DAYS[code] ?? WHOLE_YEAR,
    warnBand: warnBandOf(section),
    bandStatus: section.text('band_status'),
  };
}

function readDimension(code: string, root: Section): Dimension {
  const data = root.get('dimensions');
  const holder = new Section(isObject(data) ? data : {}, 'dimensions', root.log);
  const values = holder.sections(code).map(readValue);
  const seen = new Set<string>();
  for (const { code: value } of values) {
    const path = `dimensions.${code}.${value}`;
    if (!CODE.test(value) || value === 'sum')
      root.log.error('bad_code', path, { lv: `Kods neder: “${value}”.`, en: `Not a code: “${value}”.` });
    if (seen.has(value))
      root.log.error('duplicate_code', path, { lv: `Kods atkārtojas: ${value}.`, en: `Code occurs twice: ${value}.` });
    seen.add(value);
  }
  return { code, values };
}

/** `dimensions: {service: [{code, name_lv, …}]}`. */
export function readDimensions(root: Section): Dimension[] {
  return root.entries('dimensions').map(([code]) => readDimension(code, root));
}
