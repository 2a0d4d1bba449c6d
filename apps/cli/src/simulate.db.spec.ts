import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { channelOf } from '@redress/channels/channels.js';
import { isLongerThan } from '@redress/domain/channel/message.js';
import { instant } from '@redress/domain/time.js';
import { firstStart } from '@redress/desk/first-start.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { openBlobs } from '@redress/platform/blobs.js';
import type { DataSource } from 'typeorm';
import { apiForTest, type TestApi } from '../../../test/support/api.js';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres.js';
import { openSmtpSink, type SmtpSink } from '../../../test/support/smtp-sink.js';
import { loadDemo } from './demo/load.js';
import { checkReceiver, runSimulation } from './simulate.js';
import { openSquare, type Square } from './simulate-square.js';

// Loads a demo first, which takes its time on a busy machine.
let made: TestDatabase;
let database: DataSource;
let sink: SmtpSink;
/** Another installation, which takes the forms. */
let api: TestApi;
let folder: string;

beforeAll(async () => {
  made = await testDatabase();
  database = await openDatabase({ url: made.url, poolSize: 2, applicationName: 'simulate spec' });
  folder = await mkdtemp(join(tmpdir(), 'redress-simulate-'));
  await firstStart(database, { adminEmail: null, adminPassword: 'long enough', apiToken: null });
  await loadDemo({ database, blobs: await openBlobs(folder), now: Date.now(), count: 300 });
  sink = await openSmtpSink();
  api = await apiForTest();
});

afterAll(async () => {
  await sink.close();
  await api.close();
  await database.destroy();
  await made.drop();
  await rm(folder, { recursive: true });
});

/** Runs until so many lines were told. */
async function post(seed: string, mails: number, square: Square | null = null): Promise<string[]> {
  const lines: string[] = [];
  const stop = new AbortController();
  const tell = (line: string): void => {
    lines.push(line);
    if (lines.length === mails) stop.abort();
  };
  const target = { host: '127.0.0.1', port: sink.port };
  const wishes = { target, forms: api.url, sql: sqlOn(database), square, speed: 10_000, seed, stop: stop.signal, tell };
  const sent = await runSimulation(wishes);
  expect(sent).toBe(mails);
  return lines;
}

const headerOf = (raw: Buffer, name: string): string =>
  new RegExp(`^${name}:\\s*((?:.|\\r?\\n[ \\t])*)$`, 'im').exec(raw.toString('utf8'))?.[1]?.trim() ?? '';

describe('a simulated day', () => {
  test('brings new mail, answers to ours, vacation notices and spam, one line each', async () => {
    const before = sink.mails.length;
    const lines = await post('day', 60);
    const mails = sink.mails.slice(before);
    const forms = lines.filter((line) => line.includes('  form '));
    expect(mails).toHaveLength(60 - forms.length);
    const stored = await api.sql.rows("SELECT 1 FROM tickets WHERE channel = 'webForm'");
    expect([forms.length > 0, stored.length]).toEqual([true, forms.length]);
    for (const kind of ['new', 'reply', 'away', 'spam'])
      expect(lines.some((line) => line.includes(`  ${kind} `))).toBe(true);
    const replies = mails.filter((mail) => headerOf(mail.raw, 'In-Reply-To') !== '' && mail.from !== '');
    const ids = new Set(
      (await sqlOn(database).rows<{ id: string }>('SELECT rfc_message_id AS id FROM outbox')).map(
        (row) => `<${row.id}>`,
      ),
    );
    expect(replies.length).toBeGreaterThan(3);
    for (const mail of replies) expect(ids).toContain(headerOf(mail.raw, 'In-Reply-To'));
    for (const mail of mails.filter((one) => one.from === ''))
      expect(headerOf(mail.raw, 'Auto-Submitted')).toBe('auto-replied');
  });

  test('goes only to addresses of queues and comes only from people who do not exist', () => {
    for (const mail of sink.mails) {
      expect(mail.to.every((address) => address.endsWith('@lumo.example'))).toBe(true);
      expect(mail.from === '' || mail.from.endsWith('.example')).toBe(true);
    }
  });

  test('names each mail anew, also with the same seed', async () => {
    await post('day', 10);
    const again = sink.mails.filter((mail) => mail.messageId !== null).map((mail) => mail.messageId);
    const most = Math.max(...again.map((id) => again.filter((other) => other === id).length));
    // The same mail in two deliveries is part of a day.
    expect(most).toBeLessThanOrEqual(3);
  });

  test('brings some of what is new as a post that everybody reads, where the desk has an account for them', async () => {
    const square = await openSquare(sqlOn(database), folder);
    const lines = await post('square', 60, square);
    const settings = { folder: 'demo' };
    const inbox = join(folder, 'channels', settings.folder, 'in');
    const names = await readdir(inbox);
    expect(names.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('  in public '))).toHaveLength(names.length);
    const access = { settings, secret: () => null, dataDir: folder, internalHosts: [], now: () => instant(Date.now()) };
    for (const name of names) {
      const happening = await channelOf('square')?.read(await readFile(join(inbox, name)), access);
      if (happening?.kind !== 'message') throw new Error('This is no post');
      expect(happening.message).toMatchObject({ isPublic: true, author: { handle: expect.stringMatching(/^@./) } });
      expect(isLongerThan(happening.message.text, 300)).toBe(false);
    }
    await sqlOn(database).rows(`UPDATE channel_accounts SET enabled = false WHERE kind = 'square'`);
    expect(await openSquare(sqlOn(database), folder)).toBeNull();
  });

  test('says what to do when nobody takes mail', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 1;
    await new Promise((resolve) => closed.close(resolve));
    await expect(checkReceiver({ host: '127.0.0.1', port })).rejects.toThrow('Start Redress first');
  });
});
