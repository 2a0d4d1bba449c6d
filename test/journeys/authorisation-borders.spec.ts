import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import request from 'supertest';
import { derivedId } from '../../apps/api/src/asked.js';
import { Askers } from '../../apps/api/src/askers.js';
import {
  ADMIN,
  ANYBODY,
  type Actor,
  apiForTest,
  ask,
  givenAgent,
  givenToken,
  signedIn,
  type TestApi,
} from '../support/api.js';
import { until } from '../support/until.js';

let api: TestApi;
let admin: Actor;
beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
});
afterAll(async () => api.close());

const cookieOnly = (): Actor => ({ headers: { cookie: admin.headers['cookie'] ?? '' } });
const newTeam = (name: string) => ({ name, memberIds: [] });

describe('a page of another site', () => {
  it('changes nothing with our cookie: a change needs the token that only our pages can read', async () => {
    await ask(api, cookieOnly(), 'post', '/teams').send(newTeam('Forged')).expect(403);
    const wrong = { headers: { ...cookieOnly().headers, 'x-csrf-token': 'x'.repeat(43) } };
    await ask(api, wrong, 'post', '/teams').send(newTeam('Forged')).expect(403);
    await ask(api, admin, 'post', '/teams').send(newTeam('Genuine')).expect(201);
  });

  it.each([
    ['an origin of its own', { Origin: 'https://evil.test' }],
    ['an opaque origin', { Origin: 'null' }],
    ['a browser that says so', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour under our domain', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is refused even with the token when it comes from %s', async (_, headers) => {
    await ask(api, admin, 'post', '/teams').set(headers).send(newTeam('Forged')).expect(403);
    await ask(api, ANYBODY, 'post', '/session').set(headers).send(ADMIN).expect(403);
  });

  it('cannot send JSON as plain text, nor a change as a GET', async () => {
    await ask(api, admin, 'post', '/teams')
      .type('text/plain')
      .send(JSON.stringify(newTeam('Plain')))
      .expect(415);
    await ask(api, admin, 'post', '/teams').set('X-HTTP-Method-Override', 'DELETE').send({}).expect(422);
    const teams = await ask(api, admin, 'get', '/teams').expect(200);
    expect(teams.body.data.map((team: { name: string }) => team.name)).not.toContain('Plain');
  });

  it('of ours may do it', async () => {
    const own = { Origin: api.url, 'Sec-Fetch-Site': 'same-origin' };
    await ask(api, admin, 'post', '/teams').set(own).send(newTeam('From our page')).expect(201);
  });
});

describe('a host name that is not ours', () => {
  it.each(['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', 'evil.test:3000', ''])(
    'is refused: "%s"',
    async (host) => {
      expect(await statusFor(host)).toBe(400);
    },
  );

  it.each(['localhost:3000', '127.0.0.1', '[::1]:8080', '127.8.8.8:1'])('may be ours: "%s"', async (host) => {
    expect(await statusFor(host)).toBe(401);
  });

  it('is no matter to a probe', async () => {
    await request(api.url).get('/health/live').set('Host', '10.1.2.3').expect(200);
  });
});

describe('a body', () => {
  it('with fields that no request names is refused, and nothing of it is done', async () => {
    const eva = await givenAgent(api, 'Eva', 'agent');
    const columns = [
      'password_hash',
      'passwordHash',
      'rights_version',
      'version',
      'id',
      'email',
      'demo',
      'created_at',
      'disabledAt',
    ];
    for (const column of columns) {
      const answer = await ask(api, admin, 'patch', `/agents/${eva.id}`)
        .set('If-Match', '"1"')
        .send({ name: 'Other', [column]: 'x' })
        .expect(422);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: `/${column}`, code: 'unknownField' })]);
    }
    const own = await signedIn(api, eva.email, eva.password);
    await ask(api, own, 'patch', '/session/preferences').send({ role: 'admin' }).expect(422);
    const session = await ask(api, own, 'get', '/session').expect(200);
    expect(session.body.agent).toMatchObject({ name: 'Eva', role: 'agent' });
  });

  it.each([
    ['that reaches for the prototype', '{"name":"x","memberIds":[],"__proto__":{"isAdmin":true}}', 422],
    [
      'that reaches for it by the constructor',
      '{"name":"x","memberIds":[],"constructor":{"prototype":{"isAdmin":true}}}',
      422,
    ],
    ['that breaks off', '{"name":', 400],
    ['that is a text', '"text"', 400],
    ['that is a list', '[]', 422],
    ['that is nested five thousand deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 422],
    ['with things where texts belong', '{"name":"x","memberIds":[{"a":{"b":{}}}]}', 422],
  ])('%s is refused', async (_, body, status) => {
    await ask(api, admin, 'post', '/teams').type('application/json').send(body).expect(status);
    expect(Object.prototype).not.toHaveProperty('isAdmin');
  });

  it('of more than four megabytes is refused before it is read', async () => {
    await ask(api, admin, 'post', '/teams')
      .send({ name: 'x'.repeat(5_000_000), memberIds: [] })
      .expect(413);
  });
});

