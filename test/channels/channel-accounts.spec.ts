import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRecorder } from '@redress/channels/recording.channel.js';
import { tellAlarms } from '@redress/desk/alarms.js';
import { merge } from '@redress/desk/merging.js';
import { removeQueue } from '@redress/desk/policy.js';
import { keepBatch } from '@redress/desk/receiving.js';
import type { Happening } from '@redress/domain/channel/message.js';
import { DAY, HOUR, later } from '@redress/domain/time.js';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { Door, type Platform } from './channel-contract.js';

const SECRET = 'the secret of the recorder';

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

async function givenDoor() {
  const recorder = openRecorder(SECRET);
  const nobody = (): Promise<never> => Promise.reject(new Error('Nobody does this here'));
  const platform: Platform = {
    ...{ channel: recorder.channel, settings: {}, secret: SECRET, say: nobody, takeBack: nobody },
    ...{ repeatBackwards: nobody, sayNonsense: nobody, breakDown: nobody, mend: nobody },
    answers: () => Promise.resolve(recorder.replies.map(({ externalId: id, text }) => ({ id, text }))),
    close: () => Promise.resolve(),
  };
  const door = await Door.open(platform, given, '/nowhere');
  const say = async (happening: Happening): Promise<string[]> => {
    recorder.say(happening, given.clock.now());
    return door.receive();
  };
  /** In private, by one person. */
  const write = (id: string, who: string, parentId: string | null = null): Promise<string[]> =>
    say({
      kind: 'message',
      message: {
        ...{ externalId: id, subject: null, text: `The lamp ${id} broke.`, html: null, attachments: [], parentId },
        ...{ threadId: null, isPublic: false, occurredAt: given.clock.now(), changedAt: given.clock.now() },
        author: {
          ...{ name: who, handle: `@${who}` },
          identities: [{ kind: 'socialHandle', value: `recording:${who}`, verified: true }],
        },
      },
    });
  return { door, recorder, say, write };
}

describe('a ticket that was merged', () => {
  test('is answered and gone on with where it went', async () => {
    const { door, write, recorder } = await givenDoor();
    const who = newId();
    await write('m1', who);
    const from = await door.ticketOf('m1');
    await write('m2', newId());
    const into = await door.ticketOf('m2');
    // The customer of both is one: else his words would not be answered from there.
    await given.sql.rows(
      'UPDATE tickets SET customer_id = (SELECT customer_id FROM tickets WHERE id = $1) WHERE id = $2',
      [...[from, into]],
    );
    given.clock.moveBy(HOUR);
    await write('m3', who);
    await merge(given.desk, { asker: given.admin, ticket: from, version: null }, into);
    const reply = await door.answer(into, 'Both are on their way.');
    await door.send(reply);
    expect(recorder.replies.map(({ parentId, text }) => ({ parentId, text }))).toEqual([
      { parentId: 'm3', text: 'Both are on their way.' },
    ]);
    expect(await write('m4', who)).toEqual(['appended']);
    expect(await door.ticketOf('m4')).toBe(into);
    expect(await write('m5', who, 'm1')).toEqual(['appended']);
    expect(await door.ticketOf('m5')).toBe(into);
  });
});

test('a queue that a channel account brings tickets into is not removed, and it is said which account', async () => {
  const { door } = await givenDoor();
  const queueId = newId();
  await given.sql.rows(`INSERT INTO queues (id, name, kind) VALUES ($1, 'Empty', 'complaint')`, [queueId]);
  await given.sql.rows('UPDATE channel_accounts SET queue_id = $1 WHERE id = $2', [queueId, door.account.id]);
  await expect(removeQueue(given.desk, given.admin, queueId)).rejects.toMatchObject({
    code: 'in-use',
    detail: `The channel accounts ${door.account.name} bring tickets into it: give them another queue first`,
  });
});

