/** The disclosure rules of the catalogue as core/disclosure knows them. */
import type { CellOf, DisclosureCell, DisclosureRule } from '../../core/disclosure.js';
import type { CompiledCatalogues } from '../../indicators/compiled/compiled-catalogues.js';
import { operandKey } from '../../indicators/expressions/operands.js';
import type { Cell } from '../../indicators/model/catalogue.js';

/** Cells that the words of the rules speak of: "specialists" and "clients". */
const SPECIALISTS = ['SD-SW-FTE|n', 'SD-SW-FTE'];
const CLIENTS = 'SP-CLIENTS';
/** EUR: a total of D2 is rounded to this where a term of it is hidden. */
const MONEY_STEP = 1000;
/** Points: an index is rounded to this where a term of it is hidden. */
const INDEX_STEP = 1;

/** The disclosure cells of a set of catalogues. */
export class DisclosureCells {
  private readonly cells = new Map<string, DisclosureCell>();
  private readonly leaves = new Map<string, readonly string[]>();

  constructor(private readonly catalogues: CompiledCatalogues) {
    for (const formula of catalogues.formulas) this.leaves.set(formula.cell.code, this.leavesOf(formula.operands));
    for (const cell of [...catalogues.cells, ...catalogues.componentCells])
      this.cells.set(cell.code, this.disclosureCell(cell));
  }

  readonly get: CellOf = (code) => this.cells.get(code);

  /** Whether anything about a cell could have to be hidden at all. */
  isRestricted(code: string): boolean {
    const cell = this.cells.get(code);
    if (cell === undefined) return false;
    return (
      cell.rule.kind !== 'open' || cell.leaves.some((leaf) => (this.cells.get(leaf)?.rule.kind ?? 'open') !== 'open')
    );
  }

  private leavesOf(operands: readonly { cell: string; companion: string | null; previous: boolean }[]): string[] {
    const leaves = operands
      .filter(({ previous }) => !previous)
      .flatMap((operand) => this.leaves.get(operand.cell) ?? [operandKey(operand)]);
    return [...new Set(leaves)];
  }

  private disclosureCell(cell: Cell): DisclosureCell {
    const leaves = this.leaves.get(cell.code) ?? [];
    const isIndex = this.catalogues.formula(cell.code)?.composite !== null && leaves.length > 0;
    const isTotal = cell.disclosure === 'D2' && leaves.length > 0 && cell.unit.en === 'EUR';
    const roundTo = isTotal ? MONEY_STEP : isIndex ? INDEX_STEP : undefined;
    return {
      code: cell.code,
      rule: this.ruleOf(cell, leaves),
      leaves,
      ...(roundTo === undefined ? {} : { roundTo }),
    };
  }

  private ruleOf(cell: Cell, leaves: readonly string[]): DisclosureRule {
    switch (cell.disclosure) {
      case 'D1':
        return { kind: 'persons' };
      case 'D2':
        return { kind: 'recipients', recipients: `${cell.code}|n` };
      case 'D3':
        return { kind: 'specialists', specialists: SPECIALISTS };
      case 'D4': {
        const service = this.sensitiveService(cell, leaves);
        return service === null ? { kind: 'open' } : { kind: 'clients', clients: `${CLIENTS}.${service}` };
      }
      case null:
      default:
        return { kind: 'open' };
    }
  }

  /** The sensitive service that a cell is about: its own, or the one that all it is made of is about. */
  private sensitiveService(cell: Cell, leaves: readonly string[]): string | null {
    const services =
      cell.dimensionValue === null ? leaves.map((leaf) => leaf.split(/[.|]/)[1] ?? '') : [cell.dimensionValue];
    const [service] = services;
    if (service === undefined || services.some((other) => other !== service)) return null;
    return this.sensitive(cell).has(service) ? service : null;
  }

  private sensitive(cell: Cell): ReadonlySet<string> {
    const catalogueId = this.catalogues.indicator(cell.indicatorCode)?.catalogueId ?? '';
    const rule = this.catalogues.catalogue(catalogueId)?.disclosureRules.find(({ code }) => code === 'D4');
    return new Set((rule?.applies ?? '').split(',').map((service) => service.trim()));
  }
}
