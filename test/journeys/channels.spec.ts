import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { ChannelAccount, ChannelProvider } from '@redress/contract/channels.js';
import type { Draft, Message } from '@redress/contract/messages.js';
import type { Queue } from '@redress/contract/people.js';
import { newId } from '@redress/platform/ids.js';
import { type Journey, startJourney, until } from '../support/journey.js';

let journey: Journey;
let account: ChannelAccount;
const dataDir = join(tmpdir(), `redress-channels-${newId()}`);
const folder = join(dataDir, 'channels/till');

beforeAll(async () => {
  journey = await startJourney({ DATA_DIR: dataDir });
  const queues = await journey.ask<Page<Queue>>('/queues');
  const queueId = queues.body.data[0]?.id ?? '';
  const body = { kind: 'folder', name: 'Till', queueId, settings: { folder: 'till' }, enabled: true };
  account = (await journey.ask<ChannelAccount>('/channels', { body })).body;
});
afterAll(() => journey.close());

let files = 0;

/** A customer says something at the till; said again with the same id he changes it. */
async function say(id: string, text: string, more: object = {}): Promise<void> {
  await mkdir(join(folder, 'in'), { recursive: true });
  const name = join(folder, 'in', String((files += 1)).padStart(6, '0'));
  const note = { id, from: { id: 'ann-4711', name: 'Ann' }, text, at: new Date().toISOString(), ...more };
  await writeFile(name, JSON.stringify(note));
  await rename(name, `${name}.json`);
}

const ticketOf = (text: string): Promise<string> =>
  until(async () => {
    const { body } = await journey.ask<Page<{ id: string; subject: string }>>('/tickets?q=is:open');
    return body.data.find(({ subject }) => subject.startsWith(text))?.id;
  });

const messageOf = (ticket: string, fits: (message: Message) => boolean): Promise<Message> =>
  until(async () => (await journey.messages(ticket)).find(fits));

/** What stands in the folder of answers. */
async function answers(): Promise<{ id: string; text: string; to: string }[]> {
  const names = (await readdir(join(folder, 'out')).catch(() => [])).filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.map(async (name) => {
      const answer: { id: string; text: string; to: string } = JSON.parse(
        await readFile(join(folder, 'out', name), 'utf8'),
      );
      return answer;
    }),
  );
}

describe('the channels of an installation', () => {
  test('tell what each asks for and can do, in both languages', async () => {
    const { body } = await journey.ask<Page<ChannelProvider>>('/channels/providers');
    for (const { title, explain, fields, abilities } of body.data) {
      for (const words of [title, explain, ...fields.map(({ label }) => label)])
        expect([words.en, words.de].every((text) => text.length > 2)).toBe(true);
      expect(abilities.receives.length).toBeGreaterThan(0);
    }
    expect(body.data.find(({ kind }) => kind === 'folder')?.fields).toMatchObject([
      { name: 'folder', kind: 'text', required: true, choices: [] },
    ]);
  });

  test('say what is wrong with the settings by the field that is wrong', async () => {
    const body = {
      kind: 'folder',
      name: 'Attic',
      queueId: account.queue.id,
      settings: { folder: '../etc' },
      enabled: true,
    };
    const { status, body: problem } = await journey.ask('/channels', { body });
    expect(status).toBe(422);
    expect(problem).toMatchObject({ errors: [{ pointer: '/settings/folder', code: 'invalid' }] });
  });
});

