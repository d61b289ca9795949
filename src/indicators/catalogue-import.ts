import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../database/database.js';
import type { Actor } from '../http/actor.js';
import { Problem, conflict, titleOf } from '../http/problem.js';
import { canonicalJson } from '../identity/audit/canonical-json.js';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { CatalogueRepository, type CatalogueVersion, type StoredVersion } from './catalogue.repository.js';
import { compileCatalogues } from './compiled/compile-catalogues.js';
import { allCellsOf } from './document/cells.js';
import { differenceBetween, type CatalogueDifference } from './document/difference.js';
import { readCatalogue } from './document/read-catalogue.js';
import type { Catalogue, CatalogueFinding } from './model/catalogue.js';

export interface ImportOptions {
  /** Checks and compares, stores nothing. */
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** `imported`: a new version is in force; `reactivated`: an older one is again; `unchanged`: it was already. */
export type ImportState = 'imported' | 'reactivated' | 'unchanged';

export interface ImportResult {
  readonly catalogue: string;
  readonly version: string;
  readonly dryRun: boolean;
  /** What happened, or on a dry run would happen. */
  readonly state: ImportState;
  /** SHA-256 of the document. */
  readonly hash: string;
  readonly counts: {
    readonly indicators: number;
    readonly cells: number;
    readonly rules: number;
    readonly formulas: number;
  };
  /** Against the version in force before. */
  readonly diff: CatalogueDifference;
  /** Warnings and information; errors refuse the import. */
  readonly findings: readonly CatalogueFinding[];
}

interface Prepared {
  readonly catalogue: Catalogue;
  readonly hash: string;
  readonly source: string;
  readonly current: StoredVersion | undefined;
  readonly history: readonly CatalogueVersion[];
  readonly result: Omit<ImportResult, 'version' | 'state' | 'dryRun'>;
}

function refusal(findings: readonly CatalogueFinding[]): Problem {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return new Problem({
    status: 422,
    code: 'CATALOGUE_REFUSED',
    title: titleOf(422),
    detail: {
      lv: `Katalogs nav ievests; kļūdu skaits: ${errors.length}.`,
      en: `The catalogue was not imported; errors: ${errors.length}.`,
    },
    errors: errors.map(({ path, code, message }) => ({ path, code, message })),
    extra: { findings },
  });
}

function versionExists({ catalogueId, version }: CatalogueVersion): Problem {
  return conflict(
    'CATALOGUE_VERSION_EXISTS',
    {
      lv: `Kataloga ${catalogueId} versija ${version} jau ir ar citu saturu. Mainītam saturam dodiet jaunu versiju.`,
      en: `Version ${version} of catalogue ${catalogueId} exists with other content. Give changed content a new version.`,
    },
    { catalogue: catalogueId, version },
  );
}

/** The number of a version that the file does not state: one more than the greatest whole number so far. */
function nextVersion(history: readonly Pick<CatalogueVersion, 'version'>[]): string {
  const numbers = history.map(({ version }) => (/^\d{1,9}$/.test(version) ? Number(version) : 0));
  return String(Math.max(0, ...numbers) + 1);
}

/** Imports versions of catalogues: checked as a whole, stored as a whole, in force at once. */
@Injectable()
export class CatalogueImport {
  constructor(
    private readonly database: Database,
    private readonly repository: CatalogueRepository,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param input YAML or JSON text, or the document itself
   * @throws Problem 422 `CATALOGUE_REFUSED` with every fault and its place; 409 `CATALOGUE_VERSION_EXISTS` where the
   *   stated version is stored with other content
   */
  async run(input: unknown, options: ImportOptions): Promise<ImportResult> {
    const reading = readCatalogue(input);
    const { catalogue } = reading;
    if (catalogue === null) throw refusal(reading.findings);
    const source = typeof input === 'string' ? input : JSON.stringify(catalogue.document);
    return this.database.transaction(async (transaction) => {
      await this.repository.lockImports(transaction);
      const prepared = await this.prepare(transaction, catalogue, reading.findings, source);
      return this.store(transaction, prepared, options);
    });
  }

  private async prepare(
    transaction: Transaction,
    catalogue: Catalogue,
    read: readonly CatalogueFinding[],
    source: string,
  ): Promise<Prepared> {
    const active = await this.repository.active(transaction);
    const others = active.filter(({ catalogueId }) => catalogueId !== catalogue.id);
    const beside = others.flatMap(({ document }) => readCatalogue(document).catalogue ?? []);
    const { compiled, findings: compiling } = compileCatalogues([...beside, catalogue]);
    const findings = [...read, ...compiling, ...(await this.takenCodes(transaction, catalogue))];
    if (compiled === null || findings.some(({ severity }) => severity === 'error')) throw refusal(findings);
    const current = active.find(({ catalogueId }) => catalogueId === catalogue.id);
    const hash = createHash('sha256').update(canonicalJson(catalogue.document)).digest('hex');
    const own = new Set(catalogue.indicators.map(({ code }) => code));
    const result = {
      catalogue: catalogue.id,
      hash,
      counts: {
        indicators: own.size,
        cells: catalogue.indicators.reduce((sum, { cells }) => sum + cells.length, 0),
        rules: catalogue.indicators.reduce((sum, { rules }) => sum + rules.length, 0),
        formulas: compiled.formulas.filter(({ cell }) => own.has(cell.indicatorCode)).length,
      },
      diff: differenceBetween(current?.document ?? null, catalogue.document),
      findings,
    };
    const history = await this.repository.history(transaction, catalogue.id);
    return { catalogue, hash, source, current, history, result };
  }

  /** Codes that belong to another catalogue, even a retired cell of it: observations refer to them. */
  private async takenCodes(transaction: Transaction, catalogue: Catalogue): Promise<CatalogueFinding[]> {
    const cells = allCellsOf(catalogue);
    const codes = cells.map(({ code }) => code);
    const taken = await this.repository.foreignCells(transaction, catalogue.id, codes);
    return taken.map(({ code, catalogueId }) => ({
      code: 'code_in_other_catalogue',
      severity: 'error' as const,
      path: `indicators.${code}`,
      message: {
        lv: `Kods ${code} jau pieder katalogam ${catalogueId}.`,
        en: `Code ${code} belongs to catalogue ${catalogueId} already.`,
      },
    }));
  }

  private async store(
    transaction: Transaction,
    prepared: Prepared,
    { dryRun, actor }: ImportOptions,
  ): Promise<ImportResult> {
    const { catalogue, hash, current, history, result } = prepared;
    if (current?.hash === hash) return { ...result, version: current.version, dryRun, state: 'unchanged' };
    const stored = history.find(({ version }) => version === catalogue.version);
    if (stored !== undefined && stored.hash !== hash) throw versionExists(stored);
    const version = catalogue.version ?? nextVersion(history);
    const state: ImportState = stored === undefined ? 'imported' : 'reactivated';
    if (!dryRun) {
      const added = { catalogue, version, hash, source: prepared.source, actor };
      const id = stored?.id ?? (await this.repository.insert(transaction, added));
      await this.repository.activate(transaction, catalogue.id, id);
      await this.repository.keepCells(transaction, catalogue);
      await this.audit.record(transaction, {
        actor,
        action: 'catalogue.imported',
        subject: `catalogue:${catalogue.id}`,
        municipality: null,
        before: current === undefined ? null : { version: current.version, hash: current.hash },
        after: { version, hash },
      });
    }
    return { ...result, version, dryRun, state };
  }
}