describe('administrators', () => {
  const alarms = async (because: string, accountId: string): Promise<number> => {
    const rows = await given.sql.rows(
      `SELECT 1 FROM notifications WHERE kind = 'alarm' AND body ->> 'because' = $1 AND body ->> 'accountId' = $2`,
      [because, accountId],
    );
    return rows.length;
  };

  test('are told once that an access ends, a week before, and see until when on the account', async () => {
    const { door } = await givenDoor();
    const endsAt = later(given.clock.now(), 20 * DAY);
    const look = (): Promise<number> => {
      const batch = { parcels: [], cursor: null, hasMore: false, accessEndsAt: endsAt };
      return keepBatch(given.desk, door.account, batch, () => undefined);
    };
    await look();
    await tellAlarms(given.desk);
    expect(await alarms('channelAccess', door.account.id)).toBe(0);
    expect(await door.health()).toMatchObject({
      state: 'receiving',
      remedy: null,
      accessEndsAt: new Date(endsAt).toISOString(),
    });
    given.clock.moveBy(14 * DAY);
    for (let time = 0; time < 3; time += 1) {
      await look();
      await tellAlarms(given.desk);
      given.clock.moveBy(DAY);
    }
    expect(await alarms('channelAccess', door.account.id)).toBe(1);
    expect(await door.health()).toMatchObject({
      state: 'receiving',
      remedy: expect.stringMatching(/ends on .* Connect/),
    });
  });

  test('are told once a day of a channel that lets us in no more', async () => {
    const { door, recorder } = await givenDoor();
    const wrong = await Door.open(door.platform, given, '/nowhere', 'another secret');
    expect(await wrong.look()).toBe('refused');
    // An hour before midnight the second look would be of another day.
    given.clock.moveBy(DAY - (given.clock.now() % DAY));
    for (const hours of [0, 1, 24]) {
      given.clock.moveBy(hours * HOUR);
      await tellAlarms(given.desk);
    }
    expect(await alarms('channel', wrong.account.id)).toBe(2);
    expect(await alarms('channel', door.account.id)).toBe(0);
    expect(recorder.replies).toEqual([]);
  });
});

describe('what a platform says of our messages', () => {
  const states = async (outboxId: string): Promise<string> => {
    const [row] = await given.sql.rows<{ state: string }>('SELECT state FROM outbox WHERE id = $1', [outboxId]);
    return row?.state ?? 'none';
  };
  const messageOf = async (outboxId: string): Promise<string> => {
    const [row] = await given.sql.rows<{ id: string }>('SELECT message_id AS id FROM outbox WHERE id = $1', [outboxId]);
    return row?.id ?? '';
  };

  test('is told on each of them, by name or by how far the customer has read', async () => {
    const { door, say, write, recorder } = await givenDoor();
    const who = newId();
    await write('d1', who);
    const ticket = await door.ticketOf('d1');
    const [first, second] = [await door.answer(ticket, 'First.'), await door.answer(ticket, 'Second.')];
    await door.send(first);
    await door.send(second);
    const externalIds = recorder.replies.slice(0, 1).map(({ externalId }) => externalId);
    expect(await say({ kind: 'delivery', of: { externalIds }, news: 'delivered', detail: null })).toEqual(['filed']);
    expect([await states(first), await states(second)]).toEqual(['delivered', 'sent']);
    const of = { to: `recording:${who}`, until: later(given.clock.now(), HOUR) };
    expect(await say({ kind: 'delivery', of, news: 'read', detail: null })).toEqual(['filed']);
    expect([await states(first), await states(second)]).toEqual(['read', 'read']);
    const late = { ...of, until: later(of.until, HOUR) };
    expect(await say({ kind: 'delivery', of: late, news: 'delivered', detail: null })).toEqual(['filed']);
    expect([await states(first), await states(second)]).toEqual(['read', 'read']);
    expect(await door.events(ticket)).toEqual(expect.arrayContaining(['DeliveryReported']));
  });

  test('counts also when we died before we heard that it was taken, and what answers it finds its ticket', async () => {
    const { door, say, write } = await givenDoor();
    const who = newId();
    await write('k1', who);
    const ticket = await door.ticketOf('k1');
    const reply = await door.answer(ticket, 'It is on its way.');
    await door.send(reply, true);
    expect(await states(reply)).toBe('sending');
    const of = { key: await messageOf(reply), externalId: 'named-by-the-platform' };
    expect(await say({ kind: 'delivery', of, news: 'sent', detail: null })).toEqual(['filed']);
    expect(await states(reply)).toBe('sent');
    await door.send(reply);
    expect(await door.platform.answers()).toHaveLength(1);
    expect(await write('k2', who, 'named-by-the-platform')).toEqual(['appended']);
    expect(await door.ticketOf('k2')).toBe(ticket);
  });

  test('of what never left, or was not ours, changes nothing', async () => {
    const { door, say, write } = await givenDoor();
    await write('n1', newId());
    const reply = await door.answer(await door.ticketOf('n1'), 'Not sent yet.');
    const of = { key: await messageOf(reply), externalId: 'x' };
    expect(await say({ kind: 'delivery', of, news: 'read', detail: null })).toEqual(['duplicate']);
    expect(await states(reply)).toBe('queued');
    const foreign = { externalIds: ['somebody else wrote this'] };
    expect(await say({ kind: 'delivery', of: foreign, news: 'read', detail: null })).toEqual(['filed']);
    expect(await say({ kind: 'nothing', because: 'A reaction, and no message.' })).toEqual(['filed']);
  });
});
