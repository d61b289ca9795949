import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Direction } from '../../core/vocabulary.js';
import type { IndicatorKind, RuleKind, Source, ValueType } from '../model/catalogue.js';
import { LocalisedView } from './localised.view.js';

const DIRECTIONS = ['higher_is_better', 'lower_is_better', 'neutral'];
const VALUE_TYPES = ['integer', 'decimal', 'money', 'ordinal', 'boolean', 'FTE', 'hours', 'list'];

/** A code with its name. */
export class CodedView {
  @ApiProperty({ example: 'service_cost' })
  code!: string;

  @ApiProperty({ type: LocalisedView })
  name!: LocalisedView;
}

/** A cell: the indicator itself, or one value of its dimension. */
export class CellView {
  @ApiProperty({ description: 'Flat key', example: 'SP-COST-PAY.CARE' })
  code!: string;

  @ApiProperty({ type: String, nullable: true, example: 'service' })
  dimension!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'CARE' })
  dimensionValue!: string | null;

  @ApiProperty({ type: LocalisedView })
  name!: LocalisedView;

  @ApiProperty({ type: LocalisedView })
  unit!: LocalisedView;

  @ApiProperty({ type: String, nullable: true, description: 'Lasting id under /kolada', example: 'U00042' })
  koladaId!: string | null;

  @ApiProperty({
    type: [Number],
    nullable: true,
    description: 'Plausible unit cost from and to, provisional',
    example: [6, 30],
  })
  warnBand!: readonly number[] | null;
}

/** A rule of the form. */
export class RuleView {
  @ApiProperty({ example: 'H1' })
  id!: string;

  @ApiProperty({ enum: ['hard', 'soft'], description: 'hard: stops the submission; soft: asks for a comment' })
  kind!: RuleKind;

  @ApiProperty({ enum: ['error', 'warning'] })
  severity!: 'error' | 'warning';

  @ApiProperty({ example: '{SELF} >= 0' })
  expression!: string;

  @ApiProperty({ type: LocalisedView })
  message!: LocalisedView;
}

export class CompanionView extends CodedView {
  @ApiProperty({ enum: VALUE_TYPES })
  valueType!: ValueType;
}

export class ScaleStepView {
  @ApiProperty({ example: 2 })
  value!: number;

  @ApiProperty({ type: LocalisedView })
  label!: LocalisedView;
}

export class DisclosureView {
  @ApiProperty({ example: 'D1' })
  code!: string;

  @ApiProperty({ type: LocalisedView })
  rule!: LocalisedView;
}

/** A law or document behind an indicator, with the state of its verification. Shown to LPS only. */
export class ReferenceView {
  @ApiProperty({ example: 'MK1031' })
  id!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: String, nullable: true })
  url!: string | null;

  @ApiProperty({ enum: ['yes', 'partial', 'no'] })
  verified!: Source['verified'];

  @ApiProperty({ type: String, nullable: true })
  note!: string | null;
}

export class CompositePartView {
  @ApiProperty({ example: 'SU-IDX.EVENTS' })
  code!: string;

  @ApiProperty({ type: LocalisedView })
  name!: LocalisedView;

  @ApiProperty({ example: '{SU-L-EVENTS} / {CX-POP} * 10000' })
  formula!: string;

  @ApiProperty({ description: 'Raw weight within the dimension', example: 20 })
  weight!: number;

  @ApiProperty({ description: 'Expression of x that gives 0 to 100, or “intensity”', example: 'intensity' })
  score!: string;

  @ApiProperty({ description: 'Kept in the readiness index' })
  readiness!: boolean;

  @ApiProperty({ description: 'Years averaged before the score', example: 1 })
  averagedYears!: number;
}

export class CompositeDimensionView {
  @ApiProperty({ example: 'D1' })
  id!: string;

  @ApiProperty({ type: LocalisedView })
  name!: LocalisedView;

  @ApiProperty({ example: 20 })
  weight!: number;

  @ApiProperty({ type: [CompositePartView] })
  parts!: CompositePartView[];
}

/** An indicator of the catalogue in both languages. */
export class IndicatorView {
  @ApiProperty({ example: 'SP-COST-PAY' })
  code!: string;

  @ApiProperty({ description: 'Id of its catalogue', example: 'LPS-BM-SU-SP' })
  catalogue!: string;

  @ApiProperty({ description: 'Version of the catalogue in force', example: '0.9.1' })
  version!: string;

  @ApiProperty({ type: LocalisedView })
  name!: LocalisedView;

  @ApiProperty({ type: LocalisedView })
  definition!: LocalisedView;

  @ApiProperty({ enum: ['collected', 'derived'] })
  kind!: IndicatorKind;

  @ApiProperty({ type: CodedView, nullable: true })
  family!: CodedView | null;

  @ApiProperty({ type: CodedView, nullable: true })
  group!: CodedView | null;

  @ApiProperty({ enum: VALUE_TYPES })
  valueType!: ValueType;

  @ApiProperty({ type: LocalisedView })
  unit!: LocalisedView;

  @ApiProperty({ enum: DIRECTIONS })
  direction!: Direction;

  @ApiProperty({ type: String, nullable: true, example: 'per_1000_inhabitants' })
  normaliser!: string | null;

  @ApiProperty({ description: 'Decimals for display', example: 2 })
  decimals!: number;

  @ApiProperty({ description: 'A cost or unit cost: neither good nor bad alone' })
  isCost!: boolean;

  @ApiProperty({ type: String, nullable: true, example: '{SU-O-REG} / {CX-POP} * 10000' })
  formula!: string | null;

  @ApiProperty({ type: [RuleView] })
  rules!: RuleView[];

  @ApiProperty({ type: [CompanionView] })
  companions!: CompanionView[];

  @ApiProperty({ type: [ScaleStepView] })
  scale!: ScaleStepView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Dimension that divides it into cells',
    example: 'service',
  })
  dimension!: string | null;

  @ApiProperty({ type: [CellView] })
  cells!: CellView[];

  @ApiProperty({ type: DisclosureView, nullable: true })
  disclosure!: DisclosureView | null;

  @ApiProperty({ type: String, nullable: true, description: 'Where prefilled or centrally loaded values come from' })
  source!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who in the municipality answers for it' })
  ownerRole!: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Note of the editors; LPS only' })
  note?: string | null;

  @ApiPropertyOptional({ type: [ReferenceView], description: 'Laws and documents; LPS only' })
  refs?: ReferenceView[];
}

/** One indicator; `cell` where the code asked for was that of a cell. */
export class IndicatorDetailView extends IndicatorView {
  @ApiProperty({ type: CellView, nullable: true })
  cell!: CellView | null;

  @ApiProperty({ type: [CompositeDimensionView], description: 'What a composite index is made of; empty otherwise' })
  composition!: CompositeDimensionView[];
}

export class IndicatorPageView {
  @ApiProperty({ type: [IndicatorView] })
  items!: IndicatorView[];

  @ApiProperty({ example: 81 })
  total!: number;

  @ApiProperty({ example: 1 })
  page!: number;

  @ApiProperty({ example: 100 })
  perPage!: number;
}
