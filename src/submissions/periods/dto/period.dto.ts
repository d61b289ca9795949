import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { Language } from '../../../core/vocabulary.js';
import { inLanguage } from '../../../http/language.js';
import { nextStates, PERIOD_STATES, type PeriodRecord, type PeriodState } from '../reporting-period.js';

export class DeadlinesBody {
  @ApiPropertyOptional({ format: 'date', example: '2027-03-31', description: 'Social enterprises' })
  @IsOptional()
  @IsString()
  SU?: string;

  @ApiPropertyOptional({ format: 'date', example: '2027-03-31', description: 'Service costs' })
  @IsOptional()
  @IsString()
  SP?: string;

  @ApiPropertyOptional({ format: 'date', example: '2027-02-15', description: 'Social work workload' })
  @IsOptional()
  @IsString()
  SD?: string;
}

export class TitleBody {
  @ApiProperty({ example: '2026. gads' })
  @IsString()
  @MaxLength(200)
  lv!: string;

  @ApiProperty({ example: 'Year 2026' })
  @IsString()
  @MaxLength(200)
  en!: string;
}

export class PeriodChangeBody {
  @ApiPropertyOptional({ enum: PERIOD_STATES })
  @IsOptional()
  @IsIn(PERIOD_STATES)
  state?: PeriodState;

  @ApiPropertyOptional({ format: 'date', example: '2027-01-02' })
  @IsOptional()
  @IsString()
  opensOn?: string;

  @ApiPropertyOptional({ type: DeadlinesBody, description: 'Modules left out keep their day.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DeadlinesBody)
  deadlines?: DeadlinesBody;

  @ApiPropertyOptional({ type: TitleBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => TitleBody)
  title?: TitleBody;
}

export class NewPeriodBody {
  @ApiProperty({
    example: '2026',
    description: 'A year, `2026-H1`, `2026-Q3`, `2026-05`, or any other code with days.',
  })
  @Matches(/^[0-9A-Za-z][0-9A-Za-z-]{0,31}$/)
  code!: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsString()
  startsOn?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsString()
  endsOn?: string;

  @ApiPropertyOptional({ enum: PERIOD_STATES, default: 'planned' })
  @IsOptional()
  @IsIn(PERIOD_STATES)
  state?: PeriodState;

  @ApiPropertyOptional({ default: false })
  @IsOptional()
  @IsBoolean()
  isPractice?: boolean;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsString()
  opensOn?: string;

  @ApiPropertyOptional({ type: DeadlinesBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => DeadlinesBody)
  deadlines?: DeadlinesBody;

  @ApiPropertyOptional({ type: TitleBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => TitleBody)
  title?: TitleBody;
}

export class PeriodView {
  @ApiProperty({ example: '2025' })
  code!: string;
  @ApiProperty({ enum: PERIOD_STATES })
  state!: PeriodState;
  @ApiProperty({ example: '2025. gads' })
  title!: string;
  @ApiProperty({ example: '2025. gads' })
  titleLv!: string;
  @ApiProperty({ example: 'Year 2025' })
  titleEn!: string;
  @ApiProperty({ format: 'date', example: '2025-01-01' })
  startsOn!: string;
  @ApiProperty({ format: 'date', example: '2025-12-31' })
  endsOn!: string;
  @ApiProperty({ example: false })
  isPractice!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-01-02' })
  opensOn!: string | null;
  @ApiProperty({ type: DeadlinesBody })
  deadlines!: DeadlinesBody;
  @ApiProperty({ example: 1, description: 'Goes up with every change; the entity tag.' })
  version!: number;
  @ApiProperty({ enum: PERIOD_STATES, isArray: true, description: 'States that an administrator may set next.' })
  nextStates!: PeriodState[];
}

export class PeriodPageView {
  @ApiProperty({ type: [PeriodView] })
  items!: PeriodView[];
  @ApiProperty({ example: 4 })
  total!: number;
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 100 })
  perPage!: number;
}

export function periodView(period: PeriodRecord, language: Language): PeriodView {
  const { code, state, title, startsOn, endsOn, isPractice, opensOn, deadlines, version } = period;
  return {
    code,
    state,
    title: inLanguage(title, language),
    titleLv: title.lv,
    titleEn: title.en,
    startsOn,
    endsOn,
    isPractice,
    opensOn,
    deadlines: { ...deadlines },
    version,
    nextStates: [...nextStates(period)],
  };
}