describe('a query', () => {
  it.each(["'; DROP TABLE agents; --", '(select pg_sleep(3))', '%', '\\', 'a[__proto__][x]=1'])(
    'like %s is only a text to look for',
    async (q) => {
      const took: number[] = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const began = Date.now();
        await ask(api, admin, 'get', '/customers')
          .query({ q })
          .expect(200, { data: [], page: { next: null, hasMore: false } });
        took.push(Date.now() - began);
      }
      expect(Math.min(...took)).toBeLessThan(3_000);
    },
  );

  it('with a parameter that no list has, or a cursor that no list gave, is refused', async () => {
    for (const query of [
      'sort=(select+pg_sleep(3))',
      'limit=0',
      'limit=1e9',
      'after=abc',
      'a[__proto__][x]=1',
      'limit=1&limit=2',
    ]) {
      await ask(api, admin, 'get', `/customers?${query}`).expect(422);
    }
  });

  it('or a path with a NUL is refused before anybody looks for it', async () => {
    for (const path of ['/customers?q=a%00b', '/tickets?q=%00', '/tickets/T-2026-1%00', '/tickets?after=%00']) {
      const refused = await ask(api, admin, 'get', path).expect(422);
      expect(refused.body).toMatchObject({ type: 'urn:redress:problem:invalid', title: expect.any(String) });
      expect(JSON.stringify(refused.body)).toContain('NUL');
    }
  });
});

describe('a version', () => {
  it('must be said, and must be the newest', async () => {
    const made = await ask(api, admin, 'post', '/teams').send(newTeam('Versioned')).expect(201);
    expect(made.headers['etag']).toBe('"1"');
    const path = `/teams/${made.body.id}`;
    const unsaid = await ask(api, admin, 'put', path).send(newTeam('Renamed')).expect(428);
    // A number in the hint would be taken for the right one.
    expect(JSON.stringify(unsaid.body)).not.toMatch(/"\\"\d+\\""/);
    await ask(api, admin, 'put', path).set('If-Match', 'soon').send(newTeam('Renamed')).expect(422);
    const moved = await ask(api, admin, 'put', path).set('If-Match', '"1"').send(newTeam('Renamed')).expect(200);
    expect(moved.headers['etag']).toBe('"2"');
    const late = await ask(api, admin, 'put', path).set('If-Match', '"1"').send(newTeam('Too late')).expect(412);
    expect(late.body).toMatchObject({ type: 'urn:redress:problem:moved-on', status: 412, errors: [] });
    expect(late.headers['content-type']).toMatch(/^application\/problem\+json/);
  });
});