describe('a ticket that came by a channel', () => {
  test('names every way to its customer, and the answer takes the chosen one', async () => {
    await say('t-1', 'The lamp broke.');
    const ticket = await ticketOf('The lamp broke.');
    const { replyTo } = await journey.timeline(ticket);
    expect(replyTo.ways).toMatchObject([
      {
        account: { id: account.id, name: 'Till', kind: 'folder' },
        audience: 'private',
        to: [{ name: 'Ann' }],
        openUntil: null,
      },
    ]);
    const way = { accountId: account.id, audience: 'private' };
    const sent = await journey.ask<Message>(`/tickets/${ticket}/messages`, {
      body: { visibility: 'public', text: 'We send a new one.', way, sendAfterSeconds: 0 },
    });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ channel: 'api', post: { account: { name: 'Till' }, audience: 'private' } });
    await until(async () => (await answers()).some(({ text }) => text === 'We send a new one.'));
    await messageOf(ticket, ({ id, deliveryStatus }) => id === sent.body.id && deliveryStatus === 'sent');
  });

  test('is not answered a way that it does not have', async () => {
    const ticket = await ticketOf('The lamp broke.');
    const ask = (way: object) =>
      journey.ask(`/tickets/${ticket}/messages`, { body: { visibility: 'public', text: 'Hello', way } });
    expect((await ask({ accountId: account.id, audience: 'public' })).body).toMatchObject({
      errors: [{ pointer: '/way' }],
    });
    expect((await ask({ accountId: newId(), audience: 'private' })).status).toBe(422);
    expect((await ask({ accountId: 'till', audience: 'private' })).status).toBe(422);
    expect((await ask({ accountId: null, audience: 'private' })).body).toMatchObject({ errors: [{ pointer: '/to' }] });
  });

  test('keeps the chosen way with the draft', async () => {
    const ticket = await ticketOf('The lamp broke.');
    const way = { accountId: account.id, audience: 'private' };
    const body = { kind: 'reply', to: [], cc: [], text: 'Half a thought', attachments: [], way, version: 0 };
    const { body: draft } = await journey.ask<Draft>(`/tickets/${ticket}/draft`, { method: 'PUT', body });
    expect(draft).toMatchObject({ way, version: 1 });
    const again = { ...body, way: null, version: 1 };
    expect((await journey.ask<Draft>(`/tickets/${ticket}/draft`, { method: 'PUT', body: again })).body.way).toBeNull();
  });

  test('shows what was said before an author changed it, and that he took it back', async () => {
    const bob = { from: { id: 'bob-1', name: 'Bob' } };
    await say('t-2', 'The till is rude.', bob);
    const ticket = await ticketOf('The till is rude.');
    await say('t-2', 'The till is very rude.', bob);
    const edited = await messageOf(ticket, ({ post }) => post?.editedAt != null);
    expect(edited).toMatchObject({
      text: 'The till is very rude.',
      post: { earlier: [{ text: 'The till is rude.' }] },
    });
    await say('t-2', '', { ...bob, deleted: true });
    const gone = await messageOf(ticket, ({ post }) => post?.deletedAt != null);
    expect(gone.text).toBe('The till is very rude.');
  });

  test('is a compliment by itself when it is praise in public and nothing else, and owes no decision', async () => {
    const pays = { from: { id: 'cleo-1', name: 'Cleo' }, public: true };
    await say('c-1', 'Thank you, the team was friendly and the lamp is beautiful.', pays);
    await say('c-2', 'Thank you, the friendly lamp is beautiful, but broken.', pays);
    await say('c-3', 'Thank you, your team was friendly and the chair is beautiful.', pays);
    const [praise, complaint, doubtful] = await Promise.all(
      ['Thank you, the team', 'Thank you, the friendly', 'Thank you, your team'].map(ticketOf),
    );
    expect(await journey.ticket(praise ?? '')).toMatchObject({ kind: 'compliment', stage: null, suggestedKind: null });
    expect(await journey.ticket(complaint ?? '')).toMatchObject({ kind: 'complaint', suggestedKind: null });
    const { version, ...asked } = await journey.ticket(doubtful ?? '');
    expect(asked).toMatchObject({ kind: 'complaint', suggestedKind: 'compliment' });
    const clocks = async (id = ''): Promise<string[]> => {
      const { body } = await journey.ask<Page<{ milestone: string }>>(`/tickets/${id}/clocks`);
      return body.data.map(({ milestone }) => milestone);
    };
    expect(await clocks(praise)).not.toContain('resolution');
    expect(await clocks(complaint)).toContain('resolution');
    const headers = { 'if-match': `"${version}"` };
    const kept = await journey.ask(`/tickets/${doubtful}`, { method: 'PATCH', headers, body: { kind: 'compliment' } });
    expect(kept).toMatchObject({ status: 200, body: { kind: 'compliment', suggestedKind: null } });
  });

  test('waits with its answer while the account is paused', async () => {
    const ticket = await ticketOf('The lamp broke.');
    const { name, queue, settings, version } =
      (await journey.ask<Page<ChannelAccount>>('/channels')).body.data[0] ?? account;
    const body = { name, queueId: queue.id, settings, enabled: false };
    const headers = { 'if-match': `"${version}"` };
    expect((await journey.ask(`/channels/${account.id}`, { method: 'PUT', body, headers })).status).toBe(200);
    const { ways } = (await journey.timeline(ticket)).replyTo;
    expect(ways).toEqual([]);
    const left = (await answers()).length;
    await journey.sql.rows(
      `UPDATE outbox SET state = 'queued', due_at = now() WHERE channel_account_id = $1 AND state = 'sent'`,
      [account.id],
    );
    const waiting = await messageOf(ticket, ({ deliveryDetail }) => deliveryDetail?.includes('paused') === true);
    expect(waiting).toMatchObject({ deliveryStatus: 'queued', mayHaveArrived: false });
    expect(await answers()).toHaveLength(left);
  });

  test('calls off what was not taken yet, and what may have arrived only when that is known', async () => {
    const ticket = await ticketOf('The lamp broke.');
    const cancel = (id: string, body: object) =>
      journey.ask<Message & { type: string }>(`/messages/${id}/cancel`, { body });
    const waiting = await messageOf(ticket, ({ deliveryDetail }) => deliveryDetail?.includes('paused') === true);
    await journey.sql.rows('UPDATE outbox SET may_have_arrived = true WHERE message_id = $1', [waiting.id]);
    const refused = await cancel(waiting.id, {});
    expect(refused).toMatchObject({ status: 409, body: { type: expect.stringContaining('may-have-arrived') } });
    expect((await cancel(waiting.id, { even: 'yes' })).status).toBe(422);
    expect((await messageOf(ticket, ({ id }) => id === waiting.id)).deliveryStatus).toBe('queued');
    expect(await cancel(waiting.id, { even: true })).toMatchObject({
      status: 200,
      body: { deliveryStatus: 'cancelled', deliveryDetail: null, mayHaveArrived: true },
    });
    expect((await cancel(waiting.id, { even: true })).status).toBe(410);
  });

  test('has no consent to ask for where nothing was said in public', async () => {
    const ticket = await ticketOf('The lamp broke.');
    const { status } = await journey.ask(`/tickets/${ticket}/consent`, { body: { means: 'phone' } });
    expect(status).toBe(409);
  });
});

