import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { ClientToServer, LiveCall, ServerToClient } from '@redress/contract/live.js';
import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { CallBack, NewPhoneConnection, PhoneCall, PhoneConnection } from '@redress/contract/phone.js';
import { io, type Socket } from 'socket.io-client';
import request, { type Test } from 'supertest';
import { Afterwards } from '../../apps/api/src/afterwards.js';
import {
  ADMIN,
  type Actor,
  apiForTest,
  ask,
  givenAgent,
  givenQueue,
  givenTeam,
  signedIn,
  type TestApi,
} from '../support/api.js';
import { until } from '../support/journey.js';

// Screens are looked at once a second.
let api: TestApi;
let [admin, ann, bo]: Actor[] = [];
let queueId: string;
let phones: NewPhoneConnection;
beforeAll(async () => {
  api = await apiForTest();
  const team = await givenTeam(api, 'Care');
  queueId = await givenQueue(api, 'Care desk', team);
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
  [ann, bo] = await Promise.all(
    ['Ann', 'Bo'].map(async (name) => {
      const person = await givenAgent(api, name, 'agent', [team]);
      return signedIn(api, person.email, person.password);
    }),
  );
  phones = await connected('Switchboard');
});
afterAll(() => api.close());

const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await api.sql.rows('DELETE FROM limits');
  // What an earlier story left on the screens.
  await api.sql.rows('UPDATE phone_calls SET shown_until = NULL');
});

const sitting = (actor: Actor | undefined): Actor => {
  if (actor === undefined) throw new Error('Nobody sits there');
  return actor;
};

async function connected(name: string): Promise<NewPhoneConnection> {
  const body = { name, queueId, callBackMinutes: 60, enabled: true };
  const made = await ask(api, sitting(admin), 'post', '/phone-connections').send(body).expect(201);
  return made.body as NewPhoneConnection;
}

/** As the telephone system sends it: to the address that it was given, which names the public host. */
const tell = ({ address }: { readonly address: string }, body: object | string): Test => {
  const sent = request(api.url).post(new URL(address).pathname);
  return typeof body === 'string' ? sent.type('form').send(body) : sent.send(body);
};
const event = (name: string, callId: string, more: object = {}) => ({
  ...{ event: name, callId, from: '493055571600', to: '493099900', direction: 'in' },
  ...more,
});
/** Everything that was told is worked on. */
const worked = (): Promise<void> => api.app.get(Afterwards).settled();
async function told(...events: readonly object[]): Promise<void> {
  for (const one of events) await tell(phones, one).expect(200, {});
  await worked();
}

async function read<Body>(actor: Actor | undefined, path: string): Promise<Body> {
  const answer = await ask(api, sitting(actor), 'get', path).expect(200);
  return answer.body as Body;
}
const calls = async (actor = ann) => (await read<Page<PhoneCall>>(actor, '/calls')).data;
const waiting = async (actor = ann) => (await read<Page<CallBack>>(actor, '/call-backs')).data;
const connection = async (): Promise<PhoneConnection | undefined> =>
  (await read<Page<PhoneConnection>>(admin, '/phone-connections')).data.find(({ id }) => id === phones.id);

