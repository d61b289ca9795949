import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { scopeOf, type Actor, type FormModule } from '../../http/actor.js';
import { conflict, forbidden, notFound, Problem, titleOf, unprocessable, type InputError } from '../../http/problem.js';
import { checkAffected } from '../findings/check.js';
import type { Finding } from '../findings/finding.js';
import type { FormCell, FormDefinition } from '../form/form-definition.js';
import { EMPTY, isFault, readEntry, type Content, type Entry } from '../form/read-entry.js';
import { SubmissionReader, type LoadedSubmission } from '../submission-reader.js';
import { SubmissionRepository, type SubmissionRecord } from '../submission.repository.js';
import { moduleClosed, noCell, noSubmission } from '../submission-problems.js';
import { mayFill, permissionsOf } from '../workflow/workflow.js';
import { consequences } from './cascade.js';
import { offerFor } from './offer.js';
import type { Origin, StoredValue } from './stored-value.js';
import type { SubmissionContent } from './submission-content.js';
import { ValueJournal } from './value-journal.js';

/** One cell to be changed. */
export interface CellChange extends Entry {
  readonly cell: string;
  /** Version that the change is based on; a cell that nobody has touched has version 0. */
  readonly version?: number | undefined;
  /** Take over the value that the form offers, instead of giving one. */
  readonly acceptOffer?: boolean | undefined;
}

export interface ChangeOptions {
  readonly origin?: Origin;
  readonly reason?: string | null;
  /** Path of a change in the request, for errors: `values.3`; nothing for a single one. */
  readonly pathOf?: (index: number) => string;
}

/** What became of a change. */
export interface ChangeResult extends LoadedSubmission {
  /** Cells that changed, those that the system set included. */
  readonly changed: readonly string[];
  /** Cells whose findings were looked at anew; what is not found is gone. */
  readonly checkedCells: readonly string[];
  readonly findings: readonly Finding[];
  readonly now: Date;
}

/** Changes of values: all or none of them, each with its history and audit entry in one transaction. */
@Injectable()
export class ValueService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly reader: SubmissionReader,
    private readonly journal: ValueJournal,
  ) {}

  /**
   * Changes cells of one submission.
   *
   * @throws Problem 404; 403 for somebody else's module; 409 `module_not_open`, `stale_version` with both values; 422
   *   with every entry that cannot be read
   */
  async change(
    actor: Actor,
    id: string,
    changes: readonly CellChange[],
    options: ChangeOptions = {},
  ): Promise<ChangeResult> {
    const form = await this.reader.form();
    const cells = cellsOf(form, changes);
    return this.database.transaction(async (transaction) => {
      const loaded = await this.hold(transaction, id, modulesOf(cells));
      const now = await this.submissions.now(transaction);
      assertMayChange(actor, loaded.submission, cells, now);
      const written = applied(loaded.content, changes, {
        origin: options.origin ?? 'typed',
        stamp: { changedAt: now, changedBy: actor.userId },
        pathOf: options.pathOf ?? (() => ''),
      });
      await this.journal.write(transaction, loaded, written, { actor, reason: options.reason ?? null });
      return this.resultOf(transaction, loaded, written, now);
    }, scopeOf(actor));
  }

  /** Takes the last change of a cell back, in draft: the state before it becomes the newest. */
  async undo(actor: Actor, id: string, key: string, version: number | undefined): Promise<ChangeResult> {
    const cell = (await this.reader.form()).byKey.get(key);
    if (cell === undefined) throw noCell(key);
    return this.database.transaction(async (transaction) => {
      const loaded = await this.hold(transaction, id, [cell.module]);
      const now = await this.submissions.now(transaction);
      assertMayChange(actor, loaded.submission, [cell], now);
      const stored = loaded.content.values.get(key);
      if (stored === undefined) throw nothingToUndo(key);
      if (version !== undefined && version !== stored.version)
        throw stale([{ cell: key, current: stored, yours: null }]);
      const before = await this.journal.values.at(transaction, id, key, stored.version - 1);
      const { value, content, status, comment, evidence } = before ?? EMPTY;
      const back = { value, content, status, comment, evidence, cell: key, origin: 'undo' as const };
      const fresh = { ...back, version: stored.version + 1, changedAt: now, changedBy: actor.userId };
      const stamp = { changedAt: now, changedBy: actor.userId };
      const written = [fresh, ...consequences(loaded.content.with([fresh]), [key], stamp)];
      await this.journal.write(transaction, loaded, lastOfEach(written), { actor, reason: null });
      return this.resultOf(transaction, loaded, written, now);
    }, scopeOf(actor));
  }

  private async hold(transaction: Transaction, id: string, modules: readonly FormModule[]): Promise<LoadedSubmission> {
    const submission = await this.submissions.heldById(transaction, id, modules);
    if (submission === undefined) throw noSubmission();
    return this.reader.load(transaction, submission);
  }

  private async resultOf(
    transaction: Transaction,
    loaded: LoadedSubmission,
    written: readonly StoredValue[],
    now: Date,
  ): Promise<ChangeResult> {
    const content = loaded.content.with(written);
    const changed = written.map(({ cell }) => cell);
    const submission = (await this.submissions.byId(transaction, loaded.submission.id)) ?? loaded.submission;
    return { ...loaded, submission, content, changed, now, ...checkAffected(content, changed, loaded.yardstick) };
  }
}

