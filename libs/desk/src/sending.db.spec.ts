import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '@redress/domain/time.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { cancelOutbox, markBounced } from '@redress/persistence/stores/outbox.store.js';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { retry, write } from './messages.js';
import { type Post, send } from './sending.js';
import type { SendingOutcome } from './sending-verdict.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

/** A reply whose undo window is over. */
async function dueReply(): Promise<string> {
  const messageId = await write(given.desk, {
    ...{ asker: given.admin, ticket: await givenTicket(given), messageId: newId(), visibility: 'public' },
    ...{ text: 'We are sorry.', html: null, to: null, cc: [], attachments: [], sendAfterSeconds: 0, seenVersion: null },
  });
  given.clock.moveBy(SECOND);
  return messageId;
}

const mailOf = async (messageId: string) => {
  const [row] = await given.sql.rows<{ id: string; rfc: string; state: string; detail: string | null; twice: boolean }>(
    'SELECT id, rfc_message_id AS rfc, state, detail, may_have_arrived_twice AS twice FROM outbox WHERE message_id = $1',
    [messageId],
  );
  if (row === undefined) throw new Error('No mail');
  return row;
};

const build = (): Promise<Buffer> => Promise.resolve(Buffer.from('the bytes'));
const answering = (outcome: SendingOutcome): Post => ({ build, send: () => Promise.resolve(outcome) });
const taken = answering({ kind: 'sent', response: '250 ok' });

test('a mail that cannot be built says why, waits its turn, and leaves once when it can', async () => {
  const messageId = await dueReply();
  const { id } = await mailOf(messageId);
  const broken = { ...taken, build: () => Promise.reject(new Error('An attachment is gone')) };
  await send(given.desk, broken, { ids: [id] });
  expect(await mailOf(messageId)).toMatchObject({ state: 'queued', detail: 'An attachment is gone', twice: false });
  given.clock.moveBy(2 * MINUTE);
  await send(given.desk, taken, { ids: [id] });
  expect(await mailOf(messageId)).toMatchObject({ state: 'sent', twice: false });
});

test('a mail whose way out cannot be found waits its turn with the reason', async () => {
  const messageId = await dueReply();
  const { id } = await mailOf(messageId);
  await send(
    given.desk,
    { ...taken, ownWay: () => Promise.reject(new Error('The key is another one')) },
    { ids: [id] },
  );
  expect(await mailOf(messageId)).toMatchObject({ state: 'queued', detail: 'The key is another one', twice: false });
});

test('two who reach for a mail at once send it once, by the bytes of the first', async () => {
  const messageId = await dueReply();
  const { id } = await mailOf(messageId);
  const sent: string[] = [];
  const by = (who: string): Post => ({
    build: () => Promise.resolve(Buffer.from(`the bytes of ${who}`)),
    send: (source) => {
      sent.push(source.toString());
      return Promise.resolve({ kind: 'sent', response: '250 ok' });
    },
  });
  await Promise.all(['one', 'another', 'a third'].map((who) => send(given.desk, by(who), { ids: [id] })));
  expect(sent).toHaveLength(1);
  const [row] = await given.sql.rows<{ source: string }>('SELECT source_sha256 AS source FROM outbox WHERE id = $1', [
    id,
  ]);
  expect((await given.desk.blobs.read(row?.source ?? '')).toString()).toBe(sent[0]);
  expect(await mailOf(messageId)).toMatchObject({ state: 'sent', twice: false });
});

test('a bounce that is faster than the word of our own server stands', async () => {
  const messageId = await dueReply();
  const { id } = await mailOf(messageId);
  const bouncing: Post = {
    build,
    send: async () => {
      await inTransaction(given.desk.database, (tx) => markBounced(tx, messageId, 'No such person'));
      return { kind: 'sent', response: '250 ok' };
    },
  };
  await send(given.desk, bouncing, { ids: [id] });
  expect(await mailOf(messageId)).toMatchObject({ state: 'bounced', detail: 'No such person' });
});