describe('a telephone system', () => {
  it('tells of a call as JSON and as a form', async () => {
    await told(event('newCall', 'a1', { user: ['Ann', 'Bo'], queue: 'care desk' }));
    const form = 'event=answer&callId=a1&from=493055571600&to=493099900&direction=in&user[]=Ann&answeringNumber=';
    await tell(phones, form).expect(200, {});
    await worked();
    expect(await calls()).toMatchObject([
      { state: 'talking', number: '+493055571600', ours: '+493099900', answeredBy: [{ name: 'Ann' }] },
    ]);
    await told(event('hangup', 'a1', { cause: 'normalClearing', origCallId: 'of another kind', xcid: 7 }));
    expect(await calls()).toMatchObject([{ state: 'ended', cause: 'normalClearing' }]);
    expect((await connection())?.lastEventAt).not.toBeNull();
  });

  it('is told what is wrong with an event, and so is who administers it', async () => {
    const answer = await tell(phones, event('ringing', '', { direction: 'inbound' })).expect(422);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      ...['/callId', '/direction', '/event'],
    ]);
    expect(await connection()).toMatchObject({ lastRefusal: expect.stringContaining('event: Must be one of newCall') });
    await tell(phones, 'event=newCall').expect(422);
    await request(api.url).post(new URL(phones.address).pathname).type('text').send('newCall').expect(422);
    const broken = request(api.url).post(new URL(phones.address).pathname).type('json').send('{"event":');
    expect((await broken).status).toBe(400);
    const long = event('newCall', 'a2', { user: 'x'.repeat(20_000) });
    expect((await tell(phones, long)).status).toBe(413);
  });

  it('is not known by a guess, a token that was renewed, or after it was switched off', async () => {
    const own = await connected('Old phones');
    const guess = { address: own.address.replace(/.{4}$/, 'aaaa') };
    const [missed, malformed] = [await tell(guess, event('newCall', 'b1')), await tell(guess, { event: 'no event' })];
    expect([missed.status, malformed.status]).toEqual([404, 404]);
    expect(JSON.stringify(missed.body)).not.toContain(guess.address.slice(-10));
    const renewed = await ask(api, sitting(admin), 'post', `/phone-connections/${own.id}/token`).expect(200);
    await tell(own, event('newCall', 'b1')).expect(404);
    await tell(renewed.body, event('newCall', 'b1')).expect(200);
    const off = { name: 'Old phones', queueId, callBackMinutes: 60, enabled: false };
    const path = `/phone-connections/${own.id}`;
    await ask(api, sitting(admin), 'put', path)
      .set('If-Match', renewed.headers['etag'] ?? '')
      .send(off)
      .expect(200);
    await tell(renewed.body, event('newCall', 'b2')).expect(404);
    await worked();
    const [stored] = await api.sql.rows<{ hash: string }>(
      'SELECT token_hash AS hash FROM phone_connections WHERE id = $1',
      [own.id],
    );
    expect(renewed.body.address).not.toContain(stored?.hash);
    await ask(api, sitting(admin), 'delete', path).set('If-Match', '*').expect(409);
  });

  it('that guesses on is sent away, and who knows his address is heard all the same', async () => {
    const guess = { address: phones.address.replace(/.{4}$/, 'aaaa') };
    const statuses: number[] = [];
    for (let tries = 0; tries < 32; tries += 1) statuses.push((await tell(guess, event('newCall', 'c1'))).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
    await told(event('newCall', 'c1'), event('hangup', 'c1', { cause: 'forwarded' }));
  });

  it('that floods is slowed down, and one call stays one call', async () => {
    await api.sql.rows(
      `INSERT INTO limits (key, points, expire) VALUES ($1, 1195, (extract(epoch FROM now()) * 1000)::bigint + 60000)`,
      [`phoneEventsByConnection:${phones.id}`],
    );
    // What is refused is noted once a second.
    api.clock.moveBy(2_000);
    const flood = await Promise.all(Array.from({ length: 30 }, () => tell(phones, event('newCall', 'd1'))));
    const taken = flood.filter(({ status }) => status === 200);
    const refused = flood.filter(({ status }) => status === 429);
    expect([taken.length, refused.length]).toEqual([5, 25]);
    expect(refused[0]?.headers['retry-after']).toBe('60');
    await worked();
    expect(await api.sql.rows(`SELECT 1 FROM phone_calls WHERE external_id = 'd1'`)).toHaveLength(1);
    expect(await connection()).toMatchObject({ lastRefusal: 'Too many events in a minute' });
    await api.sql.rows('DELETE FROM limits');
    await told(event('hangup', 'd1', { cause: 'forwarded' }));
  });

  it('may repeat itself and tell in any order', async () => {
    const from = '493055571700';
    const story = [event('newCall', 'e1', { from }), event('hangup', 'e1', { from })];
    await told(...story, ...story, ...story);
    expect(await waiting()).toMatchObject([{ number: '+493055571700', misses: 1 }]);
    const answered = event('answer', 'e2', { from, user: 'Bo' });
    await told(event('hangup', 'e2', { from }), answered, event('newCall', 'e2', { from }));
    expect(await waiting()).toEqual([]);
    await told(...story, answered);
    expect(await waiting()).toEqual([]);
  });
});

interface Screen {
  readonly heard: (readonly LiveCall[])[];
  /** What it shows now. */
  readonly shows: () => readonly LiveCall[];
}

