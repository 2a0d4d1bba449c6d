import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyAudit } from '@redress/desk/audit.js';
import { DAY, HOUR, MINUTE } from '@redress/domain/time.js';
import { hashToken } from '@redress/platform/seal.js';
import request from 'supertest';
import { Afterwards } from '../../apps/api/src/afterwards.js';
import { ADMIN, ANYBODY, apiForTest, ask, cookieIn, givenAgent, signedIn, type TestApi } from '../support/api.js';
import { until } from '../support/until.js';

let api: TestApi;
beforeAll(async () => {
  api = await apiForTest();
});
afterAll(async () => api.close());

const signIn = (email: string, password: string) => ask(api, ANYBODY, 'post', '/session').send({ email, password });
const forgetLimits = () => api.sql.rows('DELETE FROM limits');

describe('a session', () => {
  it('begins with the right password, tells who is there, and ends with the sign-out', async () => {
    const admin = await signedIn(api, ADMIN.email.toUpperCase(), ADMIN.password);
    const session = await ask(api, admin, 'get', '/session').expect(200);
    expect(session.body.agent).toMatchObject({ email: ADMIN.email, role: 'admin' });
    expect(session.body.queues).toHaveLength(1);
    await ask(api, admin, 'delete', '/session').expect(204);
    await ask(api, admin, 'get', '/session').expect(401);
  });

  it('is kept as a hash only, and its cookie is out of reach of scripts and other sites', async () => {
    const answer = await signIn(ADMIN.email, ADMIN.password).expect(200);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^redress_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/);
    const id = cookieIn(answer.headers['set-cookie']).split('=')[1] ?? '';
    const rows = await api.sql.rows<{ text: string }>('SELECT row_to_json(s)::text AS text FROM sessions s');
    expect(rows.some(({ text }) => text.includes(hashToken(id)))).toBe(true);
    expect(rows.some(({ text }) => text.includes(id))).toBe(false);
  });

  it('gets a new id at every sign-in, whatever cookie was planted before', async () => {
    const planted = `redress_session=${'x'.repeat(43)}`;
    const answer = await signIn(ADMIN.email, ADMIN.password).set('Cookie', planted).expect(200);
    expect(cookieIn(answer.headers['set-cookie'])).not.toBe(planted);
    await ask(api, { headers: { cookie: planted } }, 'get', '/session').expect(401);
  });

  it('ends twelve hours after it was last used, and seven days after the sign-in however busy it was', async () => {
    const start = api.clock.now();
    const idle = await signedIn(api, ADMIN.email, ADMIN.password);
    const busy = await signedIn(api, ADMIN.email, ADMIN.password);
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      api.clock.moveTo(start);
      api.clock.moveBy(hours * HOUR);
      await ask(api, busy, 'get', '/session').expect(200);
      await until(async () => (await lastSeen(busy.headers['cookie'] ?? '')) === api.clock.now());
      if (hours === 22) await ask(api, idle, 'get', '/session').expect(401);
    }
    api.clock.moveTo(start);
    api.clock.moveBy(7 * DAY + MINUTE);
    await ask(api, busy, 'get', '/session').expect(401);
    api.clock.moveTo(start);
  });

  it('of a person who is disabled ends at once', async () => {
    const admin = await signedIn(api, ADMIN.email, ADMIN.password);
    const eva = await givenAgent(api, 'Eva', 'agent');
    const session = await signedIn(api, eva.email, eva.password);
    await ask(api, admin, 'patch', `/agents/${eva.id}`).set('If-Match', '"1"').send({ disabled: true }).expect(200);
    await ask(api, session, 'get', '/session').expect(401);
    await signIn(eva.email, eva.password).expect(401);
  });

  it('follows a change of role with the next request', async () => {
    const admin = await signedIn(api, ADMIN.email, ADMIN.password);
    const max = await givenAgent(api, 'Max', 'agent');
    const session = await signedIn(api, max.email, max.password);
    await ask(api, session, 'get', '/tokens').expect(403);
    await ask(api, admin, 'patch', `/agents/${max.id}`).set('If-Match', '"1"').send({ role: 'admin' }).expect(200);
    await ask(api, session, 'get', '/tokens').expect(200);
    const [row] = await api.sql.rows<{ rights: number }>('SELECT rights_version AS rights FROM agents WHERE id = $1', [
      max.id,
    ]);
    expect(row?.rights).toBe(2);
  });

  it('is asked about also where the answer was worked out for whom it showed the last time', async () => {
    const admin = await signedIn(api, ADMIN.email, ADMIN.password);
    const ticket = { subject: 'The lamp hums', text: 'All night long.', customer: { name: 'Ann Berg' } };
    await ask(api, admin, 'post', '/tickets').send(ticket).expect(201);
    const ada = await givenAgent(api, 'Ada', 'agent');
    const session = await signedIn(api, ada.email, ada.password);
    const shown = async () => (await ask(api, session, 'get', '/tickets').expect(200)).body.data.length;
    expect([await shown(), await shown()]).toEqual([0, 0]);
    await ask(api, admin, 'patch', `/agents/${ada.id}`).set('If-Match', '"1"').send({ role: 'admin' }).expect(200);
    expect(await shown()).toBeGreaterThan(0);
    await ask(api, admin, 'patch', `/agents/${ada.id}`).set('If-Match', '"2"').send({ disabled: true }).expect(200);
    await ask(api, session, 'get', '/tickets').expect(401);
    await ask(api, session, 'get', '/tickets/counts').expect(401);
  });
});

