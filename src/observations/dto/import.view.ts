import { ApiProperty } from '@nestjs/swagger';
import type { Language, Severity } from '../../core/vocabulary.js';
import { inLanguage } from '../../http/language.js';
import type { ImportFinding } from '../importing/finding.js';
import type { ImportRecord, ImportState } from '../importing/import-record.js';
import type { UndoCounts } from '../revisions/observation-revisions.js';

const STATES = ['queued', 'running', 'done', 'failed', 'undone'] as const;
const SEVERITIES = ['error', 'warning', 'information'] as const;

/** Every row of the file is added, changed, unchanged or refused. */
export class ImportCountsView {
  @ApiProperty({ example: 10_427 })
  rows!: number;

  @ApiProperty()
  added!: number;

  @ApiProperty()
  changed!: number;

  @ApiProperty({ description: 'Equal to what is stored, or to an earlier row of the file.' })
  unchanged!: number;

  @ApiProperty({ description: 'Rows with an error: not imported.' })
  refused!: number;
}

export class FindingCountsView {
  @ApiProperty()
  error!: number;

  @ApiProperty()
  warning!: number;

  @ApiProperty()
  information!: number;
}

export class ImportFailureView {
  @ApiProperty({ example: 'file_damaged' })
  code!: string;

  @ApiProperty()
  message!: string;
}

export class UndoCountsView {
  @ApiProperty({ description: 'Values that got their former state back.' })
  restored!: number;

  @ApiProperty({ description: 'Values that did not exist before the import.' })
  withdrawn!: number;

  @ApiProperty({ description: 'Values that were changed again since and stay.' })
  kept!: number;
}

export class ImportTicketView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: STATES })
  state!: ImportState;
}

export class ImportView extends ImportTicketView {
  @ApiProperty({ enum: ['observations'] })
  kind!: 'observations';

  @ApiProperty({ description: 'A dry run checks and reports; it stores nothing.' })
  dryRun!: boolean;

  @ApiProperty({ description: 'Source of rows that state none of their own.' })
  source!: string;

  @ApiProperty()
  fileName!: string;

  @ApiProperty({ description: 'Bytes.' })
  fileSize!: number;

  @ApiProperty({ type: ImportCountsView })
  counts!: ImportCountsView;

  @ApiProperty({ type: FindingCountsView, description: 'Number of findings by severity.' })
  findings!: FindingCountsView;

  @ApiProperty({ enum: ['waiting', 'reading', 'checking', 'comparing', 'storing', 'finished'] })
  stage!: string;

  @ApiProperty({ minimum: 0, maximum: 1, description: 'Share of the stage that is done.' })
  progress!: number;

  @ApiProperty({ type: ImportFailureView, nullable: true })
  failure!: ImportFailureView | null;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ description: 'Name of whoever asked for it.' })
  requestedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  undoneAt!: string | null;
}

export class UndoneImportView extends ImportView {
  @ApiProperty({ type: UndoCountsView })
  undo!: UndoCountsView;
}

export class ImportPageView {
  @ApiProperty({ type: [ImportView] })
  items!: ImportView[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  perPage!: number;
}

export class ImportFindingView {
  @ApiProperty({ type: Number, nullable: true, description: 'As a spreadsheet counts; the header is row 1.' })
  row!: number | null;

  @ApiProperty({ example: 'zero_breaks_series' })
  code!: string;

  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;

  @ApiProperty({ type: String, nullable: true })
  indicator!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'ATVK code.' })
  municipality!: string | null;

  @ApiProperty({ type: String, nullable: true })
  period!: string | null;

  @ApiProperty()
  message!: string;
}

export class ImportFindingPageView {
  @ApiProperty({ type: [ImportFindingView] })
  items!: ImportFindingView[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  perPage!: number;
}

export function importView(record: ImportRecord, language: Language): ImportView {
  const { failure, requestedAt, requestedByName, finishedAt, undoneAt, ...rest } = record;
  return {
    ...rest,
    failure: failure === null ? null : { code: failure.code, message: inLanguage(failure.message, language) },
    requestedAt: requestedAt.toISOString(),
    requestedBy: requestedByName,
    finishedAt: finishedAt?.toISOString() ?? null,
    undoneAt: undoneAt?.toISOString() ?? null,
  };
}

export function undoneImportView(record: ImportRecord, undo: UndoCounts, language: Language): UndoneImportView {
  return Object.assign(importView(record, language), { undo });
}

export function importFindingView(finding: ImportFinding, language: Language): ImportFindingView {
  return { ...finding, message: inLanguage(finding.message, language) };
}
