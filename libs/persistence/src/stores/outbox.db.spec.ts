import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { later, MINUTE, SECOND } from '@redress/domain/time.js';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../../test/support/desk.js';
import { inTransaction } from '../sql.js';
import { insertMessage } from './messages.store.js';
import {
  beginTry,
  cancelOutbox,
  dueOutbox,
  endTry,
  outboxRow,
  requeueOutbox,
  type SendingTry,
} from './outbox.store.js';
import { writeRows } from '../write-rows.js';

let given: TestDesk;
let ticketId: string;

beforeAll(async () => {
  given = await deskForTest();
  ticketId = await givenTicket(given);
});
afterAll(() => given.close());

/** A mail that may go in ten seconds. */
async function givenMail(): Promise<{ id: string; messageId: string }> {
  const [id, messageId] = [newId(), newId()];
  const at = given.clock.now();
  const letter = {
    from: { name: '', address: 'desk@desk.test' },
    replyTo: null,
    to: [{ name: '', address: 'ann@customer.test' }],
    cc: [],
  };
  const words = { subject: 'Re: Lamp', text: 'Sorry.', html: null, inReplyTo: null, references: [], attachments: [] };
  await inTransaction(given.desk.database, async (tx) => {
    await insertMessage(tx, { ...MESSAGE, id: messageId, ticketId, receivedAt: at, ingestedAt: at });
    const row = outboxRow({
      id,
      ticketId,
      messageId,
      automatic: false,
      purpose: 'reply',
      envelopeFrom: 'desk@desk.test',
      rfcMessageId: `${messageId}@desk.test`,
      letter: { ...letter, ...words },
      dueAt: later(at, 10 * SECOND),
      createdAt: at,
    });
    await writeRows(tx, { outbox: [row] });
  });
  return { id, messageId };
}

const MESSAGE = {
  channel: 'email',
  direction: 'outbound',
  visibility: 'public',
  rfcMessageId: null,
  contentCore: null,
  inReplyTo: [],
  from: null,
  to: [],
  cc: [],
  subject: '',
  text: '',
  newText: '',
  html: null,
  remoteImages: 0,
  automatic: null,
  authentication: null,
  unverifiedSender: false,
  usedMessageId: false,
  oddities: [],
  occurredAt: null,
  authorId: null,
  sourceSha256: null,
} as const;

const due = () => later(given.clock.now(), 11 * SECOND);
const begin = (id: string, at = due()): Promise<SendingTry | null> =>
  beginTry(given.sql, { id, token: newId(), source: null }, at);
const end = (
  attempt: SendingTry,
  state: 'sent' | 'failed' | 'unknown' | 'queued',
  mayHaveArrived = state === 'unknown',
): Promise<boolean> =>
  inTransaction(given.desk.database, (tx) =>
    endTry(tx, attempt, { state, detail: null, nextAt: null, mayHaveArrived, settled: {}, at: due() }),
  );
const callOff = (messageId: string, even = false) =>
  inTransaction(given.desk.database, (tx) => cancelOutbox(tx, messageId, even));
const leaseRunsOut = (id: string) =>
  given.sql.rows(`UPDATE outbox SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
const stateOf = async (id: string) => {
  const [row] = await given.sql.rows<{ state: string; source: string | null }>(
    'SELECT state, source_sha256 AS source FROM outbox WHERE id = $1',
    [id],
  );
  return row;
};

describe('a mail on its way', () => {
  test('waits until its undo window is over', async () => {
    const { id } = await givenMail();
    expect(await begin(id, given.clock.now())).toBeNull();
    expect(await dueOutbox(given.sql, given.clock.now(), 100)).not.toContain(id);
    expect(await dueOutbox(given.sql, due(), 100)).toContain(id);
  });

  test('is begun by one of many who reach for it', async () => {
    const { id } = await givenMail();
    const tries = await Promise.all(Array.from({ length: 20 }, () => begin(id)));
    expect(tries.filter((attempt) => attempt !== null)).toHaveLength(1);
  });

  test('is taken back or sent, never both', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id, messageId } = await givenMail();
      const raced = await Promise.all(round % 2 ? [begin(id), callOff(messageId)] : [callOff(messageId), begin(id)]);
      expect(raced.filter((won) => won !== null && won !== 'mayHaveArrived')).toHaveLength(1);
    }
  });

  test('that was tried and not taken is called off or tried again, never both', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id, messageId } = await givenMail();
      const first = await begin(id);
      if (first === null) throw new Error('nobody began');
      await end(first, 'queued');
      const raced = await Promise.all(round % 2 ? [begin(id), callOff(messageId)] : [callOff(messageId), begin(id)]);
      expect(raced.filter((won) => won !== null && won !== 'mayHaveArrived')).toHaveLength(1);
      if (raced.includes('calledOff')) expect(await begin(id)).toBeNull();
    }
  });

  test('that may have arrived is called off only by who knows it, and nobody tries it again', async () => {
    for (const state of ['unknown', 'queued'] as const) {
      const { id, messageId } = await givenMail();
      const first = await begin(id);
      if (first === null) throw new Error('nobody began');
      await end(first, state, true);
      expect(await callOff(messageId)).toBe('mayHaveArrived');
      expect(await callOff(messageId, true)).toBe('calledOff');
      expect(await begin(id)).toBeNull();
      expect(await stateOf(id)).toMatchObject({ state: 'cancelled' });
    }
  });

  test('that somebody is sending is not called off while his lease lasts', async () => {
    const { id, messageId } = await givenMail();
    await begin(id);
    expect(await callOff(messageId)).toBe('mayHaveArrived');
    expect(await callOff(messageId, true)).toBe('tooLate');
    await leaseRunsOut(id);
    expect(await callOff(messageId)).toBe('mayHaveArrived');
    expect(await callOff(messageId, true)).toBe('calledOff');
  });

  test('whose try lost its lease is not reported on by it', async () => {
    const { id } = await givenMail();
    const first = await begin(id);
    await leaseRunsOut(id);
    expect(await dueOutbox(given.sql, due(), 100)).toContain(id);
    const second = await begin(id);
    if (first === null || second === null) throw new Error('nobody began');
    expect(second.mayHaveArrivedTwice).toBe(true);
    expect(await end(first, 'failed')).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'sending' });
    expect(await end(second, 'sent')).toBe(true);
    expect(await end(second, 'failed')).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
  });

  test('is nobody else’s while its lease lasts', async () => {
    const { id } = await givenMail();
    await begin(id);
    expect(await begin(id, later(due(), 4 * MINUTE))).toBeNull();
  });

  test('that may have arrived says so at the next try', async () => {
    const { id } = await givenMail();
    const first = await begin(id);
    if (first === null) throw new Error('nobody began');
    expect(first.mayHaveArrivedTwice).toBe(false);
    await end(first, 'unknown');
    expect(await begin(id)).toMatchObject({ attempts: 2, mayHaveArrivedTwice: true, rfcMessageId: first.rfcMessageId });
  });

  test('goes again only when it failed', async () => {
    const { id, messageId } = await givenMail();
    const again = () => inTransaction(given.desk.database, (tx) => requeueOutbox(tx, messageId, given.clock.now()));
    expect(await again()).toBe(false);
    const attempt = await begin(id);
    if (attempt === null) throw new Error('nobody began');
    await end(attempt, 'failed');
    expect(await again()).toBe(true);
    expect(await again()).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'queued' });
  });
});
