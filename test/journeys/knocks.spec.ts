import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChannelAccount } from '@redress/contract/channels.js';
import type { Message } from '@redress/contract/messages.js';
import { accountSettings, APP_SECRET, type GraphHost, secretWith, startGraph, TOKEN } from '../support/graph.js';
import { type Journey, startJourney, until } from '../support/journey.js';

const SECRET = 'what both sides sign with';
const WHATSAPP = '106540352242922';
const PAGES = ['1755847768034402', '1755847768034403'];
const INSTAGRAM = '17841405309211844';

let desk: Journey;
let graph: GraphHost;
const accounts = new Map<string, string>();

beforeAll(async () => {
  graph = await startGraph();
  desk = await startJourney({ INTERNAL_HOSTS: graph.host });
  const [queue] = await desk.sql.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  const open = async (kind: string, name: string, settings: object, secret: string): Promise<void> => {
    const body = { kind, name, queueId: queue?.id, settings, secret, enabled: true };
    const made = await desk.ask<ChannelAccount>('/channels', { body });
    if (made.status !== 201) throw new Error(`${kind} was answered ${made.status}: ${JSON.stringify(made.body)}`);
    accounts.set(name, made.body.id);
  };
  await open('webhook', 'Reviews', { source: 'reviews' }, SECRET);
  await open('webhook', 'Forum', { source: 'forum' }, 'another word to sign with');
  for (const pageId of PAGES) await open('facebook', pageId, accountSettings(graph, { pageId }), secretWith(TOKEN));
  await open('instagram', 'Lamps', accountSettings(graph, { instagramId: INSTAGRAM }), secretWith(TOKEN));
  await open('whatsapp', 'Hotline', accountSettings(graph, { phoneNumberId: WHATSAPP }), secretWith(TOKEN));
});
afterAll(async () => {
  await desk.close();
  await graph.close();
});

interface Signed {
  readonly provider: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const meta = (provider: string, body: object, secret = APP_SECRET): Signed => {
  const text = JSON.stringify(body);
  const hmac = createHmac('sha256', secret).update(text).digest('hex');
  return { provider, body: text, headers: { 'x-hub-signature-256': `sha256=${hmac}` } };
};

const event = (body: object, secret = SECRET): Signed => {
  const text = JSON.stringify(body);
  const time = String(Math.floor(Date.now() / 1_000));
  const hmac = createHmac('sha256', secret).update(`${time}.${text}`).digest('hex');
  return {
    provider: 'webhook',
    body: text,
    headers: { 'x-redress-timestamp': time, 'x-redress-signature': `v1=${hmac}` },
  };
};

const door = (provider: string, query = ''): string => `${desk.url}/api/v1/intake/social/${provider}/webhook${query}`;

async function knock({ provider, body, headers }: Signed, query = ''): Promise<number> {
  const answer = await fetch(door(provider, query), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  await answer.text();
  return answer.status;
}

let count = 0;
const fresh = (): string => `${Date.now()}${(count += 1)}`;
const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** One thing that a customer says, in the words of each platform. */
type Say = (
  id: string,
  text: string,
  how?: { readonly secondsAgo?: number; readonly verb?: 'edit' | 'delete' },
) => object;

const SAYS: Readonly<Record<string, Say>> = {
  webhook: (id, text, { secondsAgo = 60, verb } = {}) => ({
    ...{ id, text, kind: verb ?? 'post', author: { id: `ann-${id}`, name: 'Ann' } },
    at: new Date((nowSeconds() - secondsAgo) * 1_000).toISOString(),
  }),
  facebook: (id, text, { secondsAgo = 60, verb } = {}) => ({
    object: 'page',
    entry: [
      {
        ...{ id: PAGES[0], time: nowSeconds() - secondsAgo },
        changes: [
          {
            field: 'feed',
            value: {
              ...{ item: 'comment', comment_id: `1_${id}`, post_id: `${PAGES[0]}_1`, parent_id: `${PAGES[0]}_1` },
              ...{ from: { id: `7${id}`, name: 'Ann' }, message: text, created_time: nowSeconds() - secondsAgo },
              verb: verb === undefined ? 'add' : verb === 'edit' ? 'edited' : 'remove',
            },
          },
        ],
      },
    ],
  }),
  instagram: (id, text, { secondsAgo = 60, verb } = {}) => ({
    object: 'instagram',
    entry: [
      {
        ...{ id: INSTAGRAM, time: Date.now() },
        messaging: [
          {
            ...{
              sender: { id: `6${id}` },
              recipient: { id: INSTAGRAM },
              timestamp: (nowSeconds() - secondsAgo) * 1_000,
            },
            ...(verb === 'edit'
              ? { message_edit: { mid: `mid-${id}`, text, num_edit: 1 } }
              : { message: { mid: `mid-${id}`, text, ...(verb === 'delete' ? { is_deleted: true } : {}) } }),
          },
        ],
      },
    ],
  }),
  whatsapp: (id, text, { secondsAgo = 60, verb } = {}) => {
    const original = { original_message_id: `wamid.${id}` };
    const said = { type: 'text', text: { body: text } };
    const how =
      verb === undefined
        ? said
        : verb === 'edit'
          ? { type: 'edit', edit: { ...original, message: said } }
          : { type: 'revoke', revoke: original };
    return inWhatsapp({
      messages: [
        {
          from: `49${id.slice(-11)}`,
          id: `wamid.${verb ?? ''}${id}`,
          timestamp: String(nowSeconds() - secondsAgo),
          ...how,
        },
      ],
    });
  },
};

function inWhatsapp(value: object): object {
  const metadata = { display_phone_number: '15550783881', phone_number_id: WHATSAPP };
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
  return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [change] }] };
}