function cellsOf(form: FormDefinition, changes: readonly CellChange[]): FormCell[] {
  const seen = new Set<string>();
  return changes.map(({ cell: key }) => {
    const cell = form.byKey.get(key);
    if (cell === undefined) throw noCell(key);
    if (seen.has(key))
      throw unprocessable('cell_twice', {
        lv: `Lauks “${key}” pieprasījumā minēts divreiz.`,
        en: `The cell “${key}” is named twice in the request.`,
      });
    seen.add(key);
    return cell;
  });
}

const modulesOf = (cells: readonly FormCell[]): FormModule[] => [...new Set(cells.map(({ module }) => module))];

/** @throws Problem 403 for somebody else's task, 409 where the module or the cell is not open */
function assertMayChange(actor: Actor, submission: SubmissionRecord, cells: readonly FormCell[], now: Date): void {
  for (const cell of cells) {
    const module = submission.modules.find((one) => one.module === cell.module);
    if (module === undefined) throw noSubmission();
    if (!mayFill(actor, submission, cell.module)) throw forbidden();
    const isOpen = permissionsOf(actor, submission, module, now).includes('edit');
    const isAmongOpen = module.openCells === null || module.openCells.includes(cell.main);
    if (!isOpen || !isAmongOpen) throw moduleClosed(cell.module, module.state);
  }
}

interface Applying {
  readonly origin: Origin;
  readonly stamp: { readonly changedAt: Date; readonly changedBy: string };
  readonly pathOf: (index: number) => string;
}

/** What is to be written: the changes that change something, and what follows from them. */
function applied(content: SubmissionContent, changes: readonly CellChange[], how: Applying): StoredValue[] {
  const errors: InputError[] = [];
  const conflicts: Clash[] = [];
  const written = changes.flatMap((change, index): StoredValue[] => {
    const cell = content.form.byKey.get(change.cell);
    if (cell === undefined) return [];
    const stored = content.values.get(cell.key);
    const offer = change.acceptOffer === true ? offerFor(content, cell) : null;
    const entry = offer === null ? change : { ...change, value: offer.value };
    const after = readEntry(cell, entry, stored ?? EMPTY);
    if (isFault(after)) {
      const prefix = how.pathOf(index);
      errors.push({ ...after, path: prefix === '' ? after.field : `${prefix}.${after.field}` });
      return [];
    }
    if (isSame(after, stored ?? EMPTY)) return [];
    if (isStale(change, stored)) {
      conflicts.push({ cell: cell.key, current: stored ?? null, yours: after });
      return [];
    }
    const origin = offer === null ? how.origin : ('offer' as const);
    return [{ ...after, cell: cell.key, origin, version: (stored?.version ?? 0) + 1, ...how.stamp }];
  });
  if (errors.length > 0) throw unreadable(errors);
  if (conflicts.length > 0) throw stale(conflicts);
  const keys = written.map(({ cell }) => cell);
  return lastOfEach([...written, ...consequences(content.with(written), keys, how.stamp)]);
}

/** A cell that was emptied and then found not to exist is written once. */
function lastOfEach(written: readonly StoredValue[]): StoredValue[] {
  const last = new Map<string, StoredValue>();
  for (const value of written) {
    const earlier = last.get(value.cell);
    last.set(value.cell, earlier === undefined ? value : { ...value, version: earlier.version });
  }
  return [...last.values()];
}

function isSame(a: Content, b: Content): boolean {
  return (
    a.value === b.value &&
    a.content === b.content &&
    a.status === b.status &&
    a.comment === b.comment &&
    a.evidence === b.evidence
  );
}

/** A change without a version may fill an untouched cell, and overwrite nothing. */
function isStale({ version }: CellChange, stored: StoredValue | undefined): boolean {
  return (version ?? 0) !== (stored?.version ?? 0);
}

interface Clash {
  readonly cell: string;
  readonly current: StoredValue | null;
  readonly yours: Content | null;
}

function stale(conflicts: readonly Clash[]): Problem {
  const [first] = conflicts;
  return conflict(
    'stale_version',
    {
      lv: 'Kāds šo vērtību pa to laiku ir mainījis. Salīdziniet abas un izvēlieties pareizo.',
      en: 'Somebody has changed this value meanwhile. Compare the two and choose the right one.',
    },
    { current: shown(first?.current ?? null), yours: first?.yours ?? null, conflicts: conflicts.map(clashView) },
  );
}

const clashView = ({ cell, current, yours }: Clash) => ({ cell, current: shown(current), yours });

function shown(current: StoredValue | null): Record<string, unknown> | null {
  if (current === null) return { ...EMPTY, version: 0 };
  const { cell, value, content, status, comment, evidence, version, changedAt, changedBy } = current;
  return { cell, value, content, status, comment, evidence, version, changedAt, changedBy };
}

function unreadable(errors: readonly InputError[]): Problem {
  return new Problem({ status: 422, code: 'value_not_understood', title: titleOf(422), errors });
}

function nothingToUndo(key: string): Problem {
  return notFound(
    { lv: `Laukā “${key}” nav ko atsaukt.`, en: `There is nothing to undo in “${key}”.` },
    'nothing_to_undo',
  );
}
