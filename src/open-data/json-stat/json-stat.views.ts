/** JSON-stat as the OpenAPI document describes it; json-stat.org has the whole of it. */
import { ApiProperty } from '@nestjs/swagger';

class JsonStatItemView {
  @ApiProperty({ enum: ['dataset'] }) class!: string;
  @ApiProperty({ format: 'uri' }) href!: string;
  @ApiProperty() label!: string;
}

class JsonStatLinkView {
  @ApiProperty({ type: [JsonStatItemView] }) item!: JsonStatItemView[];
}

class JsonStatHeadView {
  @ApiProperty({ enum: ['2.0'] }) version!: string;
  @ApiProperty() label!: string;
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'date-time' }) updated!: string;
  @ApiProperty({ format: 'uri' }) href!: string;
  @ApiProperty({ type: [String] }) note!: string[];
  @ApiProperty({ type: Object, description: 'Licence, edition, whether the figures are made up' }) extension!: object;
}

export class JsonStatCollectionView extends JsonStatHeadView {
  @ApiProperty({ enum: ['collection'] }) class!: string;
  @ApiProperty({ type: JsonStatLinkView }) link!: JsonStatLinkView;
}

class JsonStatRoleView {
  @ApiProperty({ type: [String] }) metric!: string[];
  @ApiProperty({ type: [String] }) geo!: string[];
  @ApiProperty({ type: [String] }) time!: string[];
}

export class JsonStatDatasetView extends JsonStatHeadView {
  @ApiProperty({ enum: ['dataset'] }) class!: string;
  @ApiProperty({ type: [String], example: ['indicator', 'municipality', 'period'] }) id!: string[];
  @ApiProperty({ type: [Number] }) size!: number[];
  @ApiProperty({ type: JsonStatRoleView }) role!: JsonStatRoleView;
  @ApiProperty({ type: Object, additionalProperties: { type: 'object' } }) dimension!: object;
  @ApiProperty({
    type: 'array',
    items: { type: 'number', nullable: true },
    description: 'Last dimension fastest; null where there is no number',
  })
  value!: (number | null)[];
  @ApiProperty({ type: Object, additionalProperties: { type: 'string' }, description: 'By place in `value`' })
  status!: object;
}
