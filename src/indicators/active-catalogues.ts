import type { CompiledCatalogues } from './compiled/compiled-catalogues.js';
import type { CatalogueVersion, CellIdentity } from './catalogue.repository.js';

/** The catalogues in force, compiled, with their versions and the lasting ids of their cells. Immutable. */
export class ActiveCatalogues {
  private readonly byCode: ReadonlyMap<string, CellIdentity>;
  private readonly byId: ReadonlyMap<number, CellIdentity>;

  constructor(
    readonly compiled: CompiledCatalogues,
    readonly versions: readonly CatalogueVersion[],
    /** All cells that ever were, retired ones too. */
    readonly cells: readonly CellIdentity[],
  ) {
    this.byCode = new Map(cells.map((cell) => [cell.code, cell]));
    this.byId = new Map(cells.map((cell) => [cell.id, cell]));
  }

  /** The lasting ids of a cell. */
  identity(code: string): CellIdentity | undefined {
    return this.byCode.get(code);
  }

  /** The cell behind an id. */
  identityById(id: number): CellIdentity | undefined {
    return this.byId.get(id);
  }

  /** The version in force of a catalogue. */
  version(catalogueId: string): CatalogueVersion | undefined {
    return this.versions.find((version) => version.catalogueId === catalogueId);
  }
}
