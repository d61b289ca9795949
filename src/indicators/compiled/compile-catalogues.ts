import type {
  Catalogue,
  CatalogueFinding,
  Cell,
  Composite,
  CompositePart,
  Indicator,
  Rule,
} from '../model/catalogue.js';
import { FindingLog } from '../document/findings.js';
import { compileExpression, isFault, type CompiledExpression } from '../expressions/compile.js';
import { ExpressionRefusal, type ExpressionFault } from '../expressions/fault.js';
import type { Mode } from '../expressions/operators.js';
import { bind, type Binding } from './binding.js';
import { CellFormula } from './cell-formula.js';
import { CellRule } from './cell-rule.js';
import { CatalogueDirectory, CompiledCatalogues } from './compiled-catalogues.js';
import { compilePartScore } from './part-score.js';
import { inOrder } from './topological.js';

/** The compiled catalogues, or null where a fault refuses them; findings either way. */
export interface Compilation {
  readonly compiled: CompiledCatalogues | null;
  readonly findings: readonly CatalogueFinding[];
}

interface Place {
  readonly path: string;
  readonly indicator: string;
  readonly rule?: string;
}

/** Operands of all rules and formulas together, cell by cell; the product's own catalogue has some 3,000. */
const MOST_OPERANDS = 1_000_000;

function tooLarge(): ExpressionFault {
  const message = {
    lv: 'Kārtulas un formulas kopā lasa pārāk daudz šūnu.',
    en: 'The rules and formulas together read too many cells.',
  };
  return { code: 'construct_not_allowed', position: 1, message };
}

class CatalogueCompiler {
  readonly log = new FindingLog();
  private readonly expressions = new Map<string, CompiledExpression | ExpressionFault>();

  /** Operands that may still be bound. */
  private room = MOST_OPERANDS;

  constructor(private readonly directory: CatalogueDirectory) {}

  rules(indicator: Indicator): CellRule[] {
    const bound = indicator.rules.map((rule) => ({ rule, bindings: this.bindRule(indicator, rule) }));
    return indicator.cells.flatMap((_, i) =>
      bound.flatMap(({ rule, bindings }) => {
        const binding = bindings[i];
        return binding === undefined ? [] : [new CellRule(rule, binding)];
      }),
    );
  }

  formulas(indicator: Indicator): CellFormula[] {
    if (indicator.formula === null) return [];
    const place = { path: `indicators.${indicator.code}.formula`, indicator: indicator.code };
    const expression = this.expression(indicator.formula, 'formula', place);
    if (expression === null) return [];
    if (expression.composite !== null) return this.index(indicator, expression, place);
    return this.bindAll(expression, indicator.cells, place).map((binding) => new CellFormula(binding));
  }

  /** The formula of a component cell of a composite. */
  part(composite: Composite, part: CompositePart): CellFormula[] {
    const path = `composites.${composite.id}.${part.cell.code}`;
    const place = { path, indicator: composite.indicatorCode };
    if (part.score.kind === 'expression') {
      const score = compilePartScore(part.score.expression);
      if (typeof score !== 'function') this.report(score, { ...place, path: `${path}.score` });
    }
    const expression = this.expression(part.formula, 'formula', place);
    if (expression === null) return [];
    return this.bindAll(expression, [part.cell], place).map((binding) => new CellFormula(binding));
  }

  cycle(cells: readonly string[]): void {
    const first = this.directory.cell(cells[0] ?? '');
    const loop = [...cells, cells[0]].join(' → ');
    this.log.error(
      'formula_cycle',
      `indicators.${first?.indicatorCode ?? ''}.formula`,
      { lv: `Formulas atsaucas cita uz citu: ${loop}.`, en: `The formulas refer to each other: ${loop}.` },
      first === undefined ? {} : { indicator: first.indicatorCode },
    );
  }

  private bindRule(indicator: Indicator, rule: Rule): Binding[] {
    const path = `indicators.${indicator.code}.${rule.kind}.${rule.id}`;
    const place = { path, indicator: indicator.code, rule: rule.id };
    const expression = this.expression(rule.expression, 'rule', place);
    return expression === null ? [] : this.bindAll(expression, indicator.cells, place);
  }

