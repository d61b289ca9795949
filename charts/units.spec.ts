import { describe, expect, it } from '@jest/globals';
import { careHour, enterprises } from '../test/factories/benchmarks.js';
import { axisName, indicatorWithUnit, pluralForm, quantity, shortValue, unitName } from './units.js';

const withUnit = (lv: string, en: string, decimals = 0): typeof careHour => ({
  ...careHour,
  unit: { lv, en },
  decimals,
});

describe('quantity', () => {
  it.each([
    ['EUR/stundā', 'EUR/hour', 12.4, 2, '12,40\u00a0€ stundā', '€12.40 per hour'],
    ['EUR', 'EUR', -1500, 0, '\u22121500\u00a0€', '\u2212€1,500'],
    ['EUR uz 1000 iedz.', 'EUR per 1,000 inh.', 5, 0, '5\u00a0€ uz 1000 iedzīvotājiem', '€5 per 1,000 inhabitants'],
    ['EUR uz iedz.', 'EUR per inh.', 72.6, 1, '72,6\u00a0€ uz iedzīvotāju', '€72.6 per inhabitant'],
    ['EUR/vienība', 'EUR/unit', 3, 0, '3\u00a0€ par vienību', '€3 per unit'],
    ['%', '%', 12.4, 1, '12,4\u00a0%', '12.4%'],
    ['uzņēmumi', 'enterprises', 0, 0, '0 uzņēmumu', '0 enterprises'],
    ['uzņēmumi', 'enterprises', 1, 0, '1 uzņēmums', '1 enterprise'],
    ['uzņēmumi', 'enterprises', 11, 0, '11 uzņēmumu', '11 enterprises'],
    ['uzņēmumi', 'enterprises', 21, 0, '21 uzņēmums', '21 enterprises'],
    ['uzņēmumi', 'enterprises', 22, 0, '22 uzņēmumi', '22 enterprises'],
    [
      'slodzes uz 1000 iedz.',
      'FTE per 1,000 inh.',
      1.25,
      2,
      '1,25 slodzes uz 1000 iedzīvotājiem',
      '1.25 full-time posts per 1,000 inhabitants',
    ],
    ['gadījumi uz slodzi', 'cases per FTE', 45.2, 1, '45,2 gadījumi uz slodzi', '45.2 cases per full-time post'],
    ['uz 10 000 iedz.', 'per 10,000 inh.', 3.1, 1, '3,1 uz 10 000 iedzīvotājiem', '3.1 per 10,000 inhabitants'],
    ['punkti 0-100', 'points 0-100', 63.2, 1, '63,2 no 100', '63.2 of 100'],
    ['instrumenti (0-10)', 'instruments (0-10)', 4, 0, '4 no 10', '4 of 10'],
    ['jā/nē', 'yes/no', 1, 0, 'jā', 'yes'],
    ['jā/nē', 'yes/no', 0, 0, 'nē', 'no'],
    ['attiecība', 'ratio', 1.25, 2, '1,25 (attiecība)', '1.25 (ratio)'],
    ['', '', 7, 0, '7', '7'],
  ] as const)('writes the unit %s / %s in full', (...[lv, en, value, decimals, latvian, english]) => {
    const indicator = withUnit(lv, en, decimals);
    expect(quantity(value, indicator, 'lv')).toBe(latvian);
    expect(quantity(value, indicator, 'en')).toBe(english);
  });

  it('keeps labels short', () => {
    expect(shortValue(12.4, careHour, 'lv')).toBe('12,40\u00a0€');
    expect(shortValue(3, enterprises, 'lv')).toBe('3');
  });
});

describe('names of units', () => {
  it('explains abbreviations and names axes with their unit', () => {
    expect(unitName('uz 1000 iedz. 65+', 'lv')).toBe('uz 1000 iedzīvotājiem, kas ir 65 gadus veci vai vecāki');
    expect(unitName('EUR bez PVN', 'lv')).toBe('€ bez PVN');
    expect(indicatorWithUnit(withUnit('%', '%'), 'lv')).toBe('Aprūpes mājās stundas izmaksas');
    expect(axisName(withUnit('%', '%'), 'lv')).toBe('Aprūpes mājās stundas izmaksas, %');
  });

  it('declines by the last digits', () => {
    const forms = ['z', 'o', 'r'] as const;
    expect([0, 1, 2, 10, 11, 19, 20, 21, 101, 111, 1.5].map((count) => pluralForm(count, forms)).join('')).toBe(
      'zorzzzzoozr',
    );
  });
});