const PROVIDERS = Object.keys(SAYS);
const signed = (provider: string, body: object, secret?: string): Signed =>
  provider === 'webhook' ? event(body, secret) : meta(provider, body, secret);
const say = (provider: string, ...said: Parameters<Say>): object => SAYS[provider]?.(...said) ?? {};

const stored = async (text: string): Promise<number> => {
  const rows = await desk.sql.rows('SELECT 1 FROM messages WHERE text LIKE $1', [`%${text}%`]);
  return rows.length;
};
const deliveries = async (): Promise<number> => {
  const [row] = await desk.sql.rows<{ count: number }>('SELECT count(*) FROM deliveries WHERE external_id IS NOT NULL');
  return row?.count ?? 0;
};

/** Until the worker has worked off everything that was let in. */
const workedOff = (): Promise<true> =>
  until(async () => {
    const waiting = await desk.sql.rows(`SELECT 1 FROM deliveries WHERE state = 'received' LIMIT 1`);
    return waiting.length === 0 ? true : undefined;
  });

const ticketOf = async (text: string): Promise<string> =>
  until(async () => {
    const [row] = await desk.sql.rows<{ id: string }>('SELECT ticket_id AS id FROM messages WHERE text LIKE $1', [
      `%${text}%`,
    ]);
    return row?.id;
  });

describe.each(PROVIDERS)('%s', (provider) => {
  test('lets nobody in who forged the signature, altered the body or signed nothing', async () => {
    const before = await deliveries();
    const good = signed(provider, say(provider, fresh(), 'Never said.'));
    expect(await knock(signed(provider, say(provider, fresh(), 'Never said.'), 'a guess'))).toBe(401);
    expect(await knock({ ...good, body: good.body.replace('Never', 'Ever') })).toBe(401);
    expect(await knock({ ...good, headers: {} })).toBe(401);
    expect(await deliveries()).toBe(before);
    expect(await stored('Never said.')).toBe(0);
  });

  test('takes what is played again once, however often and at once', async () => {
    const text = `Said once ${fresh()}.`;
    const one = signed(provider, say(provider, fresh(), text));
    const before = await deliveries();
    expect(await knock(one)).toBe(200);
    expect(await Promise.all(Array.from({ length: 12 }, () => knock(one)))).toEqual(
      Array.from({ length: 12 }, () => 200),
    );
    expect(await deliveries()).toBe(before + 1);
    await ticketOf(text);
    await workedOff();
    expect(await stored(text)).toBe(1);
  });

  test('ends right when an edit overtakes what it changes, and a deletion both', async () => {
    const [edited, gone] = [fresh(), fresh()];
    const last = `Twice broken ${edited}.`;
    const [late, early] = [{ secondsAgo: 20, verb: 'edit' }, { secondsAgo: 40 }] as const;
    for (const bodies of [
      [say(provider, edited, last, late), say(provider, gone, '', { secondsAgo: 10, verb: 'delete' })],
      [say(provider, edited, `Broken ${edited}.`, early), say(provider, gone, `Gone ${gone}.`, early)],
    ]) {
      for (const body of bodies) expect(await knock(signed(provider, body))).toBe(200);
      await workedOff();
    }
    expect(await stored(last)).toBe(1);
    expect(await stored(`Broken ${edited}.`)).toBe(0);
    expect(await stored(`Gone ${gone}.`)).toBe(0);
  });

  test('keeps everything of a flood that it answered for, and has nothing twice when the platform comes again', async () => {
    const mark = `Flood ${fresh()}`;
    const all = Array.from({ length: 80 }, (_, index) => signed(provider, say(provider, fresh(), `${mark} ${index}.`)));
    let waiting = all;
    for (let round = 0; waiting.length > 0 && round < 20; round += 1) {
      const answers = await Promise.all(waiting.map((one) => knock(one)));
      expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      waiting = waiting.filter((_, index) => answers[index] !== 200);
    }
    expect(waiting).toEqual([]);
    // Platforms are not sure of an answer that came late.
    for (const one of all.slice(0, 10)) expect(await knock(one)).toBe(200);
    await until(async () => ((await stored(mark)) === 80 ? true : undefined));
    await workedOff();
    expect(await stored(mark)).toBe(80);
  });
});

test('a door that nobody opened is not there', async () => {
  for (const provider of ['folder', 'recording', 'nothing'])
    expect(await knock({ ...event(say('webhook', '1', 'x')), provider })).toBe(404);
  expect(await knock(event(say('webhook', fresh(), 'x')), `?account=${accounts.get('Hotline')}`)).toBe(404);
});

