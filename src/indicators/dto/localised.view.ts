import { ApiProperty } from '@nestjs/swagger';
import type { LocalisedText } from '../../core/vocabulary.js';

/** A text in both languages. */
export class LocalisedView implements LocalisedText {
  @ApiProperty({ example: 'iedzīvotāji' })
  lv!: string;

  @ApiProperty({ example: 'inhabitants' })
  en!: string;
}
