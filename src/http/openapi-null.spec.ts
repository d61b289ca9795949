import { describe, expect, it } from '@jest/globals';
import { spellNull } from './openapi-null.js';

describe('null in the OpenAPI document', () => {
  const none = { type: 'object', nullable: true, enum: [null] };

  it('stands beside a referenced schema as a choice', () => {
    const reference = { $ref: '#/components/schemas/A' };
    expect(spellNull({ properties: { a: { nullable: true, description: 'd', allOf: [reference] } } })).toEqual({
      properties: { a: { description: 'd', oneOf: [reference, none] } },
    });
    expect(spellNull({ nullable: true, type: 'object', oneOf: [reference, { type: 'string' }] })).toEqual({
      oneOf: [reference, { type: 'string' }, none],
    });
  });

  it('is one of the values of an enumeration, once', () => {
    const role = { type: 'string', nullable: true, enum: ['a', 'b'] };
    expect(spellNull(role)).toEqual({ ...role, enum: ['a', 'b', null] });
    expect(spellNull(spellNull(role))).toEqual(spellNull(role));
  });

  it('leaves everything else as it is', () => {
    const document = {
      a: { type: 'string', nullable: true },
      b: [{ allOf: [{ $ref: '#/x' }] }],
      c: { example: { nullable: true, enum: ['x'] } },
    };
    expect(spellNull(document)).toEqual(document);
  });
});