test('an account that was switched off takes nothing in', async () => {
  const id = accounts.get('Forum') ?? '';
  const [row] = await desk.sql.rows<{ version: number; queueId: string }>(
    'SELECT version, queue_id AS "queueId" FROM channel_accounts WHERE id = $1',
    [id],
  );
  const off = { name: 'Forum', queueId: row?.queueId, settings: { source: 'forum' }, enabled: false };
  const headers = { 'if-match': `"${row?.version}"` };
  const one = event(say('webhook', fresh(), 'To the forum.'), 'another word to sign with');
  expect(await knock(one, `?account=${id}`)).toBe(200);
  expect((await desk.ask(`/channels/${id}`, { method: 'PUT', body: off, headers })).status).toBe(200);
  expect(await knock(one, `?account=${id}`)).toBe(404);
});

test('of several accounts each takes what is its own', async () => {
  const [one, other] = [`To the first ${fresh()}.`, `To the second ${fresh()}.`];
  const first = JSON.parse(JSON.stringify(say('facebook', fresh(), one)));
  const second = JSON.parse(JSON.stringify(say('facebook', fresh(), other)).replaceAll(PAGES[0] ?? '', PAGES[1] ?? ''));
  expect(await knock(meta('facebook', { object: 'page', entry: [...first.entry, ...second.entry] }))).toBe(200);
  const by = async (text: string) => {
    await ticketOf(text);
    const [row] = await desk.sql.rows<{ name: string }>(
      `SELECT a.name FROM messages m JOIN channel_messages c ON c.message_id = m.id JOIN channel_accounts a ON a.id = c.account_id
       WHERE m.text LIKE $1`,
      [`%${text}%`],
    );
    return row?.name;
  };
  expect([await by(one), await by(other)]).toEqual(PAGES);
});

test('more than a megabyte is refused unread', async () => {
  expect(await knock({ ...event(say('webhook', fresh(), 'x')), body: 'x'.repeat(1_048_577) })).toBe(413);
});

test('Meta hears its word again when it asks whether the address is ours', async () => {
  const query = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=';
  for (const provider of ['facebook', 'instagram', 'whatsapp']) {
    const good = await fetch(door(provider, `?${query}a-word-that-we-chose`));
    expect([good.status, await good.text()]).toEqual([200, '1158201444']);
    expect((await fetch(door(provider, `?${query}a-guess`))).status).toBe(403);
  }
});

describe('an answer by WhatsApp', () => {
  const messageOf = async (ticketId: string, id: string): Promise<Message | undefined> =>
    (await desk.messages(ticketId)).find((one) => one.id === id);
  const statusIs = (ticketId: string, id: string, status: string): Promise<Message> =>
    until(async () => {
      const message = await messageOf(ticketId, id);
      return message?.deliveryStatus === status ? message : undefined;
    });
  const fate = (id: string, status: string, more: object = {}): Signed =>
    meta(
      'whatsapp',
      inWhatsapp({ statuses: [{ id, status, timestamp: String(nowSeconds()), recipient_id: '49', ...more }] }),
    );

  async function answered(): Promise<{ ticketId: string; messageId: string; wamid: string }> {
    const text = `Where is my lamp ${fresh()}?`;
    expect(await knock(meta('whatsapp', say('whatsapp', fresh(), text)))).toBe(200);
    const ticketId = await ticketOf(text);
    const before = graph.posts.length;
    const body = { visibility: 'public', text: `It comes tomorrow, ${text}`, sendAfterSeconds: 0 };
    const { id: messageId } = (await desk.ask<Message>(`/tickets/${ticketId}/messages`, { body })).body;
    await statusIs(ticketId, messageId, 'sent');
    return { ticketId, messageId, wamid: graph.posts[before]?.id ?? '' };
  }

  test('shows that it was delivered and read, in whatever order that is said', async () => {
    const { ticketId, messageId, wamid } = await answered();
    expect(await knock(fate(wamid, 'delivered'))).toBe(200);
    await statusIs(ticketId, messageId, 'delivered');
    expect(await knock(fate(wamid, 'read'))).toBe(200);
    await statusIs(ticketId, messageId, 'read');
    for (const late of ['sent', 'delivered', 'failed']) expect(await knock(fate(wamid, late))).toBe(200);
    await workedOff();
    expect(await messageOf(ticketId, messageId)).toMatchObject({ deliveryStatus: 'read' });
  });

  test('that could not be delivered says why, and the customer waits again', async () => {
    const { ticketId, messageId, wamid } = await answered();
    const errors = [{ code: 131026, title: 'Message undeliverable' }];
    expect(await knock(fate(wamid, 'failed', { errors }))).toBe(200);
    const failed = await statusIs(ticketId, messageId, 'failed');
    expect(failed.deliveryDetail).toMatch(/not on WhatsApp/);
    const [waits] = await desk.sql.rows<{ since: Date | null }>(
      'SELECT unanswered_since AS since FROM tickets WHERE id = $1',
      [ticketId],
    );
    expect(waits?.since).not.toBeNull();
  });
});