describe('somebody who has no right to be here', () => {
  it('is answered the same whether the address exists, the password is wrong or the person is disabled', async () => {
    await forgetLimits();
    const gone = await givenAgent(api, 'Gone', 'agent');
    await api.sql.rows('UPDATE agents SET disabled_at = now() WHERE id = $1', [gone.id]);
    const answers = await Promise.all([
      signIn('nobody@desk.test', ADMIN.password),
      signIn(ADMIN.email, 'not the password'),
      signIn(gone.email, gone.password),
    ]);
    const told = answers.map(({ status, text, headers }) => {
      const { requestId: _, ...body } = JSON.parse(text);
      return JSON.stringify([status, body, headers['content-length'], headers['set-cookie']]);
    });
    expect(new Set(told).size).toBe(1);
  });

  it('needs as long to be refused for an address that exists as for one that does not', async () => {
    const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 12; round += 1) {
      await forgetLimits();
      for (const kind of ['known', 'unknown'] as const) {
        const began = performance.now();
        await signIn(kind === 'known' ? ADMIN.email : `nobody${round}@desk.test`, 'wrong password').expect(401);
        took[kind].push(performance.now() - began);
      }
    }
    const [known, unknown] = [least(took.known), least(took.unknown)];
    // argon2 takes most of the time; without it one of them would be several times as fast.
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(1.6);
  });

  it('has ten tries for one e-mail even when two hundred come at once', async () => {
    await forgetLimits();
    const answers = await Promise.all(Array.from({ length: 200 }, () => signIn(ADMIN.email, 'guess')));
    const verified = answers.filter(({ status }) => status === 401).length;
    // A machine under load may tell some to come back later; it never lets an eleventh guess through.
    expect(verified).toBeGreaterThan(0);
    expect(verified).toBeLessThanOrEqual(10);
    expect(answers.filter(({ status }) => ![401, 429, 503].includes(status))).toEqual([]);
    await signIn(ADMIN.email, ADMIN.password).expect(429);
  });

  it('has twenty tries from one address, whichever accounts they are for', async () => {
    await forgetLimits();
    const tries = Array.from({ length: 40 }, (_, index) => signIn(`guess${index}@desk.test`, 'guess'));
    const verified = (await Promise.all(tries)).filter(({ status }) => status === 401).length;
    expect(verified).toBeGreaterThan(0);
    expect(verified).toBeLessThanOrEqual(20);
    await forgetLimits();
  });

  it('cannot buy work with a password of a megabyte', async () => {
    const answer = await signIn(ADMIN.email, 'x'.repeat(1_000_000)).expect(422);
    expect(answer.body.errors[0].pointer).toBe('/password');
  });

  it('is not believed by the headers that single sign-on proxies set, nor by a forwarded address', async () => {
    await forgetLimits();
    const named = { 'X-Remote-User': 'admin', 'X-Forwarded-User': 'admin', Remote_User: 'admin' };
    await ask(api, ANYBODY, 'get', '/session').set(named).expect(401);
    await signIn(ADMIN.email, 'wrong').set('X-Forwarded-For', '203.0.113.9').expect(401);
    const [row] = await api.sql.rows<{ from: string }>(
      `SELECT detail->>'from' AS from FROM audit WHERE action = 'signInFailed' ORDER BY id DESC LIMIT 1`,
    );
    expect(row?.from).toMatch(/127\.0\.0\.1$/);
  });
});

