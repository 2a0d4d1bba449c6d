import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { CONTROLLERS } from './controllers.js';
import { SESSION_COOKIE } from './cookie.js';
import { describeAnswer, type Operation } from './openapi-answers.js';
import { SCHEMAS } from './openapi-schemas.js';
import { describeRequests, withoutNullable } from './request-rules.js';

/** Puts the description at `/api/openapi.json` and the explorer at `/api/docs`; it is built when it is first asked for. */
export function describeApi(app: INestApplication): void {
  let built: OpenAPIObject | undefined;
  const document = (): OpenAPIObject => (built ??= describe(app));
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Redress API',
    // The validator would be somebody else's server.
    swaggerOptions: { validatorUrl: null },
  });
}

/** OpenAPI 3.1: requests by the rules that judge them, answers by the types of the contract. @throws when a route has no answer */
export function describe(app: INestApplication): OpenAPIObject {
  describeRequests(CONTROLLERS);
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription('Complaint desk. Lists take `?limit=50&after=CURSOR`; times are RFC 3339 in UTC; ids are UUIDs.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .addCookieAuth(
      SESSION_COOKIE,
      { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: COOKIE },
      'session',
    )
    .addSecurityRequirements('token')
    .addSecurityRequirements('session')
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
  });
  const { components = {}, paths } = document;
  for (const [path, { get, post, put, patch, delete: remove }] of Object.entries(paths)) {
    for (const operation of [get, post, put, patch, remove]) if (operation) complete(path, operation);
  }
  const requests = Object.entries(components.schemas ?? {}).map(
    ([name, schema]) => [name, withoutNullable(schema)] as const,
  );
  return { ...document, components: { ...components, schemas: { ...Object.fromEntries(requests), ...SCHEMAS } } };
}

const COOKIE = 'Changes need the header X-CSRF-Token as well: `csrfToken` of GET /session.';

function complete(path: string, operation: Operation): void {
  const parameters = (operation.parameters ?? []).map((one) =>
    'schema' in one && one.schema ? { ...one, schema: withoutNullable(one.schema) } : one,
  );
  const named = new Set(parameters.map((one) => ('name' in one ? one.name : '')));
  // A parameter that no method asks for by itself is in the path all the same.
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    if (!named.has(name)) parameters.push({ name, in: 'path', required: true, schema: { type: 'string' } });
  }
  operation.parameters = parameters;
  describeAnswer(operation);
}
