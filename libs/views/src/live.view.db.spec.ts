import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { horizon } from '@redress/persistence/event-log.js';
import { deskForTest, givenTicket, settledLog, type TestDesk } from '../../../test/support/desk.js';
import { MOST_MISSED, missed, roomOf } from './live.view.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

/** One transaction of that many notes. */
const written = (ticketId: string, first: number, count: number): Promise<object[]> =>
  given.sql.rows(
    `INSERT INTO ticket_events (ticket_id, version, type, at, actor_kind, body)
     SELECT $1, $2::int + n, 'NoteAdded', now(), 'system', '{"messageId":"01890000-0000-7000-8000-000000000000"}' FROM generate_series(1, $3::int) n`,
    [ticketId, first, count],
  );

describe('what a screen missed', () => {
  test('is told whole, or not at all when it was too much', async () => {
    const ticketId = await givenTicket(given);
    await settledLog(given);
    const room = roomOf(given.admin, null);
    const after = await horizon(given.sql);
    await written(ticketId, 1_000, MOST_MISSED);
    await settledLog(given);
    const upTo = await horizon(given.sql);
    const all = await missed(given.sql, room, { after, upTo });
    expect(all).toMatchObject({ position: upTo, changes: [{ ticketId }] });
    const other = await givenTicket(given);
    await settledLog(given);
    // The last transaction is beyond the most that is replayed: what was read up to there is not everything.
    expect(await missed(given.sql, room, { after, upTo: await horizon(given.sql) })).toBeNull();
    const rest = await missed(given.sql, room, { after: upTo, upTo: await horizon(given.sql) });
    expect(rest?.changes.map((change) => change.ticketId)).toEqual([other]);
  });
});