describe('a forgotten password', () => {
  it('is asked for with the same answer for everybody, and mailed to whom it belongs', async () => {
    await forgetLimits();
    const ann = await givenAgent(api, 'Ann', 'agent');
    const known = await ask(api, ANYBODY, 'post', '/password-resets').send({ email: ann.email }).expect(202);
    const unknown = await ask(api, ANYBODY, 'post', '/password-resets').send({ email: 'nobody@desk.test' }).expect(202);
    expect(known.text).toBe(unknown.text);
    await api.app.get(Afterwards).settled();
    const mails = await mailedLinks();
    expect(mails.map(({ to }) => to)).toEqual([[ann.email]]);
  });

  it('can be chosen once with the link, ends every session, and the link leads to our own address whatever host was asked', async () => {
    await forgetLimits();
    const bob = await givenAgent(api, 'Bob', 'agent');
    const session = await signedIn(api, bob.email, bob.password);
    await request(api.url)
      .post('/api/v1/password-resets')
      .set('X-Forwarded-Host', 'evil.test')
      .send({ email: bob.email })
      .expect(202);
    await api.app.get(Afterwards).settled();
    const link = (await mailedLinks()).at(-1)?.link ?? '';
    expect(link.startsWith(`${api.config.publicUrl}/reset/`)).toBe(true);
    const path = `/password-resets/${link.split('/').at(-1)}`;
    await ask(api, ANYBODY, 'post', path).send({ password: 'a new password' }).expect(204);
    await ask(api, session, 'get', '/session').expect(401);
    await ask(api, ANYBODY, 'post', path).send({ password: 'another password' }).expect(410);
    await signIn(bob.email, bob.password).expect(401);
    await signedIn(api, bob.email, 'a new password');
  });

  it('link is dead after an hour, an invitation after three days', async () => {
    await forgetLimits();
    const admin = await signedIn(api, ADMIN.email, ADMIN.password);
    const invite = { name: 'Cleo', email: 'cleo@desk.test', role: 'agent', teamIds: [] };
    const invited = await ask(api, admin, 'post', '/agents').send(invite).expect(201);
    const token = String(invited.body.passwordLink).split('/').at(-1);
    expect(JSON.stringify(await api.sql.rows('SELECT * FROM password_links'))).not.toContain(token);
    const start = api.clock.now();
    api.clock.moveBy(73 * HOUR);
    await ask(api, ANYBODY, 'post', `/password-resets/${token}`).send({ password: 'long enough' }).expect(410);
    api.clock.moveTo(start);
    await ask(api, ANYBODY, 'post', `/password-resets/${token}`).send({ password: 'short' }).expect(422);
    await ask(api, ANYBODY, 'post', `/password-resets/${token}`).send({ password: 'long enough' }).expect(204);
  });

  it('can be asked for five times in half an hour from one address', async () => {
    await forgetLimits();
    const asked = Array.from({ length: 12 }, (_, index) =>
      ask(api, ANYBODY, 'post', '/password-resets').send({ email: `who${index}@desk.test` }),
    );
    expect((await Promise.all(asked)).filter(({ status }) => status === 202)).toHaveLength(5);
    await forgetLimits();
  });
});

