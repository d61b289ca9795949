import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import type { RunRecord, RunState } from '../runs/run-repository.js';

const STATES: readonly RunState[] = ['queued', 'running', 'done', 'failed'];

/** Body of `POST /scoring-runs`. */
export class ScoringRunBody {
  @ApiPropertyOptional({ type: [String], example: ['2025'], description: 'Every changed period where absent.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  periods?: string[];

  @ApiPropertyOptional({ default: false, description: 'Score everything anew, changed or not.' })
  @IsOptional()
  @IsBoolean()
  full?: boolean;
}

export class ScoringRunTicketView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: STATES })
  state!: RunState;
}

export class RunProgressView {
  @ApiProperty({ description: 'Scores computed so far (rows: indicator × period × peer group).' })
  done!: number;

  @ApiProperty()
  total!: number;
}

export class ScoringRunView extends ScoringRunTicketView {
  @ApiProperty({ type: [String], nullable: true, description: 'null: every period in which something changed.' })
  periods!: readonly string[] | null;

  @ApiProperty()
  full!: boolean;

  @ApiProperty({ type: Number, nullable: true, description: 'Place among the finished runs.' })
  sequence!: number | null;

  @ApiProperty({ type: RunProgressView })
  progress!: RunProgressView;

  @ApiProperty({ type: String, format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: string | null;

  @ApiProperty()
  methodVersion!: string;

  @ApiProperty({ type: Object, additionalProperties: true, description: 'Every option of the method.' })
  method!: object;

  @ApiProperty({ type: Object, additionalProperties: { type: 'integer' }, description: 'Version id by catalogue.' })
  catalogues!: Readonly<Record<string, number>>;

  @ApiProperty()
  softwareVersion!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 based, hexadecimal; the same input, the same hash.',
  })
  inputHash!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Hash of all scores of the state that the run left.' })
  resultHash!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Columns (indicator × period) that were computed.' })
  columnsRecomputed!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Columns that stayed as they were.' })
  columnsReused!: number | null;

  @ApiProperty({ type: String, nullable: true })
  failure!: string | null;
}

export class ScoringRunPageView {
  @ApiProperty({ type: [ScoringRunView] })
  items!: readonly ScoringRunView[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  perPage!: number;
}

export function ticketView({ id, state }: RunRecord): ScoringRunTicketView {
  return { id, state };
}

export function runView(run: RunRecord): ScoringRunView {
  return {
    id: run.id,
    state: run.state,
    periods: run.periods,
    full: run.full,
    sequence: run.sequence,
    progress: { done: run.progressDone, total: run.progressTotal },
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    methodVersion: run.methodVersion,
    method: run.method,
    catalogues: run.catalogues,
    softwareVersion: run.softwareVersion,
    inputHash: run.inputHash?.toString('hex') ?? null,
    resultHash: run.resultHash?.toString('hex') ?? null,
    columnsRecomputed: run.columnsRecomputed,
    columnsReused: run.columnsReused,
    failure: run.failure,
  };
}