describe('an Idempotency-Key', () => {
  const post = (key: string, name: string, actor: Actor = admin) =>
    ask(api, actor, 'post', '/teams').set('Idempotency-Key', key).send(newTeam(name));

  it('makes twenty requests at once count as one, with one answer for all', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('k-1', 'Only once')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(19);
    expect(answers.every(({ headers }) => headers['etag'] === '"1"')).toBe(true);
  });

  it('is refused for another request, and free for another person', async () => {
    await post('k-2', 'First').expect(201);
    await post('k-2', 'Second').expect(409);
    const other = await givenToken(api, await adminId(), ['admin']);
    await post('k-2', 'Third', other).expect(201);
  });

  it('is free again after a refusal', async () => {
    await post('k-3', '').expect(422);
    await post('k-3', 'Now with a name').expect(201);
  });

  it('is taken over from a request whose process died', async () => {
    const owner = `agent:${await adminId()}`;
    const first = post('k-4', 'Died').expect(201);
    await first;
    await api.sql.rows(
      `UPDATE idempotency_keys SET status = NULL, body = NULL, created_at = now() - interval '31 seconds' WHERE asker = $1 AND key = 'k-4'`,
      [owner],
    );
    const again = await post('k-4', 'Died');
    // The team of the first one is there: the second runs for itself and is told so.
    expect(again.body.errors[0]).toMatchObject({ pointer: '/name', code: 'taken' });
  });

  it('keeps no secret in the clear', async () => {
    const body = { name: 'for a machine', scopes: ['tickets:read'] };
    const made = await ask(api, admin, 'post', '/tokens').set('Idempotency-Key', 'k-5').send(body).expect(201);
    const again = await ask(api, admin, 'post', '/tokens').set('Idempotency-Key', 'k-5').send(body).expect(201);
    expect(again.body.secret).toBe(made.body.secret);
    const stored = JSON.stringify([
      await api.sql.rows('SELECT * FROM idempotency_keys'),
      await api.sql.rows('SELECT * FROM tokens'),
    ]);
    expect(stored).not.toContain(made.body.secret);
  });

  it('names what it makes: the same id for the same asker and key, another for anybody else', async () => {
    const known = await api.app.get(Askers).again({ kind: 'session', id: await sessionHash() });
    const asker = known?.asker ?? fail('The session is not known');
    expect(derivedId(asker, 'a')).toBe(derivedId(asker, 'a'));
    expect(derivedId(asker, 'a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(derivedId(asker, 'b')).not.toBe(derivedId(asker, 'a'));
    expect(derivedId({ ...asker, agentId: 'somebody else' }, 'a')).not.toBe(derivedId(asker, 'a'));
  });
});

describe('a fault', () => {
  it('of ours is told by an id only', async () => {
    await api.sql.rows('ALTER TABLE teams RENAME TO teams_gone');
    const answer = await ask(api, admin, 'get', '/teams').expect(500);
    await api.sql.rows('ALTER TABLE teams_gone RENAME TO teams');
    expect(answer.text).not.toMatch(/teams|relation|SELECT|at .*\.ts/);
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
  });

  it('of a database that is locked or cut off is a reason to come back, not a failure', async () => {
    const locker = await new DataSource(api.database.options).initialize();
    const runner = locker.createQueryRunner();
    await runner.query('BEGIN');
    await runner.query('LOCK TABLE teams');
    const answer = await ask(api, admin, 'get', '/teams').expect(503);
    expect(answer.headers['retry-after']).toBe('2');
    await runner.query('ROLLBACK');
    await runner.release();
    const cut: { pid: number }[] = await locker.query(
      'SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    // They go one by one, and the API hears of it one by one: until then it may try one that is about to go.
    const left = () => locker.query('SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1)', [cut.map(({ pid }) => pid)]);
    await until(async () => (await left()).length === 0);
    await locker.destroy();
    await until(async () => {
      const after = await ask(api, admin, 'get', '/teams');
      expect([200, 503]).toContain(after.status);
      return after.status === 200;
    });
  });
});

describe('what the server shows of itself', () => {
  it('is neither its framework nor its files', async () => {
    for (const path of [
      '/.git/config',
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/../../package.json',
      '/main.js.map',
      '/api/v1/debug',
    ]) {
      const answer = await request(api.url).get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers['x-powered-by']).toBeUndefined();
    }
  });

  it('is a policy that lets no page load anything from elsewhere', async () => {
    const { headers } = await request(api.url).get('/api/v1/session');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is its description and an explorer that needs nothing from elsewhere', async () => {
    const { body } = await request(api.url).get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/api/v1/session');
    expect(body.components.securitySchemes).toHaveProperty('token');
    const page = await request(api.url).get('/api/docs').expect(200);
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page.text).not.toMatch(/<script>/);
  });

  it('is figures for this machine and for administrators only', async () => {
    await request(api.url)
      .get('/metrics')
      .expect(200, /redress_http_seconds/);
    await request(api.url).get('/metrics').set('X-Forwarded-For', '203.0.113.9').expect(404);
    const token = await givenToken(api, await adminId(), ['tickets:read']);
    await request(api.url).get('/metrics').set(token.headers).expect(404);
  });
});

/** By a bare socket: clients correct a strange host name. */
function statusFor(host: string): Promise<number> {
  const port = Number(new URL(api.url).port);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(Number(answer.split(' ')[1])));
    socket.on('error', reject);
  });
}

async function adminId(): Promise<string> {
  const [row] = await api.sql.rows<{ id: string }>('SELECT id FROM agents WHERE email = $1', [ADMIN.email]);
  return row?.id ?? fail('The administrator is not there');
}

async function sessionHash(): Promise<string> {
  const [row] = await api.sql.rows<{ hash: string }>('SELECT id_hash AS hash FROM sessions LIMIT 1');
  return row?.hash ?? fail('There is no session');
}

function fail(why: string): never {
  throw new Error(why);
}
