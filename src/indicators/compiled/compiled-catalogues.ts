import type { OperandSource } from '../expressions/operands.js';
import type { Catalogue, Cell, Composite, Dimension, DimensionValue, Indicator } from '../model/catalogue.js';
import { allCellsOf, companionCellsOf, componentsOf } from '../document/cells.js';
import type { Directory } from './binding.js';
import type { CellFormula } from './cell-formula.js';
import type { CellRule } from './cell-rule.js';
import { withDerived } from './derived-source.js';

/** Finds indicators, cells and dimensions in several catalogues that stand side by side. */
export class CatalogueDirectory implements Directory {
  private readonly indicators = new Map<string, Indicator>();
  private readonly cells = new Map<string, Cell>();
  private readonly dimensions = new Map<string, Dimension>();

  constructor(readonly catalogues: readonly Catalogue[]) {
    for (const catalogue of catalogues) {
      for (const dimension of catalogue.dimensions) this.dimensions.set(`${catalogue.id} ${dimension.code}`, dimension);
      for (const indicator of catalogue.indicators) {
        this.indicators.set(indicator.code, indicator);
      }
      for (const cell of allCellsOf(catalogue)) this.cells.set(cell.code, cell);
    }
  }

  indicator(code: string): Indicator | undefined {
    return this.indicators.get(code);
  }

  /** A cell by its flat key: of an indicator, or a component of a composite. */
  cell(code: string): Cell | undefined {
    return this.cells.get(code);
  }

  dimension(indicator: Indicator): Dimension | undefined {
    return this.dimensions.get(`${indicator.catalogueId} ${indicator.dimension ?? ''}`);
  }
}

/** What compilation found out about the rules and formulas of the active catalogues. */
export interface CompiledParts {
  readonly directory: CatalogueDirectory;
  /** By cell in the catalogue's order, hard rules before soft ones. */
  readonly rules: readonly CellRule[];
  /** Operands before what is made of them. */
  readonly formulas: readonly CellFormula[];
}

/**
 * The active catalogues, ready to check values and to derive them. Immutable; the service keeps one for as long as no
 * other version is active.
 */
export class CompiledCatalogues {
  readonly catalogues: readonly Catalogue[];
  readonly indicators: readonly Indicator[];
  /** Cells of indicators, in the catalogues' order. */
  readonly cells: readonly Cell[];
  /** Cells that are parts of composites; computed and explained, not indicators of their own. */
  readonly componentCells: readonly Cell[];
  /** What is reported beside cells (`CODE|n`); read by rules and formulas, not scored. */
  readonly companionCells: readonly Cell[];
  readonly composites: readonly Composite[];
  readonly rules: readonly CellRule[];
  readonly formulas: readonly CellFormula[];
  private readonly directory: CatalogueDirectory;
  private readonly rulesByCell: ReadonlyMap<string, readonly CellRule[]>;
  private readonly formulaByCell: ReadonlyMap<string, CellFormula>;
  private readonly dependants: ReadonlyMap<string, readonly CellFormula[]>;
  private readonly affected: ReadonlyMap<string, readonly CellRule[]>;

  constructor({ directory, rules, formulas }: CompiledParts) {
    this.directory = directory;
    this.catalogues = directory.catalogues;
    this.indicators = this.catalogues.flatMap(({ indicators }) => indicators);
    this.cells = this.indicators.flatMap(({ cells }) => cells);
    this.componentCells = this.catalogues.flatMap(componentsOf);
    this.companionCells = this.indicators.flatMap(companionCellsOf);
    this.composites = this.catalogues.flatMap(({ composites }) => composites);
    this.rules = rules;
    this.formulas = formulas;
    this.rulesByCell = grouped(rules, (rule) => [rule.cell.code]);
    this.formulaByCell = new Map(formulas.map((formula) => [formula.cell.code, formula]));
    this.dependants = grouped(formulas, (formula) => currentCells(formula.operands));
    this.affected = this.indexAffected();
  }

  indicator(code: string): Indicator | undefined {
    return this.directory.indicator(code);
  }

  cell(code: string): Cell | undefined {
    return this.directory.cell(code);
  }

  catalogue(id: string): Catalogue | undefined {
    return this.catalogues.find((catalogue) => catalogue.id === id);
  }

  /** The value of the dimension that a cell stands for, such as a service with its unit and band. */
  dimensionValue(cell: Cell): DimensionValue | undefined {
    const indicator = this.indicator(cell.indicatorCode);
    if (indicator === undefined || cell.dimensionValue === null) return undefined;
    return this.directory.dimension(indicator)?.values.find(({ code }) => code === cell.dimensionValue);
  }

  formula(cell: string): CellFormula | undefined {
    return this.formulaByCell.get(cell);
  }

  /** The rules of a cell, hard ones first. */
  rulesOf(cell: string): readonly CellRule[] {
    return this.rulesByCell.get(cell) ?? [];
  }

  /**
   * The rules whose answer can change when values, companions, comments or evidence of these cells change, directly or
   * through derived cells; in the order of `rules`, each once.
   */
  rulesAffectedBy(cells: Iterable<string>): readonly CellRule[] {
    const chosen = new Set<CellRule>();
    for (const cell of cells) for (const rule of this.affected.get(cell) ?? []) chosen.add(rule);
    return this.rules.filter((rule) => chosen.has(rule));
  }

  /** The formulas that depend on these cells, directly or through others; operands first. */
  formulasAffectedBy(cells: Iterable<string>): readonly CellFormula[] {
    const chosen = new Set<CellFormula>();
    const waiting = [...cells];
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      for (const formula of this.dependants.get(cell) ?? []) {
        if (chosen.has(formula)) continue;
        chosen.add(formula);
        waiting.push(formula.cell.code);
      }
    }
    return this.formulas.filter((formula) => chosen.has(formula));
  }

  /** The values of one municipality and period with its derived cells computed when they are asked for. */
  derive(source: OperandSource): OperandSource {
    return withDerived(source, (cell) => this.formulaByCell.get(cell));
  }

  private indexAffected(): ReadonlyMap<string, readonly CellRule[]> {
    const byRead = grouped(this.rules, (rule) => currentCells([...rule.reads, ownCell(rule)]));
    const cells = new Set([...byRead.keys(), ...this.dependants.keys()]);
    return new Map(
      [...cells].map((cell) => {
        const changed = [cell, ...this.formulasAffectedBy([cell]).map((formula) => formula.cell.code)];
        return [cell, [...new Set(changed.flatMap((code) => byRead.get(code) ?? []))]];
      }),
    );
  }
}

const ownCell = (rule: CellRule) => ({ cell: rule.cell.code, companion: null, previous: false });

/** Cells whose values of the same period are read. */
function currentCells(references: readonly { readonly cell: string; readonly previous: boolean }[]): string[] {
  return [...new Set(references.filter(({ previous }) => !previous).map(({ cell }) => cell))];
}

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  return groups;
}
