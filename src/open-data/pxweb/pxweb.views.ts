/** PxWeb's answers as the OpenAPI document describes them. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class PxItemView {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: ['l', 't'], description: 'A level or a table' }) type!: string;
  @ApiProperty() text!: string;
  @ApiPropertyOptional({ format: 'date-time' }) updated?: string;
}

class PxVariableView {
  @ApiProperty({ enum: ['indicator', 'municipality', 'period'] }) code!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: [String] }) values!: string[];
  @ApiProperty({ type: [String] }) valueTexts!: string[];
  @ApiPropertyOptional() time?: boolean;
}

export class PxTableView {
  @ApiProperty() title!: string;
  @ApiProperty({ type: [PxVariableView] }) variables!: PxVariableView[];
}

export class PxSelectionView {
  @ApiProperty({ enum: ['item', 'all', 'top'] }) filter!: string;
  @ApiProperty({ type: [String] }) values!: string[];
}

class PxChoiceView {
  @ApiProperty({ enum: ['indicator', 'municipality', 'period'] }) code!: string;
  @ApiProperty({ type: PxSelectionView }) selection!: PxSelectionView;
}

class PxResponseView {
  @ApiProperty({ enum: ['json', 'json-stat', 'json-stat2', 'csv', 'csv2', 'csv3', 'px', 'xlsx'] }) format!: string;
}

export class PxQueryView {
  @ApiProperty({ type: [PxChoiceView] }) query!: PxChoiceView[];
  @ApiProperty({ type: PxResponseView }) response!: PxResponseView;
}
