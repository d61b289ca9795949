/** What leaves the room: records in the language of the reader, with what the reader may do next. */
import type { Language, ValueStatus } from '../../core/vocabulary.js';
import type { Actor, FormModule } from '../../http/actor.js';
import { inLanguage } from '../../http/language.js';
import type { Municipalities } from '../../municipalities/municipalities.js';
import type { Finding } from '../findings/finding.js';
import type { FormCell } from '../form/form-definition.js';
import { understood } from '../form/read-entry.js';
import type { LoadedSubmission } from '../submission-reader.js';
import type { ModuleRecord, SubmissionRecord } from '../submission.repository.js';
import type { ModuleFigures } from '../submission.service.js';
import { offerFor } from '../values/offer.js';
import type { HistoryEntry } from '../values/value.repository.js';
import { permissionsOf, permittedActions, timelinessOf, wholeState } from '../workflow/workflow.js';
import type { FormFindingCountsView, ModuleView, SubmissionView } from './submission.view.js';
import type { BesideView, FindingView, HistoryEntryView, OfferView, PeersView, ValueView } from './value.view.js';

/** Who reads, in which language, when. */
export interface Reading {
  readonly actor: Actor;
  readonly language: Language;
  readonly now: Date;
}

const SYMBOLS: Readonly<Record<ValueStatus, string>> = {
  reported: '',
  not_applicable: '×',
  not_collected: '…',
  not_provided: '..',
  confidential: ':',
};

const time = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** One cell as the reader sees it. */
export function valueView(loaded: LoadedSubmission, cell: FormCell, reading: Reading): ValueView {
  const { content } = loaded;
  const { language } = reading;
  const stored = content.values.get(cell.key);
  const held = cell.kind === 'derived' ? derivedValue(loaded, cell) : content.at(cell);
  const words = understood(cell, held)[language];
  return {
    cell: cell.key,
    companionOf: cell.companion === null ? null : cell.main,
    indicator: cell.indicator.code,
    dimensionValue: cell.dimensionValue,
    module: cell.module,
    kind: cell.kind,
    name: inLanguage(cell.name, language),
    definition: inLanguage(cell.indicator.definition, language),
    unit: inLanguage(cell.unit, language),
    valueType: cell.valueType,
    decimals: cell.decimals,
    scale: cell.scale.map(({ value, label }) => ({ value, label: inLanguage(label, language) })),
    required: cell.required === 'always',
    editable: isEditable(loaded.submission, cell, reading),
    value: held.value,
    content: held.content,
    status: held.status,
    symbol: held.status === 'reported' ? words : SYMBOLS[held.status],
    understood: words,
    comment: stored?.comment ?? null,
    evidence: stored?.evidence ?? null,
    origin: stored?.origin ?? null,
    version: stored?.version ?? 0,
    changedAt: time(stored?.changedAt ?? null),
    changedBy: stored?.changedBy ?? null,
    lastYear: lastYear(loaded, cell, language),
    offer: offer(loaded, cell, language),
    peers: peers(loaded, cell),
  };
}

type Held = Pick<ValueView, 'value' | 'content' | 'status'>;

/** Derived values as they would be now. */
function derivedValue({ content }: LoadedSubmission, cell: FormCell): Held {
  const value = content.source().value(cell.key, null, false);
  return typeof value === 'number'
    ? { value, content: null, status: 'reported' }
    : { value: null, content: null, status: value };
}

function isEditable(submission: SubmissionRecord, cell: FormCell, { actor, now }: Reading): boolean {
  const module = submission.modules.find((one) => one.module === cell.module);
  if (module === undefined || cell.kind !== 'collected') return false;
  const isOpen = module.openCells === null || module.openCells.includes(cell.main);
  return isOpen && permissionsOf(actor, submission, module, now).includes('edit');
}

function lastYear({ content, previous }: LoadedSubmission, cell: FormCell, language: Language): BesideView | null {
  const before = content.around.previous.get(cell.key);
  if (before === undefined || previous === undefined) return null;
  const { value, status } = before;
  return { value, status, understood: understood(cell, { value, content: null })[language], period: previous.code };
}

function offer({ content }: LoadedSubmission, cell: FormCell, language: Language): OfferView | null {
  const found = offerFor(content, cell);
  if (found === null) return null;
  return { ...found, understood: understood(cell, { value: found.value, content: null })[language] };
}

function peers({ yardstick }: LoadedSubmission, cell: FormCell): PeersView | null {
  const spread = yardstick.peers?.cells.get(cell.key);
  if (spread === undefined || yardstick.peers === null || Number.isNaN(spread.medianValue)) return null;
  return { period: yardstick.peers.period, count: spread.count, median: spread.medianValue };
}

export function findingView({ message, ...finding }: Finding, language: Language): FindingView {
  return { ...finding, message: inLanguage(message, language) };
}

export function countsOf(findings: readonly Finding[]): Required<FormFindingCountsView> {
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: warnings.length,
    unexplained: warnings.filter(({ explained }) => !explained).length,
  };
}

/** What stands around a submission in its view. */
export interface Around {
  readonly completeness: ModuleFigures;
  readonly openThreads: number;
  readonly contentHashes?: ReadonlyMap<FormModule, string>;
  readonly findings?: readonly Finding[];
}

export function submissionView(
  submission: SubmissionRecord,
  around: Around,
  reading: Reading,
  municipalities: Municipalities,
): SubmissionView {
  const unit = municipalities.byAtvk(submission.municipality);
  const name = unit === undefined ? submission.municipality : inLanguage(unit.name, reading.language);
  return {
    id: submission.id,
    municipality: { atvk: submission.municipality, name },
    period: submission.period.code,
    isPractice: submission.period.isPractice,
    state: wholeState(
      submission.stage,
      submission.modules.map(({ state }) => state),
    ),
    stage: submission.stage,
    modules: submission.modules.map((module) => moduleView(submission, module, around, reading)),
    openThreads: around.openThreads,
    permittedActions: permittedActions(reading.actor, submission, reading.now),
  };
}

function moduleView(submission: SubmissionRecord, module: ModuleRecord, around: Around, reading: Reading): ModuleView {
  const { filled, required } = around.completeness.get(module.module) ?? { filled: 0, required: 0 };
  const contentHash = around.contentHashes?.get(module.module);
  const live = around.findings?.filter((finding) => finding.module === module.module);
  return {
    module: module.module,
    state: module.state,
    version: module.version,
    completeness: { filled, required, share: required === 0 ? 1 : filled / required },
    timeliness: timelinessOf(submission, module, reading.now),
    findings: live === undefined ? { errors: module.errors, warnings: module.warnings } : countsOf(live),
    ...(contentHash === undefined ? {} : { contentHash }),
    submittedAt: time(module.submittedAt),
    approvedAt: time(module.approvedAt),
    approvedHash: module.approvedHash,
    acceptedAt: time(module.acceptedAt),
    returnReason: module.returnReason,
    answerUntil: module.answerUntil,
    openCells: module.openCells === null ? null : [...module.openCells],
    permittedActions: permissionsOf(reading.actor, submission, module, reading.now),
  };
}

export function historyView(entry: HistoryEntry): HistoryEntryView {
  const { recordedAt, recordedByName, recordedBy, ...rest } = entry;
  return { ...rest, recordedAt: recordedAt.toISOString(), recordedBy: recordedByName ?? recordedBy };
}
