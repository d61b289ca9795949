import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import { ObservationColumns } from '../columns/observation-columns.js';
import type { ObservationTable } from '../reading/table.js';
import { ObservationRevisions } from '../revisions/observation-revisions.js';
import { Breath } from '../breath.js';
import { cellsReadByRules, checkRules } from './check-rules.js';
import { batchOf, differenceOf, type Difference, type ImportCounts } from './difference.js';
import { FindingCollector, type FindingCounts, type ImportFinding } from './finding.js';
import type { ImportContext } from './import-context.js';
import { ImportContexts } from './import-contexts.js';
import { judgePlausibility, type Judge } from './judge-plausibility.js';
import { placeRows } from './place-rows.js';
import { resolveRows } from './resolve.js';
import type { ResolvedRows } from './resolved-rows.js';
import { ValueGrid } from './value-grid.js';

export type ImportStage = 'reading' | 'checking' | 'comparing' | 'storing';
export type ImportProgress = (stage: ImportStage, share: number) => void;

export interface ImportWork {
  readonly table: ObservationTable;
  readonly importId: string;
  readonly dryRun: boolean;
  /** Source of rows that state none. */
  readonly source: string;
  readonly recordedBy: string | null;
  readonly judge: Judge;
  readonly progress: ImportProgress;
}

export interface ImportOutcome {
  readonly counts: ImportCounts;
  readonly findings: readonly ImportFinding[];
  readonly findingCounts: FindingCounts;
}

/**
 * One import from the table of a file to revisions, in stages: what the rows mean, where they stand, the catalogue's
 * rules, plausibility, what changes, storing. All of it within the caller's transaction.
 */
@Injectable()
export class ObservationImport {
  constructor(
    private readonly contexts: ImportContexts,
    private readonly columns: ObservationColumns,
    private readonly revisions: ObservationRevisions,
  ) {}

  async perform(transaction: Transaction, work: ImportWork): Promise<ImportOutcome> {
    const { table, progress } = work;
    const findings = new FindingCollector();
    const breath = new Breath();
    for (const note of table.notes) findings.add({ ...note, indicator: null, municipality: null, period: null });
    const context = await this.contexts.of(transaction, work.table, work.source);
    const rows = await resolveRows(table, context, findings, breath);
    progress('checking', 0.2);
    const grid = await this.gridOf(transaction, rows, context);
    await placeRows(rows, grid, breath);
    await checkRules(rows, grid, context, breath);
    progress('checking', 0.5);
    // The reading thread judges while the database stores: each has a core of its own.
    const judging = judgePlausibility({ rows, grid, context, findings }, work.judge, (share) => {
      progress('checking', 0.5 + share / 2);
    });
    const [difference] = await Promise.all([this.store(transaction, { rows, grid, breath }, work), judging]);
    return { counts: difference.counts, findings: findings.sorted(), findingCounts: findings.counts };
  }

  /** What is stored of every cell that the file or its rules speak of; the lock keeps it from changing meanwhile. */
  private async gridOf(transaction: Transaction, rows: ResolvedRows, context: ImportContext): Promise<ValueGrid> {
    await this.revisions.lock(transaction);
    const grid = new ValueGrid(rows, context.municipalities.unitOrder().length);
    const cellIds = [...new Set([...rows.cells.map(({ id }) => id), ...cellsReadByRules(rows, context)])];
    if (cellIds.length === 0) return grid;
    await this.columns.refreshDirty(transaction, cellIds);
    for (const column of await this.columns.current(transaction, { cellIds })) grid.store(column);
    return grid;
  }

  private async store(
    transaction: Transaction,
    { rows, grid, breath }: { rows: ResolvedRows; grid: ValueGrid; breath: Breath },
    { importId, recordedBy, dryRun, progress }: ImportWork,
  ): Promise<Difference> {
    progress('comparing', 0);
    const difference = await differenceOf(rows, grid, breath);
    if (dryRun) return difference;
    progress('storing', 0);
    const ids = await this.revisions.sourceIds(transaction, rows.sources);
    const sourceIds = rows.sources.map((text) => ids.get(text) ?? 0);
    const batch = await batchOf(rows, difference, sourceIds, breath);
    await this.revisions.append(transaction, batch, { importId, recordedBy });
    progress('storing', 1);
    return difference;
  }
}