  private index(indicator: Indicator, expression: CompiledExpression, place: Place): CellFormula[] {
    const composite = this.directory.catalogues
      .flatMap(({ composites }) => composites)
      .find(({ id, indicatorCode }) => id === expression.composite && indicatorCode === indicator.code);
    if (composite === undefined) {
      const id = expression.composite ?? '';
      const message = {
        lv: `Rādītājam ${indicator.code} nav salikuma “${id}”.`,
        en: `Indicator ${indicator.code} has no composite “${id}”.`,
      };
      this.report({ code: 'unknown_composite', position: 1, message }, place);
      return [];
    }
    const components = composite.dimensions.flatMap(({ parts }) =>
      parts.map(({ cell }) => ({ cell: cell.code, companion: null, previous: false })),
    );
    return this.bindAll(expression, indicator.cells, place).map((binding) => new CellFormula(binding, components));
  }

  /** Parses each text once, however many indicators repeat it. */
  private expression(text: string, mode: Mode, place: Place): CompiledExpression | null {
    const key = `${mode} ${text}`;
    const known = this.expressions.get(key) ?? compileExpression(text, mode);
    this.expressions.set(key, known);
    if (!isFault(known)) return known;
    this.report(known, place);
    return null;
  }

  /** One binding for each cell; none where the expression does not fit, with the fault told once. */
  private bindAll(expression: CompiledExpression, cells: readonly Cell[], place: Place): Binding[] {
    if (this.room < 0) return [];
    try {
      return cells.map((cell) => this.charged(bind(expression, cell, this.directory)));
    } catch (error) {
      if (!(error instanceof ExpressionRefusal)) throw error;
      this.report(error.fault, place);
      return [];
    }
  }

  private charged(binding: Binding): Binding {
    this.room -= binding.references.length + 1;
    if (this.room < 0) throw new ExpressionRefusal(tooLarge());
    return binding;
  }

  private report({ code, position, message }: ExpressionFault, { path, indicator, rule }: Place): void {
    const place = { indicator, position, ...(rule === undefined ? {} : { rule }) };
    this.log.error(code, path, message, place);
  }
}

/** A code names one thing: it may stand in one of the catalogues only. */
function reportSharedCodes(catalogues: readonly Catalogue[], log: FindingLog): void {
  const owners = new Map<string, string>();
  for (const { id, indicators } of catalogues)
    for (const { code } of indicators) {
      const owner = owners.get(code);
      if (owner !== undefined && owner !== id)
        log.error(
          'code_in_other_catalogue',
          `indicators.${code}`,
          {
            lv: `Kods ${code} jau pieder katalogam ${owner}.`,
            en: `Code ${code} belongs to catalogue ${owner} already.`,
          },
          { indicator: code },
        );
      owners.set(code, owner ?? id);
    }
}

/**
 * Compiles every rule and formula of catalogues that are to stand side by side. Each expression is parsed once and
 * bound to every cell it is for.
 *
 * @param catalogues with different ids; the one being imported last, so that a shared code is told at its place
 */
export function compileCatalogues(catalogues: readonly Catalogue[]): Compilation {
  const directory = new CatalogueDirectory(catalogues);
  const compiler = new CatalogueCompiler(directory);
  reportSharedCodes(catalogues, compiler.log);
  const indicators = catalogues.flatMap((catalogue) => catalogue.indicators);
  const rules = indicators.flatMap((indicator) => compiler.rules(indicator));
  const formulas = [
    ...indicators.flatMap((indicator) => compiler.formulas(indicator)),
    ...catalogues.flatMap(({ composites }) =>
      composites.flatMap((composite) =>
        composite.dimensions.flatMap(({ parts }) => parts.flatMap((part) => compiler.part(composite, part))),
      ),
    ),
  ];
  const { ordered, cycle } = inOrder(formulas);
  if (cycle !== null) compiler.cycle(cycle);
  const { findings, refused } = compiler.log;
  return { compiled: refused ? null : new CompiledCatalogues({ directory, rules, formulas: ordered }), findings };
}
