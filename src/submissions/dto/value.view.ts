import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Severity, ValueStatus } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';
import { LanguageQuery, PageQuery } from '../../http/paging.js';
import { MODULES, type Permission } from '../workflow/workflow.js';

const STATUSES = ['reported', 'not_applicable', 'not_collected', 'not_provided', 'confidential'];
const SEVERITIES = ['error', 'warning', 'information'];

export class ValuesQuery extends LanguageQuery {
  @ApiPropertyOptional({ enum: MODULES })
  @IsOptional()
  @IsIn(MODULES)
  module?: FormModule;
}

export class FindingsQuery extends ValuesQuery {
  @ApiPropertyOptional({ enum: SEVERITIES })
  @IsOptional()
  @IsIn(SEVERITIES)
  severity?: Severity;
}

export class HistoryQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'SU-L-EVENTS' })
  @IsOptional()
  cell?: string;
}

export class FormScaleStepView {
  @ApiProperty() value!: number;
  @ApiProperty() label!: string;
}

export class BesideView {
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty({ enum: STATUSES }) status!: ValueStatus;
  @ApiProperty({ description: 'As it is written in the language of the answer' }) understood!: string;
  @ApiProperty({ example: '2024' }) period!: string;
}

export class OfferView {
  @ApiProperty({ enum: ['record', 'last_year'] }) kind!: 'record' | 'last_year';
  @ApiProperty() value!: number;
  @ApiProperty() understood!: string;
  @ApiProperty({ type: String, nullable: true }) source!: string | null;
}

export class PeersView {
  @ApiProperty({ example: '2024' }) period!: string;
  @ApiProperty({ description: 'Municipalities compared' }) count!: number;
  @ApiProperty() median!: number;
}

export class ValueView {
  @ApiProperty({ example: 'SU-M-GRANT-EUR|n', description: 'Flat key' }) cell!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Key of the field that a companion stands beside' })
  companionOf!: string | null;
  @ApiProperty({ example: 'SU-M-GRANT-EUR' }) indicator!: string;
  @ApiProperty({ type: String, nullable: true }) dimensionValue!: string | null;
  @ApiProperty({ enum: MODULES }) module!: FormModule;
  @ApiProperty({ enum: ['collected', 'central', 'derived'] }) kind!: string;
  @ApiProperty() name!: string;
  @ApiProperty() definition!: string;
  @ApiProperty() unit!: string;
  @ApiProperty() valueType!: string;
  @ApiProperty() decimals!: number;
  @ApiProperty({ type: [FormScaleStepView] }) scale!: FormScaleStepView[];
  @ApiProperty() required!: boolean;
  @ApiProperty({ description: 'Whether the reader may change it now' }) editable!: boolean;
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of fields that are lists' }) content!: string | null;
  @ApiProperty({ enum: STATUSES }) status!: ValueStatus;
  @ApiProperty({ description: 'How the status is shown: a number, ×, …, .., :' }) symbol!: string;
  @ApiProperty({ description: 'How the value was understood' }) understood!: string;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence!: string | null;
  @ApiProperty({ type: String, nullable: true, enum: ['typed', 'offer', 'file', 'system', 'undo'] })
  origin!: string | null;
  @ApiProperty({ description: '0 for a cell that nobody has touched' }) version!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) changedAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) changedBy!: string | null;
  @ApiProperty({ type: BesideView, nullable: true }) lastYear!: BesideView | null;
  @ApiProperty({ type: OfferView, nullable: true }) offer!: OfferView | null;
  @ApiProperty({ type: PeersView, nullable: true }) peers!: PeersView | null;
}

export class FindingView {
  @ApiProperty({ example: 'SU-L-EVENTS.S1' }) code!: string;
  @ApiProperty({ enum: SEVERITIES }) severity!: Severity;
  @ApiProperty() cell!: string;
  @ApiProperty({ enum: MODULES }) module!: FormModule;
  @ApiProperty({ description: 'What is odd, against what, and what to do' }) message!: string;
  @ApiProperty({ description: 'Whether an explanation of substance stands beside the value' }) explained!: boolean;
}

const PERMITTED = {
  type: 'object',
  additionalProperties: { type: 'array', items: { type: 'string' } },
  description: 'By module',
} as const;

export class ValuesView {
  @ApiProperty({ type: [ValueView] }) items!: ValueView[];
  @ApiProperty() total!: number;
  @ApiProperty({ type: [FindingView] }) findings!: FindingView[];
  @ApiProperty(PERMITTED) permittedActions!: Partial<Record<FormModule, Permission[]>>;
}

export class FindingsView {
  @ApiProperty({ type: [FindingView] }) items!: FindingView[];
  @ApiProperty() total!: number;
  @ApiProperty() errors!: number;
  @ApiProperty() warnings!: number;
  @ApiProperty() unexplained!: number;
  @ApiProperty(PERMITTED) permittedActions!: Partial<Record<FormModule, Permission[]>>;
}

export class ChangeView {
  @ApiProperty({ type: [ValueView], description: 'Cells that changed, those set by the system included' })
  changed!: ValueView[];
  @ApiProperty({ type: [String], description: 'Cells whose findings were looked at anew' }) checkedCells!: string[];
  @ApiProperty({ type: [FindingView] }) findings!: FindingView[];
  @ApiProperty(PERMITTED) permittedActions!: Partial<Record<FormModule, Permission[]>>;
}

export class CellChangeView extends ChangeView {
  @ApiProperty({ type: ValueView }) cell!: ValueView;
}

export class HistoryEntryView {
  @ApiProperty() cell!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty({ type: String, nullable: true }) content!: string | null;
  @ApiProperty({ enum: STATUSES }) status!: ValueStatus;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence!: string | null;
  @ApiProperty() origin!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, nullable: true }) recordedBy!: string | null;
}

export class HistoryView {
  @ApiProperty({ type: [HistoryEntryView] }) items!: HistoryEntryView[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() perPage!: number;
}
