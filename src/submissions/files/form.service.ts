import { Injectable } from '@nestjs/common';
import type { Language } from '../../core/vocabulary.js';
import { problemOfFile, UnreadableFile } from '../../files/refusal.js';
import type { Actor } from '../../http/actor.js';
import { Problem, titleOf } from '../../http/problem.js';
import { CollectionFacts } from '../collection-facts.js';
import type { FormCell } from '../form/form-definition.js';
import { SubmissionService, type OpenedSubmission } from '../submission.service.js';
import { ValueService } from '../values/value.service.js';
import { permissionsOf } from '../workflow/workflow.js';
import { assertIdentity, compareForm, type ComparedLine } from './form-import.js';
import { formLines, identityOfForm, type FormIdentity } from './form-table.js';
import { readForm, type ReadForm } from './read-form.js';
import { writeCsv, writeWorkbook } from './write-form.js';

export interface FormFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What a file brought, or would bring. */
export interface FormImport {
  readonly opened: OpenedSubmission;
  readonly lines: readonly ComparedLine[];
}

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** The form as a file, there and back. */
@Injectable()
export class FormService {
  constructor(
    private readonly submissions: SubmissionService,
    private readonly values: ValueService,
    private readonly facts: CollectionFacts,
  ) {}

  async file(actor: Actor, id: string, kind: 'xlsx' | 'csv', language: Language): Promise<FormFile> {
    const opened = await this.submissions.open(actor, id);
    const lines = formLines(opened, language);
    const identity = await this.identity(opened);
    const content =
      kind === 'xlsx' ? await writeWorkbook(lines, identity, language) : writeCsv(lines, identity, language);
    const name = `veidlapa-${identity.municipality}-${identity.period}.${kind}`;
    return { name, contentType: TYPES[kind], content };
  }

  /**
   * Compares a filled-in form with the submission and, unless it is a dry run, saves what is new or changed. Conflicts
   * and what the actor may not change stay as they are and are reported.
   *
   * @throws Problem for a file that cannot be read or is another form; 422 where a line cannot be used
   */
  async import(actor: Actor, id: string, file: Buffer, dryRun: boolean): Promise<FormImport> {
    const opened = await this.submissions.open(actor, id);
    const form = await readOrRefuse(file);
    assertIdentity(form.identity, await this.identity(opened));
    const lines = compareForm(form.lines, opened.content, editableFor(actor, opened));
    if (dryRun) return { opened, lines };
    const faults = lines.filter(({ outcome }) => outcome === 'invalid');
    if (faults.length > 0) throw linesRefused(faults);
    const changes = lines.flatMap(({ change }) => (change === null ? [] : [change]));
    if (changes.length > 0) await this.values.change(actor, id, changes, { origin: 'file' });
    return { opened: await this.submissions.open(actor, id), lines };
  }

  private async identity(opened: OpenedSubmission): Promise<FormIdentity> {
    const { versions } = await this.facts.catalogues.active();
    const catalogues = new Set(opened.content.form.cells.map(({ indicator }) => indicator.catalogueId));
    const used = versions.filter(({ catalogueId }) => catalogues.has(catalogueId));
    return identityOfForm(opened, used.map(({ catalogueId, version }) => `${catalogueId} ${version}`).join(', '));
  }
}

function editableFor(actor: Actor, { submission, now }: OpenedSubmission): (cell: FormCell) => boolean {
  return (cell) => {
    const module = submission.modules.find((one) => one.module === cell.module);
    if (module === undefined || !permissionsOf(actor, submission, module, now).includes('edit')) return false;
    return module.openCells === null || module.openCells.includes(cell.main);
  };
}

async function readOrRefuse(file: Buffer): Promise<ReadForm> {
  try {
    return await readForm(file);
  } catch (error) {
    if (error instanceof UnreadableFile) throw problemOfFile(error.refusal);
    throw error;
  }
}

function linesRefused(faults: readonly ComparedLine[]): Problem {
  return new Problem({
    status: 422,
    code: 'form_lines_refused',
    title: titleOf(422),
    detail: {
      lv: `Failā ir ${faults.length} rindas, ko nevar izmantot. Labojiet tās un sūtiet vēlreiz; nekas nav saglabāts.`,
      en: `The file has ${faults.length} lines that cannot be used. Correct them and send it again; nothing was saved.`,
    },
    errors: faults.map(({ cell, row, message }) => ({
      path: cell,
      row,
      code: 'line_refused',
      message: message ?? { lv: 'Rindu nevar izmantot.', en: 'The line cannot be used.' },
    })),
  });
}
