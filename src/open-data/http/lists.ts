/** Query parameters that hold several values: repeated, separated by commas, or both. */
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsString, MaxLength } from 'class-validator';

/** The values of a parameter; parts that are empty do not count. */
export function listOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values
    .flatMap((item) => (typeof item === 'string' ? item.split(',') : [String(item)]))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A parameter with a list of codes. */
export function CodeList(description: string, most: number): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: [String], description: `${description}; repeated or separated by commas` }),
    IsOptional(),
    Transform(({ value }) => (value === undefined ? undefined : listOf(value))),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(60, { each: true }),
  );
}
