import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Desk } from '@redress/desk/desk.js';
import request from 'supertest';
import {
  ADMIN,
  type Actor,
  ANYBODY,
  apiForTest,
  ask,
  givenQueue,
  signedIn,
  type TestApi,
} from '../../../test/support/api.js';
import { asker } from '../../../test/support/given.js';
import { type DescribedSchema, faultsIn } from '../../../test/support/json-schema.js';
import { mail } from '../../../test/support/mails.js';
import { routesOf } from '../../../test/support/routes.js';
import {
  givenChannelAccount,
  givenMailAccount,
  givenQuarantined,
  givenTicket,
  type TicketThings,
} from '../../../test/support/things.js';
import { FILES } from './openapi-answers.js';
import { ANSWERS } from './openapi-schemas.js';
import { DESK } from './parts.js';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly headers?: Readonly<Record<string, object>>;
        readonly content?: Readonly<Record<string, { readonly schema: DescribedSchema }>>;
      }
    >
  >;
  readonly security?: readonly object[];
}

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, DescribedSchema>> };
}

let api: TestApi;
let admin: Actor;
let description: Description;
let things: TicketThings;
const ids: Record<string, string> = {};

beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
  description = (await request(api.url).get('/api/openapi.json')).body;
  const desk = api.app.get<Desk>(DESK);
  const [row] = await api.sql.rows<{ id: string }>('SELECT id FROM agents WHERE email = $1', [ADMIN.email]);
  const boss = asker({ agentId: row?.id ?? null });
  const queue = await givenQueue(api, 'Lamps', null);
  things = await givenTicket(desk, api.sql, boss, queue);
  await givenChannelAccount(desk, boss, queue);
  Object.assign(ids, things, { queue, account: await givenMailAccount(desk, boss, queue) });
  ids['quarantined'] = await givenQuarantined(desk, api.sql);
});
afterAll(() => api.close());