async function screenOf(actor: Actor | undefined): Promise<Screen> {
  const socket: Socket<ServerToClient, ClientToServer> = io(`${api.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: sitting(actor).headers['cookie'] ?? '' },
  });
  sockets.push(socket);
  const heard: (readonly LiveCall[])[] = [];
  socket.on('calls', (state) => heard.push(state));
  await until(() => Promise.resolve(heard.length > 0));
  return { heard, shows: () => heard.at(-1) ?? [] };
}

describe('the screens of two agents', () => {
  it('both show whom it rings for, then only who answered, until it is logged', async () => {
    const [hers, his] = await Promise.all([screenOf(ann), screenOf(bo)]);
    const from = '493055571800';
    await told(event('newCall', 'f1', { from, user: ['Ann', 'Bo'] }));
    await until(() => Promise.resolve(hers.shows()[0]?.state === 'ringing' && his.shows()[0]?.state === 'ringing'));
    await told(event('answer', 'f1', { from, user: 'Bo' }));
    await until(() => Promise.resolve(his.shows()[0]?.state === 'talking' && hers.shows().length === 0));
    const [card] = (await read<Page<PhoneCall>>(bo, '/calls/mine')).data;
    expect(card).toMatchObject({ id: his.shows()[0]?.id, number: '+493055571800', customer: null });
    expect((await read<Page<PhoneCall>>(ann, '/calls/mine')).data).toEqual([]);
    // A window that opens in the middle of the call shows it too.
    const second = await screenOf(bo);
    await until(() => Promise.resolve(second.shows()[0]?.state === 'talking'));
    const body = { call: card?.id, startedAt: new Date().toISOString(), summary: 'The lamp broke.' };
    const logged = await ask(api, sitting(bo), 'post', '/intake/phone-calls').send(body).expect(201);
    await until(() => Promise.resolve(his.shows().length === 0 && second.shows().length === 0));
    await told(event('hangup', 'f1', { from }));
    const call = await read<PhoneCall>(ann, `/calls/${card?.id}`);
    expect(call.logged?.ticket?.number).toBe((logged.body as IntakeReceipt).ticketNumber);
    expect(hers.heard.flat().every(({ id }) => id === card?.id)).toBe(true);
  });

  it('show the call of an extension to whoever has it', async () => {
    await ask(api, sitting(ann), 'put', '/session/phone-names')
      .send({ names: ['17', '030 / 99917 00'] })
      .expect(200);
    expect(await read(ann, '/session/phone-names')).toEqual({ names: ['17', '+49309991700'] });
    const [hers, his] = await Promise.all([screenOf(ann), screenOf(bo)]);
    await told(event('newCall', 'g1', { to: '49309991700' }), event('answer', 'g1', { answeringNumber: '17' }));
    await until(() => Promise.resolve(hers.shows()[0]?.state === 'talking'));
    expect(his.heard).toEqual([[]]);
    await told(event('hangup', 'g1'));
  });
});

describe('the log of calls', () => {
  const log = (body: object): Test => ask(api, sitting(ann), 'post', '/intake/phone-calls').send(body);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();

  it('takes a call with everything that was said about it, and its repetition once', async () => {
    const body = {
      ...{ direction: 'inbound', from: '030 55 57 19 00', startedAt: yesterday, durationSeconds: 240 },
      ...{ summary: 'The lamp came broken.', customer: { name: 'Cy Dorn', email: 'cy@customer.test' }, queueId },
      promise: { text: 'A new lamp', dueAt: new Date(Date.now() + 86_400_000).toISOString() },
    };
    const first = await log(body).set('Idempotency-Key', 'the-call-of-cy').expect(201);
    const again = await log(body).set('Idempotency-Key', 'the-call-of-cy').expect(201);
    expect(again.body).toEqual(first.body);
    const receipt = first.body as IntakeReceipt;
    expect(receipt.outcome).toBe('created');
    const message = await read<Message>(ann, `/messages/${receipt.messageId}`);
    expect(message.call).toMatchObject({ direction: 'inbound', from: '+493055571900', durationSeconds: 240 });
    expect([message.receivedAt, message.ingestedAt === yesterday]).toEqual([yesterday, false]);
    const promises = await read<Page<{ text: string }>>(ann, `/tickets/${receipt.ticketId}/undertakings`);
    expect(promises.data).toMatchObject([{ text: 'A new lamp' }]);
    const found = await read<Page<{ name: string }>>(ann, '/callers?q=5571900');
    expect(found.data).toMatchObject([{ name: 'Cy Dorn', openTickets: [{ id: receipt.ticketId }] }]);
  });

  it('adds a call to a ticket by its number, and says which field is wrong', async () => {
    const { ticketNumber } = (await log({ startedAt: yesterday, summary: 'It broke.', queueId })).body as IntakeReceipt;
    const more = await log({ ticket: ticketNumber, startedAt: yesterday, summary: 'Still.', direction: 'outbound' });
    expect(more.body).toMatchObject({ outcome: 'appended', ticketNumber });
    const wrong = async (body: object): Promise<string> => {
      const answer = await log({ startedAt: yesterday, summary: 'It broke.', ...body });
      expect(answer.status).toBe(422);
      return String(answer.body.errors[0]?.pointer);
    };
    expect(await wrong({ from: 'her mobile' })).toBe('/from');
    expect(await wrong({ startedAt: new Date(Date.now() + 86_400_000).toISOString() })).toBe('/startedAt');
    expect(await wrong({ ticket: 'T-1999-000001' })).toBe('/ticket');
    expect(await wrong({ call: '00000000-0000-7000-8000-000000000000' })).toBe('/call');
    expect(await wrong({ summary: '' })).toBe('/summary');
  });
});

describe('a call-back', () => {
  it('is ticked off and taken back, and its caller is kept in one however often he tries', async () => {
    const from = '493055572000';
    for (const id of ['h1', 'h2', 'h3']) await told(event('newCall', id, { from }), event('hangup', id, { from }));
    const [open, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(open).toMatchObject({ number: '+493055572000', misses: 3, queue: { name: 'Care desk' } });
    const path = `/call-backs/${open?.id}`;
    const done = await ask(api, sitting(bo), 'post', `${path}/done`).expect(200);
    expect(done.body).toMatchObject({ doneHow: 'ticked', doneBy: { name: 'Bo' } });
    expect(await waiting()).toEqual([]);
    await ask(api, sitting(ann), 'post', `${path}/reopen`).expect(200);
    expect(await waiting()).toHaveLength(1);
    const list = await read<Page<CallBack>>(ann, '/call-backs?state=done');
    expect(list.data.map(({ number }) => number)).not.toContain(from);
  });
});
