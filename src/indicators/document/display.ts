/** How many decimals a value is shown with, and which indicators are costs. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { ValueType } from '../model/catalogue.js';

const MONEY_UNIT = /\bEUR\b|€/;

export function isMoney(valueType: ValueType, unit: LocalisedText): boolean {
  return valueType === 'money' || MONEY_UNIT.test(unit.en) || MONEY_UNIT.test(unit.lv);
}

/**
 * Decimals for display: whole euros for totals, cents for unit costs, one decimal for percentages and hours of work,
 * two for other ratios and posts, none for counts.
 */
export function decimalsOf(valueType: ValueType, unit: LocalisedText): number {
  switch (valueType) {
    case 'integer':
    case 'ordinal':
    case 'boolean':
    case 'list':
    case 'money':
    case 'hours':
      return 0;
    case 'FTE':
      return 2;
    case 'decimal':
      return isMoney(valueType, unit) || !unit.en.includes('%') ? 2 : 1;
  }
}

/** Costs and unit costs of the family of services: neither good nor bad alone. */
export function isCost(family: string | null, valueType: ValueType, unit: LocalisedText): boolean {
  return family === 'SP' && isMoney(valueType, unit);
}
