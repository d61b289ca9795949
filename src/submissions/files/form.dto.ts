import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import type { Language } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';
import { LanguageQuery } from '../../http/paging.js';
import { permittedActions, type Permission } from '../workflow/workflow.js';
import type { Actor } from '../../http/actor.js';
import { OUTCOMES, type Outcome } from './form-import.js';
import type { FormImport } from './form.service.js';

export class FormImportQuery extends LanguageQuery {
  @ApiPropertyOptional({ default: false, description: 'Show what would change, and change nothing' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  dryRun = false;
}

export class FormContentView {
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty({ type: String, nullable: true }) content!: string | null;
  @ApiProperty() status!: string;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence!: string | null;
}

export class FormLineView {
  @ApiProperty() cell!: string;
  @ApiProperty() sheet!: string;
  @ApiProperty({ description: 'As a spreadsheet counts' }) row!: number;
  @ApiProperty({ enum: OUTCOMES }) outcome!: Outcome;
  @ApiProperty({ type: FormContentView }) before!: FormContentView;
  @ApiProperty({ type: FormContentView, nullable: true }) after!: FormContentView | null;
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
}

export class FormImportView {
  @ApiProperty() dryRun!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Lines by outcome' })
  counts!: Record<Outcome, number>;
  @ApiProperty({ type: [FormLineView], description: 'Lines that change something or cannot be used' })
  items!: FormLineView[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } })
  permittedActions!: Partial<Record<FormModule, Permission[]>>;
}

export function formImportView(
  { opened, lines }: FormImport,
  dryRun: boolean,
  actor: Actor,
  language: Language,
): FormImportView {
  const counts = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, lines.filter((line) => line.outcome === outcome).length]),
  ) as Record<Outcome, number>;
  return {
    dryRun,
    counts,
    items: lines
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ cell, sheet, row, outcome, before, after, message }) => ({
        cell,
        sheet,
        row,
        outcome,
        before: contentView(before),
        after: after === null ? null : contentView(after),
        message: message?.[language] ?? null,
      })),
    permittedActions: permittedActions(actor, opened.submission, opened.now),
  };
}

function contentView({ value, content, status, comment, evidence }: FormContentView): FormContentView {
  return { value, content, status, comment, evidence };
}
