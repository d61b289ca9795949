/** Kolada's answers as the OpenAPI document describes them. */
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';

class KoladaEnvelopeView {
  @ApiProperty({ description: 'Values on this page' }) count!: number;
  @ApiProperty({ type: String, nullable: true }) next_url!: string | null;
  @ApiProperty({ type: String, nullable: true }) previous_url!: string | null;
  @ApiPropertyOptional({ description: 'Absent where there is no next page' }) next_page?: string;
  @ApiPropertyOptional({ description: 'Absent where there is no page before' }) previous_page?: string;
}

class KoladaMemberView {
  @ApiProperty() member_id!: string;
  @ApiProperty() member_title!: string;
}

export class KoladaGroupView {
  @ApiProperty({ example: 'G100005' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: [KoladaMemberView] }) members!: KoladaMemberView[];
}

export class KoladaMunicipalityView {
  @ApiProperty({ example: '0001000', description: 'ATVK code; 0000: the country' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['K', 'L'] }) type!: string;
}

export class KoladaUnitView {
  @ApiProperty() id!: string;
  @ApiProperty() title!: string;
  @ApiProperty() municipality!: string;
}

export class KoladaKpiView {
  @ApiProperty({ example: 'U00001', pattern: '^[NU]\\d{5}$' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty() description!: string;
  @ApiPropertyOptional({ description: 'Version 2' }) definition?: string;
  @ApiProperty({ description: 'Never; 0 in version 2', oneOf: [{ type: 'boolean' }, { type: 'integer' }] })
  is_divided_by_gender!: boolean | number;
  @ApiProperty({ enum: ['K', 'L', 'A'] }) municipality_type!: string;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Version 3' }) auspice?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Version 2' }) auspices?: string | null;
  @ApiProperty() operating_area!: string;
  @ApiProperty() perspective!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) prel_publication_date!: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) publication_date!: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Version 2' }) ou_publication_date?: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Newest year with figures' }) publ_period!: string | null;
  @ApiProperty() has_ou_data!: boolean;
  @ApiProperty({ description: 'Our own code', example: 'SP-UC-PAY.CARE' }) indicator!: string;
}

class KoladaValueView {
  @ApiProperty({ enum: ['T'], description: 'Total' }) gender!: string;
  @ApiProperty({ description: '1, or members of a group that contributed' }) count!: number;
  @ApiProperty({ description: 'Empty; - missing, . not applicable, .. confidential' }) status!: string;
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiPropertyOptional({ description: 'Version 3' }) isdeleted?: boolean;
  @ApiPropertyOptional({ description: 'Version 2, with from_date' }) is_deleted?: number;
}

export class KoladaDataView {
  @ApiProperty() kpi!: string;
  @ApiProperty() municipality!: string;
  @ApiProperty({ oneOf: [{ type: 'integer' }, { type: 'string' }], description: 'A number in version 3, text in 2' })
  period!: number | string;
  @ApiProperty({ type: [KoladaValueView] }) values!: KoladaValueView[];
}

/** Documents an answer in the envelope. */
export function ApiEnvelope(row: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(KoladaEnvelopeView, row),
    ApiOkResponse({
      schema: {
        allOf: [
          { $ref: getSchemaPath(KoladaEnvelopeView) },
          {
            type: 'object',
            required: ['values'],
            properties: { values: { type: 'array', items: { $ref: getSchemaPath(row) } } },
          },
        ],
      },
    }),
  );
}
