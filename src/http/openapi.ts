import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { INestApplication } from '@nestjs/common';
import { ProblemView } from './api-problems.js';
import { spellNull } from './openapi-null.js';
import { describeRefusals } from './openapi-problems.js';

/** The reference of the API, from which the web client is generated. */
export function createOpenApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('mācīties salīdzinot')
    .setDescription('Municipal benchmarks of Latvia: support to social enterprises, cost of social services, workload.')
    .setVersion('1')
    .setLicense('CC BY 4.0 (figures)', 'https://creativecommons.org/licenses/by/4.0/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token made by `token add` or in the pages' })
    .addCookieAuth('macities_session', { type: 'apiKey', in: 'cookie' }, 'session');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels: [ProblemView],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return describeRefusals(spellNull(document));
}

/** Serves `/api/openapi.json` and, for reading, `/api/docs`. */
export function serveOpenApi(app: INestApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api/docs', app, () => (document ??= createOpenApi(app)), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'mācīties salīdzinot: API',
  });
}
