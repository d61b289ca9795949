import type { LocalisedText } from '../../core/vocabulary.js';
import type { Catalogue, Cell, Dimension, DimensionValue, Indicator } from '../model/catalogue.js';
import { decimalsOf } from './display.js';

/** Units that stand for the unit of the service that the cell is about. */
const PLACEHOLDERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^pakalpojuma vienība$/, /^service unit$/],
  [/(?<=\/)vienība$/, /(?<=\/)unit$/],
];

function unitOf(unit: LocalisedText, value: DimensionValue): LocalisedText {
  const own = value.unit;
  if (own === null) return unit;
  return PLACEHOLDERS.reduce(
    (result, [lv, en]) => ({ lv: result.lv.replace(lv, () => own.lv), en: result.en.replace(en, () => own.en) }),
    unit,
  );
}

/** The cells of an indicator: itself, or one for each of its dimension values. */
export function cellsOf(indicator: Omit<Indicator, 'cells'>, dimension: Dimension | null): Cell[] {
  const common = {
    indicatorCode: indicator.code,
    kind: indicator.kind,
    valueType: indicator.valueType,
    direction: indicator.direction,
    decimals: indicator.decimals,
    isCost: indicator.isCost,
    disclosure: indicator.disclosure,
    role: 'indicator' as const,
  };
  if (dimension === null)
    return [
      {
        ...common,
        code: indicator.code,
        dimension: null,
        dimensionValue: null,
        name: indicator.name,
        unit: indicator.unit,
      },
    ];
  return dimension.values
    .filter(({ code }) => indicator.dimensionValues.includes(code))
    .map((value) => ({
      ...common,
      code: `${indicator.code}.${value.code}`,
      dimension: dimension.code,
      dimensionValue: value.code,
      name: {
        lv: `${indicator.name.lv} – ${value.name.lv}`,
        en: `${indicator.name.en} – ${value.name.en}`,
      },
      unit: unitOf(indicator.unit, value),
    }));
}

/** The companions of an indicator's cells, which are reported beside them. */
export function companionCellsOf(indicator: Indicator): Cell[] {
  return indicator.cells.flatMap((cell) =>
    indicator.companions.map((companion) => ({
      ...cell,
      code: `${cell.code}|${companion.code}`,
      name: { lv: `${cell.name.lv}: ${companion.name.lv}`, en: `${cell.name.en}: ${companion.name.en}` },
      unit: companion.valueType === 'money' ? { lv: 'EUR', en: 'EUR' } : { lv: '', en: '' },
      kind: 'collected' as const,
      valueType: companion.valueType,
      direction: 'neutral' as const,
      decimals: decimalsOf(companion.valueType, { lv: '', en: '' }),
      isCost: false,
      role: 'companion' as const,
    })),
  );
}

/** The component cells of a catalogue's composites. */
export function componentsOf(catalogue: Catalogue): Cell[] {
  return catalogue.composites.flatMap(({ dimensions }) =>
    dimensions.flatMap(({ parts }) => parts.map(({ cell }) => cell)),
  );
}

/** Everything in a catalogue that can hold a number: cells of indicators, their companions, parts of composites. */
export function allCellsOf(catalogue: Catalogue): Cell[] {
  return [
    ...catalogue.indicators.flatMap((indicator) => [...indicator.cells, ...companionCellsOf(indicator)]),
    ...componentsOf(catalogue),
  ];
}
