import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { CONTROLLERS } from './controllers.js';
import { SESSION_COOKIE } from './cookie.js';
import { describeRequests } from './request-rules.js';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail', 'requestId', 'errors'],
  properties: {
    type: { type: 'string', example: 'urn:redress:problem:moved-on' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do about it' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

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

export function describe(app: INestApplication): OpenAPIObject {
  describeRequests(CONTROLLERS);
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription('Complaint desk. Lists take `?limit=50&after=CURSOR`; times are RFC 3339 in UTC; ids are UUIDs.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }, 'session')
    .addSecurityRequirements('token')
    .addSecurityRequirements('session')
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
  });
  const { components = {}, paths } = document;
  for (const path of Object.values(paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation)
        operation.responses = { ...operation.responses, default: problem('A refusal, or a fault of ours') };
    }
  }
  return { ...document, components: { ...components, schemas: { ...components.schemas, Problem: PROBLEM } } };
}
