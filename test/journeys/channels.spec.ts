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
    expect(waiting.deliveryStatus).toBe('queued');
    expect(await answers()).toHaveLength(left);
  });

  test('has no consent to ask for where nothing was said in public', async () => {
    const ticket = await ticketOf('The lamp broke.');
    const { status } = await journey.ask(`/tickets/${ticket}/consent`, { body: { means: 'phone' } });
    expect(status).toBe(409);
  });
});
