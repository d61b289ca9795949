import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Actor } from '../http/actor.js';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { ActiveCatalogues } from './active-catalogues.js';
import { CatalogueImport, type ImportOptions, type ImportResult } from './catalogue-import.js';
import {
  CatalogueRepository,
  type CatalogueVersion,
  type CellIdentity,
  type SourceCheck,
  type StoredVersion,
} from './catalogue.repository.js';
import { compileCatalogues } from './compiled/compile-catalogues.js';
import type { CompiledCatalogues } from './compiled/compiled-catalogues.js';
import { readCatalogue } from './document/read-catalogue.js';
import type { Catalogue, Cell, Indicator } from './model/catalogue.js';

interface Loaded {
  readonly fingerprint: string;
  readonly catalogues: Promise<ActiveCatalogues>;
}

function headOf({
  id,
  catalogueId,
  version,
  hash,
  active,
  importedAt,
  importedByName,
}: StoredVersion): CatalogueVersion {
  return { id, catalogueId, version, hash, active, importedAt, importedByName };
}

/** A stored document was checked when it came; a newer program that cannot read it any more must say so. */
function compileStored(versions: readonly StoredVersion[]): CompiledCatalogues {
  const catalogues = versions.map(({ catalogueId, version, document }): Catalogue => {
    const { catalogue, findings } = readCatalogue(document);
    if (catalogue !== null) return catalogue;
    throw new Error(`Catalogue ${catalogueId} ${version} cannot be read: ${findings[0]?.message.en ?? ''}`);
  });
  const { compiled, findings } = compileCatalogues(catalogues);
  if (compiled !== null) return compiled;
  throw new Error(
    `The stored catalogues do not fit together: ${findings[0]?.path ?? ''} ${findings[0]?.message.en ?? ''}`,
  );
}

/** The catalogues in force, and their import. */
@Injectable()
export class CatalogueService {
  private loaded: Loaded | null = null;
  /** Sets of older versions, which runs and editions refer to; the newest few are kept. */
  private readonly older = new Map<string, Promise<CompiledCatalogues>>();

  constructor(
    private readonly repository: CatalogueRepository,
    private readonly imports: CatalogueImport,
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The catalogues in force. Kept in memory and asked for anew whenever another version became active, in whatever
   * process: each call costs one small query.
   */
  async active(): Promise<ActiveCatalogues> {
    const fingerprint = await this.repository.fingerprint();
    if (this.loaded?.fingerprint !== fingerprint) {
      const catalogues = this.load();
      this.loaded = { fingerprint, catalogues };
      // A failed load must not be remembered.
      catalogues.catch(() => {
        if (this.loaded?.catalogues === catalogues) this.loaded = null;
      });
    }
    return this.loaded.catalogues;
  }

  /** The catalogues as they were in these versions (of different catalogues), for runs and editions of the past. */
  async atVersions(ids: readonly number[]): Promise<CompiledCatalogues> {
    const key = [...ids].sort((a, b) => a - b).join(',');
    const known = this.older.get(key);
    if (known !== undefined) return known;
    const compiled = this.repository.versions(ids).then(compileStored);
    this.older.set(key, compiled);
    compiled.catch(() => this.older.delete(key));
    const oldest = this.older.keys().next().value;
    if (this.older.size > 8 && oldest !== undefined) this.older.delete(oldest);
    return compiled;
  }

  async indicator(code: string): Promise<Indicator | undefined> {
    return (await this.active()).compiled.indicator(code);
  }

  async cell(code: string): Promise<Cell | undefined> {
    return (await this.active()).compiled.cell(code);
  }

  /** The cell behind a lasting id; undefined where the active catalogues no longer have it. */
  async cellById(id: number): Promise<(Cell & { readonly identity: CellIdentity }) | undefined> {
    const active = await this.active();
    const identity = active.identityById(id);
    const cell = identity === undefined ? undefined : active.compiled.cell(identity.code);
    return cell === undefined || identity === undefined ? undefined : { ...cell, identity };
  }

  /** Every version ever imported, newest first. */
  async versions(): Promise<CatalogueVersion[]> {
    return this.repository.history();
  }

  /** The file of a version as it was handed in; of the active one where no version is given. */
  async sourceText(catalogueId: string, version: string | null = null): Promise<string | undefined> {
    return this.repository.sourceText(catalogueId, version);
  }

  async sourceChecks(): Promise<SourceCheck[]> {
    return this.repository.sourceChecks();
  }

  /** Notes that LPS has confirmed (or doubts) a source, beside what the file says. */
  async checkSource(check: SourceCheck, actor: Actor): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await this.repository.saveSourceCheck(transaction, check, actor);
      await this.audit.record(transaction, {
        actor,
        action: 'catalogue.source_checked',
        subject: `catalogue:${check.catalogueId}`,
        municipality: null,
        after: { source: check.sourceId, verified: check.verified, note: check.note },
      });
    });
  }

  /**
   * Imports a file. A new version is in force at once; an identical document changes nothing; content that differs under
   * a version that exists is refused; a file without version is numbered.
   *
   * @param input YAML or JSON text, or the document itself
   * @throws Problem 422 `CATALOGUE_REFUSED`, 409 `CATALOGUE_VERSION_EXISTS`
   */
  async importCatalogue(input: unknown, options: ImportOptions): Promise<ImportResult> {
    return this.imports.run(input, options);
  }

  private async load(): Promise<ActiveCatalogues> {
    const [versions, cells] = await Promise.all([this.repository.active(), this.repository.cells()]);
    return new ActiveCatalogues(compileStored(versions), versions.map(headOf), cells);
  }
}
