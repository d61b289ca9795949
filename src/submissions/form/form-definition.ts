/** The yearly form as the catalogue makes it: which cells there are, whose module they belong to, what each needs. */
import type { LocalisedText } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';
import type { CompiledCatalogues } from '../../indicators/compiled/compiled-catalogues.js';
import type { Cell, Companion, Indicator, ScaleStep, ValueType } from '../../indicators/model/catalogue.js';

/** `collected`: municipalities report it; `central`: LPS loads it for everybody; `derived`: a formula makes it. */
export type FormCellKind = 'collected' | 'central' | 'derived';

export interface FormCell {
  /** Flat key: `CODE`, `CODE.DIM`, `CODE.DIM|companion`. */
  readonly key: string;
  /** Flat key of the cell that a companion stands beside; the key itself otherwise. */
  readonly main: string;
  readonly companion: string | null;
  readonly indicator: Indicator;
  readonly dimensionValue: string | null;
  readonly module: FormModule;
  readonly kind: FormCellKind;
  readonly valueType: ValueType;
  readonly name: LocalisedText;
  readonly unit: LocalisedText;
  readonly decimals: number;
  readonly scale: readonly ScaleStep[];
  /** `always`, or for companions `with_value` (whenever the main cell holds a number that is not zero), or `no`. */
  readonly required: 'always' | 'with_value' | 'no';
  /** Companions of an amount: nothing of nothing is nothing, so a main cell of zero answers them. */
  readonly zeroWithMain: boolean;
  /** The cell whose zero says that this instrument or service does not exist here; null for base fields. */
  readonly existsBy: string | null;
}

/** All cells of the form in the catalogue's order, companions after their cell. */
export interface FormDefinition {
  readonly cells: readonly FormCell[];
  readonly byKey: ReadonlyMap<string, FormCell>;
  /** Cells that stop to exist where the key's value is zero. */
  readonly dependants: ReadonlyMap<string, readonly FormCell[]>;
  readonly compiled: CompiledCatalogues;
}

const SERVICE_MODE = 'SP-MODE';
const INSTRUMENT_OFFER = 'SU-M-OFFER';
const CENTRAL_OWNER = 'LPS';

const forms = new WeakMap<CompiledCatalogues, FormDefinition>();

/** The form of a set of catalogues; made once for each. */
export function formOf(compiled: CompiledCatalogues): FormDefinition {
  let form = forms.get(compiled);
  if (form === undefined) {
    form = makeForm(compiled);
    forms.set(compiled, form);
  }
  return form;
}

function makeForm(compiled: CompiledCatalogues): FormDefinition {
  const cells = compiled.indicators.flatMap((indicator) => {
    const module = moduleOf(indicator);
    return module === null ? [] : indicator.cells.flatMap((cell) => cellsOf(indicator, cell, module, compiled));
  });
  const dependants = new Map<string, FormCell[]>();
  for (const cell of cells)
    if (cell.existsBy !== null) dependants.set(cell.existsBy, [...(dependants.get(cell.existsBy) ?? []), cell]);
  return { cells, byKey: new Map(cells.map((cell) => [cell.key, cell])), dependants, compiled };
}

/** Context that the municipality reports (purchases) goes with the enterprises, whose shares it divides. */
function moduleOf({ family }: Indicator): FormModule | null {
  if (family === 'SU' || family === 'SP' || family === 'SD') return family;
  return family === 'CX' ? 'SU' : null;
}

function kindOf(indicator: Indicator): FormCellKind {
  if (indicator.kind === 'derived') return 'derived';
  return indicator.ownerRole === CENTRAL_OWNER ? 'central' : 'collected';
}

function cellsOf(indicator: Indicator, cell: Cell, module: FormModule, compiled: CompiledCatalogues): FormCell[] {
  const kind = kindOf(indicator);
  const existsBy = kind === 'collected' ? existsByOf(cell, compiled) : null;
  const common = { main: cell.code, indicator, dimensionValue: cell.dimensionValue, module, kind, existsBy };
  const main: FormCell = {
    ...common,
    key: cell.code,
    companion: null,
    valueType: cell.valueType,
    name: cell.name,
    unit: cell.unit,
    decimals: cell.decimals,
    scale: indicator.scale,
    required: kind === 'collected' ? 'always' : 'no',
    zeroWithMain: false,
  };
  return [main, ...indicator.companions.map((companion) => companionOf(main, companion))];
}

function companionOf(main: FormCell, companion: Companion): FormCell {
  const { indicator } = main;
  const zeroWithMain = indicator.valueType === 'money' || companion.code === 'n';
  const needed = main.kind === 'collected' && isNeeded(indicator, companion);
  return {
    ...main,
    key: `${main.main}|${companion.code}`,
    companion: companion.code,
    valueType: companion.valueType,
    name: companion.name,
    unit: companion.valueType === 'money' ? { lv: 'EUR', en: 'EUR' } : { lv: '', en: '' },
    decimals: companion.valueType === 'integer' ? 0 : 2,
    scale: [],
    required: !needed ? 'no' : zeroWithMain ? 'with_value' : 'always',
    zeroWithMain,
  };
}

/** Whether a hard rule cannot be judged without the companion. */
function isNeeded(indicator: Indicator, { code }: Companion): boolean {
  const read = new RegExp(`\\{SELF(?:\\.\\*)?\\|${code}\\}`);
  const guarded = new RegExp(`has\\(\\{SELF(?:\\.\\*)?\\|${code}\\}\\)`);
  return indicator.rules.some(
    ({ kind, expression }) => kind === 'hard' && read.test(expression) && !guarded.test(expression),
  );
}

/** The question about existence that decides about a cell: the mode of its service, or the offer of its instrument. */
function existsByOf(cell: Cell, compiled: CompiledCatalogues): string | null {
  if (cell.indicatorCode === SERVICE_MODE || cell.indicatorCode === INSTRUMENT_OFFER) return null;
  const mode = `${SERVICE_MODE}.${cell.dimensionValue ?? ''}`;
  if (cell.dimension === 'service') return compiled.cell(mode) === undefined ? null : mode;
  const instrument = /^SU-M-(.+)-EUR$/.exec(cell.code)?.[1];
  const offer = `${INSTRUMENT_OFFER}.${instrument ?? ''}`;
  return instrument !== undefined && compiled.cell(offer) !== undefined ? offer : null;
}