describe('what a person prefers', () => {
  it('adds up the first steps that two screens saw, each without the other', async () => {
    const admin = await signedIn(api, ADMIN.email, ADMIN.password);
    for (const firstSteps of [['reply'], ['figures'], ['reply', 'cause']])
      await ask(api, admin, 'patch', '/session/preferences').send({ firstSteps, density: 'cosy' }).expect(200);
    const { body } = await ask(api, admin, 'get', '/session').expect(200);
    expect(body.agent.preferences).toEqual({ density: 'cosy', firstSteps: ['cause', 'figures', 'reply'] });
  });

  it('follows him with the keys that he chose, whole each time', async () => {
    const admin = await signedIn(api, ADMIN.email, ADMIN.password);
    const prefer = (ownKeys: unknown) => ask(api, admin, 'patch', '/session/preferences').send({ ownKeys });
    const chosen = [
      { command: 'reply', keys: 'b' },
      { command: 'go-queue', keys: 'g Shift+b' },
      { command: 'link', keys: '$mod+b' },
      { command: 'snooze', keys: '' },
    ];
    await prefer(chosen).expect(200);
    const elsewhere = await signedIn(api, ADMIN.email, ADMIN.password);
    const kept = async () => (await ask(api, elsewhere, 'get', '/session').expect(200)).body.agent.preferences.ownKeys;
    expect(await kept()).toEqual(chosen);
    for (const refused of [
      'b',
      [{ command: 'reply' }],
      [{ command: 'Reply!', keys: 'b' }],
      [{ command: 'reply', keys: 'a b c' }],
      [{ command: 'reply', keys: 'b'.repeat(41) }],
      [{ command: 'reply', keys: 'b', more: true }],
      [chosen[0], { command: 'reply', keys: 'q' }],
      Array.from({ length: 101 }, (_, at) => ({
        command: `c-${'abcdefghijk'[at % 11]}${'abcdefghijk'[at % 10]}`,
        keys: 'b',
      })),
    ])
      await prefer(refused).expect(422);
    expect(await kept()).toEqual(chosen);
    await prefer([]).expect(200);
    expect(await kept()).toEqual([]);
  });
});

describe('the audit', () => {
  it('holds sign-ins and changes of rights in a chain that shows every tampering', async () => {
    expect(await verifyAudit(api.database)).toBeNull();
    const actions = await api.sql.rows<{ action: string }>('SELECT DISTINCT action FROM audit');
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['signedIn', 'signInFailed', 'agentCreated', 'agentChanged', 'passwordChosen', 'refused']),
    );
    const [row] = await api.sql.rows<{ id: number; actor: string }>(
      'SELECT id, actor FROM audit ORDER BY id LIMIT 1 OFFSET 3',
    );
    await api.sql.rows(`UPDATE audit SET actor = 'somebody else' WHERE id = $1`, [row?.id]);
    expect(await verifyAudit(api.database)).toBe(row?.id);
    await api.sql.rows('UPDATE audit SET actor = $2 WHERE id = $1', [row?.id, row?.actor]);
    expect(await verifyAudit(api.database)).toBeNull();
  });

  it('holds no password', async () => {
    const text = JSON.stringify(await api.sql.rows('SELECT * FROM audit'));
    for (const word of [ADMIN.password, 'not the password', 'a new password', 'guess'])
      expect(text).not.toContain(word);
  });
});

async function lastSeen(cookie: string): Promise<number | undefined> {
  const hash = hashToken(cookie.split('=')[1] ?? '');
  const [row] = await api.sql.rows<{ at: Date }>('SELECT last_seen_at AS at FROM sessions WHERE id_hash = $1', [hash]);
  return row?.at.getTime();
}

const least = (numbers: readonly number[]): number => Math.min(...numbers);

async function mailedLinks(): Promise<{ to: string[]; link: string }[]> {
  const rows = await api.sql.rows<{ to: string[]; text: string }>(
    `SELECT to_addresses AS "to", letter->>'text' AS text FROM outbox WHERE purpose = 'passwordLink' ORDER BY created_at, id`,
  );
  return rows.map(({ to, text }) => ({ to, link: /https?:\S+/.exec(text)?.[0] ?? '' }));
}