describe('an account that is connected already', () => {
  const attic = (more: object) => ({
    name: 'Attic',
    queueId: account.queue.id,
    enabled: true,
    ...more,
  });

  test('is not connected a second time under another name, and it is said which one has it', async () => {
    const { status, body } = await journey.ask('/channels', {
      body: attic({ kind: 'folder', settings: account.settings }),
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      errors: [
        {
          pointer: '/settings/folder',
          code: 'taken',
          message: expect.stringMatching(/^The account “Till” has this one already/),
        },
      ],
    });
    const page = { appId: '4700', verifyToken: 'a word of ours'.replaceAll(' ', '-') };
    const secret = JSON.stringify({ appSecret: 'a'.repeat(32), accessToken: 'b'.repeat(32) });
    const lumo = attic({
      kind: 'facebook',
      name: 'Lumo',
      enabled: false,
      settings: { ...page, pageId: '4711' },
      secret,
    });
    expect((await journey.ask('/channels', { body: lumo })).status).toBe(201);
    const again = await journey.ask('/channels', { body: { ...lumo, name: 'Lumo again' } });
    expect(again.body).toMatchObject({ errors: [{ pointer: '/settings/pageId', code: 'taken' }] });
    const other = await journey.ask('/channels', {
      body: { ...lumo, kind: 'facebook', name: 'Other', settings: { ...page, pageId: '4712' } },
    });
    expect(other.status).toBe(201);
  });

  test('may not become another one’s either, but one of two that stand already can be paused', async () => {
    const made = await journey.ask<ChannelAccount>('/channels', {
      body: attic({ kind: 'folder', settings: { folder: 'attic' } }),
    });
    const put = (body: object, version: number) =>
      journey.ask(`/channels/${made.body.id}`, { method: 'PUT', body, headers: { 'if-match': `"${version}"` } });
    const taken = await put(attic({ settings: account.settings }), made.body.version);
    expect(taken.body).toMatchObject({ errors: [{ pointer: '/settings/folder', code: 'taken' }] });
    expect((await put(attic({ settings: { folder: 'attic' } }), made.body.version)).status).toBe(200);
    // As it was possible before.
    await journey.sql.rows('UPDATE channel_accounts SET settings = $2 WHERE id = $1', [made.body.id, account.settings]);
    const paused = await put(attic({ settings: account.settings, enabled: false }), made.body.version + 1);
    expect(paused.status).toBe(200);
    expect((await put(attic({ settings: account.settings }), made.body.version + 2)).status).toBe(422);
  });

  test('is connected once by two who do so at the same moment', async () => {
    const both = ['North', 'South'].map((name) =>
      journey.ask('/channels', { body: attic({ kind: 'folder', name, settings: { folder: 'cellar' } }) }),
    );
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });
});