const operations = (): [string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** Every object and list in a document. */
function* partsOf(value: unknown): Generator<object> {
  if (value === null || typeof value !== 'object') return;
  yield value;
  for (const each of Object.values(value)) yield* partsOf(each);
}

describe('the description of the API', () => {
  it('knows every route, and says of each what it answers', () => {
    const described = operations().map(([route]) => route.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1'));
    const routes = routesOf(api.app).filter(
      (route) => !/ \/(?:health|metrics|task\/|portal\/|f\/|mail-accounts\/oauth\/callback)/.test(route),
    );
    expect(described.sort()).toEqual(routes);
    expect(
      operations()
        .map(([, { operationId }]) => operationId)
        .sort(),
    ).toEqual(Object.keys(ANSWERS).sort());
  });

  it('has a body for every success but 202 and 204, and a problem for everything else', () => {
    for (const [route, { responses }] of operations()) {
      const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      expect([route, successes.length]).not.toEqual([route, 0]);
      for (const [status, { content }] of successes)
        expect([route, status, content === undefined]).toEqual([route, status, status === '202' || status === '204']);
      expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('names the kind of every file, and of nothing else', () => {
    const files = Object.entries(ANSWERS).filter(([, { body }]) => body === 'file');
    expect(Object.keys(FILES).sort()).toEqual(files.map(([id]) => id).sort());
  });

  it('is OpenAPI 3.1: references lead somewhere, paths have their parameters, and null is a type', () => {
    expect(description.openapi).toBe('3.1.0');
    for (const part of partsOf(description)) {
      expect(part).not.toHaveProperty('nullable');
      const target: unknown = Reflect.get(part, '$ref');
      if (typeof target === 'string')
        expect(Object.keys(description.components.schemas)).toContain(target.replace('#/components/schemas/', ''));
    }
    for (const [route, { parameters, responses }] of operations()) {
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map((one) => `{${one.name}}`).sort()).toEqual([...(route.match(/\{\w+\}/g) ?? [])].sort());
      expect(inPath.every((one) => one.required)).toBe(true);
      const names = parameters.map((one) => `${one.in} ${one.name}`);
      expect(names).toEqual([...new Set(names)]);
      expect(Object.values(responses).every((one) => one.description !== '')).toBe(true);
    }
  });

  it('names the headers by which changes are made once, and only on what was seen', () => {
    const edit = description.paths['/api/v1/tickets/{ticket}']?.['patch'];
    expect(edit?.parameters).toContainEqual(
      expect.objectContaining({ name: 'If-Match', in: 'header', required: true }),
    );
    expect(edit?.responses['200']?.headers).toHaveProperty('ETag');
    const close = description.paths['/api/v1/tickets/{ticket}/close']?.['post'];
    expect(close?.parameters).toContainEqual(expect.objectContaining({ name: 'If-Match', required: false }));
    expect(close?.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: false }));
    expect(description.paths['/api/v1/session']?.['post']?.security).toEqual([]);
  });
});

interface Question {
  readonly route: string;
  readonly path: string;
  readonly body?: object;
}

/** `{name}` in a path is the id of a thing. */
const QUESTIONS: readonly Question[] = (
  [
    ['GET /session', '/session'],
    ['PATCH /session/preferences', '/session/preferences', { theme: 'dark', language: 'de' }],
    ['GET /tickets', '/tickets?limit=5'],
    ['GET /tickets/counts', '/tickets/counts'],
    ['POST /tickets', '/tickets', { subject: 'A call', text: 'The lamp broke.', customer: { name: 'Ann' } }],
    ['GET /tickets/{ticket}', '/tickets/{ticket}'],
    ['GET /tickets/{ticket}/timeline', '/tickets/{ticket}/timeline'],
    ['GET /tickets/{ticket}/events', '/tickets/{ticket}/events'],
    ['GET /tickets/{ticket}/messages', '/tickets/{ticket}/messages'],
    ['POST /tickets/{ticket}/issues', '/tickets/{ticket}/issues', { summary: 'It is also late' }],
    ['POST /tickets/{ticket}/assign', '/tickets/{ticket}/assign', { ownerId: 'me' }],
    ['POST /tickets/{ticket}/messages', '/tickets/{ticket}/messages', { visibility: 'internal', text: 'Seen.' }],
    [
      'PUT /tickets/{ticket}/draft',
      '/tickets/{ticket}/draft',
      { kind: 'note', to: [], cc: [], text: 'Soon', attachments: [], version: 0 },
    ],
    ['GET /tickets/{ticket}/draft', '/tickets/{ticket}/draft'],
    ['GET /messages/{id}', '/messages/{message}'],
    ['GET /outbox', '/outbox'],
    ['GET /outbox/{id}', '/outbox/{outbox}'],
    ['GET /quarantine', '/quarantine'],
    ['GET /customers', '/customers'],
    ['GET /customers/{id}', '/customers/{customer}'],
    ['GET /queues', '/queues'],
    ['POST /teams', '/teams', { name: 'Lamps', memberIds: [] }],
    ['GET /teams', '/teams'],
    ['POST /agents', '/agents', { name: 'New', email: 'new@desk.test', role: 'agent', teamIds: [] }],
    ['GET /agents', '/agents'],
    ['POST /tokens', '/tokens', { name: 'new', scopes: ['tickets:read'] }],
    ['GET /tokens', '/tokens'],
    ['GET /mail-accounts', '/mail-accounts'],
    ['GET /system-health', '/system-health'],
    ['GET /channels', '/channels'],
    ['GET /mail-settings', '/mail-settings'],
  ] satisfies readonly (readonly [string, string, object?])[]
).map(([route, path, body]) => ({ route, path, ...(body ? { body } : {}) }));

const schemaFor = (route: string, status: number, media = 'application/json'): DescribedSchema => {
  const [method = '', path = ''] = route.split(' ');
  const operation = description.paths[`/api/v1${path}`]?.[method.toLowerCase()];
  const schema = (operation?.responses[status] ?? operation?.responses['default'])?.content?.[media]?.schema;
  if (schema === undefined) throw new Error(`${route} describes no ${media} for ${status}`);
  return schema;
};

describe('what the API answers', () => {
  it.each(QUESTIONS)('$route is what its description says', async ({ route, path, body }) => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'none');
    const method = (['get', 'post', 'put', 'patch'] as const).find((each) => route.startsWith(each.toUpperCase()));
    const answer = await ask(api, admin, method ?? 'get', filled).send(body);
    expect(answer.text).not.toContain('urn:redress:problem');
    expect(faultsIn(answer.body, schemaFor(route, answer.status), description.components.schemas)).toEqual([]);
  });

  it('for a raw mail is a receipt', async () => {
    const answer = await ask(api, admin, 'post', '/intake/email').type('message/rfc822').send(mail());
    expect(answer.status).toBe(201);
    const schema = schemaFor('POST /intake/email', 201);
    expect(faultsIn(answer.body, schema, description.components.schemas)).toEqual([]);
  });

  it('when it refuses is a problem', async () => {
    const refusals = [
      await ask(api, ANYBODY, 'get', '/tickets'),
      await ask(api, admin, 'get', '/tickets/T-1999-000001'),
      await ask(api, admin, 'post', '/tickets').send({ subject: 7 }),
    ];
    expect(refusals.map((answer) => answer.status)).toEqual([401, 404, 422]);
    for (const { body, status } of refusals) {
      const schema = schemaFor('GET /tickets', status, 'application/problem+json');
      expect(faultsIn(body, schema, description.components.schemas)).toEqual([]);
    }
  });

  it('is judged: a missing, a strange and a wrong field are faults', async () => {
    const { body } = await ask(api, admin, 'get', `/tickets/${things.ticket}`);
    const { number, ...rest } = body;
    const wrong = { ...rest, status: 'lost', receivedAt: 'yesterday', colour: number };
    expect(faultsIn(wrong, schemaFor('GET /tickets/{ticket}', 200), description.components.schemas).sort()).toEqual([
      '/colour: is not described',
      '/number: is missing',
      '/receivedAt: yesterday is no time',
      '/status: lost is not in the list',
    ]);
  });
});