describe('a mail that the server takes for some of its recipients', () => {
  const [ANN, BOB, EVE] = ['ann@shop.test', 'bob@shop.test', 'eve@shop.test'];
  const refusing = (...refused: readonly (readonly [string, boolean])[]): Post & { readonly to: string[][] } => {
    const to: string[][] = [];
    return {
      ...{ build, to },
      send: (_, envelope) => {
        to.push([...envelope.to]);
        const no = refused.map(([address, permanent]) => ({
          address,
          permanent,
          detail: permanent ? '550 No' : '450 Later',
        }));
        return Promise.resolve({ kind: 'sent', response: '250 ok', refused: no });
      },
    };
  };
  async function dueToThree(): Promise<{ id: string; messageId: string }> {
    const messageId = await dueReply();
    const { id } = await mailOf(messageId);
    await given.sql.rows('UPDATE outbox SET to_addresses = $2, cc_addresses = $3 WHERE id = $1', [
      id,
      [ANN],
      [BOB, EVE],
    ]);
    return { id, messageId };
  }
  const reports = async (messageId: string): Promise<unknown[]> => {
    const rows = await given.sql.rows<{ report: string }>(
      `SELECT body ->> 'report' AS report FROM ticket_events WHERE type = 'DeliveryReported' AND body ->> 'messageId' = $1 ORDER BY version`,
      [messageId],
    );
    return rows.map(({ report }) => report);
  };

  test('tries the others again alone, and is sent when everybody has it', async () => {
    const { id, messageId } = await dueToThree();
    const first = refusing([BOB, false], [EVE.toUpperCase(), false]);
    await send(given.desk, first, { ids: [id] });
    expect(first.to).toEqual([[ANN, BOB, EVE]]);
    expect(await mailOf(messageId)).toMatchObject({ state: 'queued', detail: `${BOB}: 450 Later; ${EVE}: 450 Later` });
    expect(await inTransaction(given.desk.database, (tx) => cancelOutbox(tx, messageId, false))).toBe('mayHaveArrived');
    given.clock.moveBy(2 * MINUTE);
    const second = refusing();
    await send(given.desk, second, { ids: [id] });
    expect(second.to).toEqual([[BOB, EVE]]);
    expect(await mailOf(messageId)).toMatchObject({ state: 'sent', detail: '250 ok', twice: false });
  });

  test('says who was refused, leaves the answer to the customer standing, and is sent again to nobody else', async () => {
    const { id, messageId } = await dueToThree();
    const first = refusing([EVE, true]);
    await send(given.desk, first, { ids: [id] });
    expect(await mailOf(messageId)).toMatchObject({ state: 'failed', detail: `${EVE}: 550 No` });
    expect(await reports(messageId)).toEqual(['sent']);
    await retry(given.desk, given.admin, messageId);
    const again = refusing();
    await send(given.desk, again, { ids: [id] });
    expect(again.to).toEqual([[EVE]]);
    expect(await mailOf(messageId)).toMatchObject({ state: 'sent' });
  });

  test('and not for the customer has failed', async () => {
    const { id, messageId } = await dueToThree();
    await send(given.desk, refusing([ANN, true], [BOB, false]), { ids: [id] });
    expect(await mailOf(messageId)).toMatchObject({ state: 'queued', detail: `${BOB}: 450 Later` });
    given.clock.moveBy(2 * MINUTE);
    await send(given.desk, answering({ kind: 'failed', detail: '554 Spam' }), { ids: [id] });
    expect(await mailOf(messageId)).toMatchObject({
      state: 'failed',
      detail: `${ANN}: 550 No; ${BOB}: 554 Spam`,
    });
    expect(await reports(messageId)).toEqual(['failed']);
  });
});

test('a mail that was given up and is sent again has its tries anew', async () => {
  const messageId = await dueReply();
  const { id } = await mailOf(messageId);
  const away = answering({ kind: 'retry', detail: 'No route' });
  for (let tries = 0; tries < 9; tries += 1) {
    await send(given.desk, away, { ids: [id] });
    given.clock.moveBy(24 * HOUR);
  }
  expect(await mailOf(messageId)).toMatchObject({ state: 'failed', detail: 'Given up after 9 tries: No route' });
  await retry(given.desk, given.admin, messageId);
  await send(given.desk, away, { ids: [id] });
  expect(await mailOf(messageId)).toMatchObject({ state: 'queued', detail: 'No route' });
});

describe('where no mail server is configured', () => {
  const here: Post = { build: (letter) => Promise.resolve(Buffer.from(letter.text)), send: null };
  const reportsOf = async (messageId: string): Promise<string[]> => {
    const rows = await given.sql.rows<{ report: string }>(
      `SELECT body ->> 'report' AS report FROM ticket_events WHERE type = 'DeliveryReported' AND body ->> 'messageId' = $1`,
      [messageId],
    );
    return rows.map(({ report }) => report);
  };

  test('mails of several tickets are kept together, each told by its ticket, and once', async () => {
    const messageIds = [await dueReply(), await dueReply(), await dueReply()];
    await Promise.all([send(given.desk, here, { messageIds }), send(given.desk, here, { messageIds })]);
    for (const messageId of messageIds) {
      expect(await mailOf(messageId)).toMatchObject({ state: 'captured', twice: false });
      expect(await reportsOf(messageId)).toEqual(['captured']);
    }
  });

  test('one that cannot be built waits with its reason, and one that was taken back stays so', async () => {
    const [kept, broken, takenBack] = [await dueReply(), await dueReply(), await dueReply()];
    const takes: Post = {
      ...here,
      build: async (letter) => {
        if (letter.rfcMessageId === (await mailOf(broken)).rfc) throw new Error('An attachment is gone');
        // while its bytes are made, before anybody could take it
        await inTransaction(given.desk.database, (tx) => cancelOutbox(tx, takenBack, false));
        return Buffer.from(letter.text);
      },
    };
    await send(given.desk, takes, { messageIds: [takenBack, broken, kept] });
    expect(await mailOf(kept)).toMatchObject({ state: 'captured' });
    expect(await mailOf(broken)).toMatchObject({ state: 'queued', detail: 'An attachment is gone' });
    expect(await mailOf(takenBack)).toMatchObject({ state: 'cancelled' });
    expect(await reportsOf(takenBack)).toEqual([]);
  });
});
