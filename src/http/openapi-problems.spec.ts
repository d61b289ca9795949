import { describe, expect, it } from '@jest/globals';
import { describeRefusals } from './openapi-problems.js';

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } };

describe('refusals in the OpenAPI document', () => {
  const get = {
    summary: 'One',
    responses: {
      '200': { description: 'Found' },
      '404': { description: 'No such thing' },
      '422': { description: 'Own form', content: { 'application/json': {} } },
    },
  };
  const document = describeRefusals({
    openapi: '3.0.0',
    paths: { '/api/v1/things': { get, parameters: [] }, '/kolada/v3/kpi': { get } },
  });
  const described = document.paths['/api/v1/things'].get.responses as Record<string, unknown>;

  it('have the form of a problem document and keep their words', () => {
    expect(described['404']).toEqual({ description: 'No such thing', content: problem });
  });

  it('are added where every route has them', () => {
    for (const status of ['400', '429', '503']) expect(described[status]).toMatchObject({ content: problem });
  });

  it('keep a form of their own; answers that are no refusals stay as they are', () => {
    expect(described['422']).toBe(get.responses['422']);
    expect(described['200']).toBe(get.responses['200']);
    expect(document.paths['/api/v1/things'].parameters).toEqual([]);
  });

  it('outside the API are left alone', () => {
    expect(document.paths['/kolada/v3/kpi']).toEqual({ get });
  });
});
