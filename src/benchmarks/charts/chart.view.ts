import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class ChartColumnView {
  @ApiProperty()
  key!: string;

  @ApiProperty()
  label!: string;

  @ApiPropertyOptional()
  unit?: string;

  @ApiProperty()
  numeric!: boolean;

  @ApiPropertyOptional({ description: 'Digits after the decimal comma when shown; numbers travel unrounded.' })
  decimals?: number;
}

export class ChartTableView {
  @ApiProperty({ type: [ChartColumnView] })
  columns!: readonly ChartColumnView[];

  @ApiProperty({ type: [Object], description: 'One row for each mark, by the keys of the columns.' })
  rows!: readonly object[];
}

export class ChartView {
  @ApiProperty({ description: 'The finding as a headline.' })
  title!: string;

  @ApiProperty({ description: 'Indicator, unit, period and peer group.' })
  subtitle!: string;

  @ApiProperty({ description: 'The finding in one sentence.' })
  finding!: string;

  @ApiProperty({ type: Object, additionalProperties: true, description: 'Option of Apache ECharts 6.' })
  option!: object;

  @ApiProperty({ type: ChartTableView })
  table!: ChartTableView;

  @ApiProperty()
  source!: string;

  @ApiProperty({ description: 'Edition and reliability of the figures.' })
  status!: string;

  @ApiProperty({ description: 'Text alternative.' })
  description!: string;

  @ApiProperty()
  width!: number;

  @ApiProperty()
  height!: number;

  @ApiPropertyOptional({ type: [Object], description: 'Maps to be registered with ECharts before the option is set.' })
  maps?: readonly object[];
}
