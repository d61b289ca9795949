import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { titleOf } from './problem.js';

class InputErrorView {
  @ApiProperty({ description: 'Field, parameter or column' }) path!: string;
  @ApiPropertyOptional({ description: 'Row as a spreadsheet counts it' }) row?: number;
  @ApiProperty() code!: string;
  @ApiProperty({ description: 'Sentence in the asked language' }) message!: string;
}

/** Problem details (RFC 9457) as the OpenAPI document describes them. */
export class ProblemView {
  @ApiProperty({ example: 'urn:macities:problem:not_found' }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty() status!: number;
  @ApiProperty({ description: 'Stable, for programs' }) code!: string;
  @ApiPropertyOptional() detail?: string;
  @ApiPropertyOptional() instance?: string;
  @ApiPropertyOptional({ type: [InputErrorView] }) errors?: InputErrorView[];
}

/** Documents the refusals of a route; 429 and the like belong to every route and need no mention. */
export function ApiProblems(...statuses: number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemView, InputErrorView),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: titleOf(status).en,
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
      }),
    ),
  );
}
