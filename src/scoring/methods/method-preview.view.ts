import { ApiProperty } from '@nestjs/swagger';
import type { Comparison, Language } from '../../core/vocabulary.js';
import { inLanguage } from '../../http/language.js';
import type { NamedMove, PreviewResult } from './method-preview.js';

class PresentView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null: nothing is published, the newest run stands for it',
  })
  edition!: string | null;
  @ApiProperty({ format: 'uuid' }) run!: string;
  @ApiProperty() methodVersion!: string;
}

class ChangedOptionView {
  @ApiProperty() option!: string;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }] }) before!: string | number;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }] }) after!: string | number;
}

class PreviewSummaryView {
  @ApiProperty({ description: 'Indicators compared; those under disclosure rules are left out' }) indicators!: number;
  @ApiProperty({ description: 'Scores compared' }) scores!: number;
  @ApiProperty({ description: 'Scores that differ in anything' }) moved!: number;
  @ApiProperty() rank!: number;
  @ApiProperty() percentile!: number;
  @ApiProperty() quantileGroup!: number;
  @ApiProperty() comparison!: number;
}

class StandingView {
  @ApiProperty({ type: Number, nullable: true }) rank!: number | null;
  @ApiProperty({ type: Number, nullable: true }) percentile!: number | null;
  @ApiProperty({ type: Number, nullable: true }) quantileGroup!: number | null;
  @ApiProperty({ type: String }) comparison!: Comparison;
  @ApiProperty({ type: Number, nullable: true }) z!: number | null;
  @ApiProperty({ type: Number, nullable: true }) robustZ!: number | null;
}

class NameView {
  @ApiProperty() atvk!: string;
  @ApiProperty() name!: string;
}

class IndicatorNameView {
  @ApiProperty() code!: string;
  @ApiProperty() name!: string;
}

class MoveView {
  @ApiProperty({ type: IndicatorNameView }) indicator!: IndicatorNameView;
  @ApiProperty({ type: NameView }) municipality!: NameView;
  @ApiProperty({ type: StandingView }) before!: StandingView;
  @ApiProperty({ type: StandingView }) after!: StandingView;
  @ApiProperty({ type: [String], description: 'Options that move it' }) because!: readonly string[];
}

/** What a draft would change beside the present edition. */
export class PreviewView {
  @ApiProperty({ description: 'Version of the draft' }) method!: string;
  @ApiProperty({ type: PresentView }) present!: PresentView;
  @ApiProperty() period!: string;
  @ApiProperty() peerGroup!: string;
  @ApiProperty({ type: [ChangedOptionView] }) changedOptions!: readonly ChangedOptionView[];
  @ApiProperty({ type: PreviewSummaryView }) summary!: PreviewSummaryView;
  @ApiProperty({ type: [MoveView], description: 'The largest changes of rank first, at most 1,000' })
  moves!: readonly MoveView[];
}

export function previewView(result: PreviewResult, language: Language): PreviewView {
  return { ...result, moves: result.moves.map((move) => moveView(move, language)) };
}

function moveView(move: NamedMove, language: Language): MoveView {
  const { indicator, indicatorName, municipality, before, after, because } = move;
  return {
    indicator: { code: indicator, name: inLanguage(indicatorName, language) },
    municipality: { atvk: municipality.atvk, name: inLanguage(municipality.name, language) },
    before,
    after,
    because,
  };
}
