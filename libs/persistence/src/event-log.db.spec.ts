import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { newId } from '@redress/platform/ids.js';
import { AGENT, START } from '../../../test/support/given.js';
import { deskForTest, givenTicket, settledLog, type TestDesk } from '../../../test/support/desk.js';
import {
  append,
  epoch,
  eventsAfter,
  eventsOf,
  horizon,
  type LoggedEvent,
  readCursor,
  saveCursor,
} from './event-log.js';
import { inTransaction, type Transaction } from './sql.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

/** Versions beyond what the opening of a ticket leaves in the log. */
const VERSIONS = [103, 104, 105, 106, 107, 108] as const;

const note = (ticketId: string, version: number = VERSIONS[0]): TicketEvent => ({
  type: 'NoteAdded',
  messageId: newId(),
  ticketId,
  version,
  at: START,
  by: AGENT,
});

/** A transaction that has written and waits for leave to commit. */
async function writing(
  events: readonly TicketEvent[],
): Promise<{ commit(): Promise<void>; rollBack(): Promise<void> }> {
  let leave: (go: boolean) => void = () => undefined;
  const told = new Promise<boolean>((resolve) => (leave = resolve));
  let written: () => void = () => undefined;
  const wrote = new Promise<void>((resolve) => (written = resolve));
  const done = inTransaction(given.desk.database, async (tx: Transaction) => {
    await append(tx, events);
    written();
    if (!(await told)) throw new Error('given up');
  });
  await wrote;
  const end = (go: boolean): Promise<void> => {
    leave(go);
    return go ? done : done.catch(() => undefined);
  };
  return { commit: () => end(true), rollBack: () => end(false) };
}

const settled = (): Promise<void> => settledLog(given);

const ticketsOf = (events: readonly LoggedEvent[]): string[] => events.map(({ event }) => event.ticketId);

describe('the log of all tickets', () => {
  test('shows nothing behind a transaction that began earlier and commits late', async () => {
    const [one, other] = [await givenTicket(given), await givenTicket(given)];
    await settled();
    const start = await horizon(given.sql);
    const late = await writing([note(one)]);
    const early = await writing([note(other)]);
    await early.commit();
    expect(await eventsAfter(given.sql, start, 100)).toEqual([]);
    expect(await horizon(given.sql)).toBeLessThan((await highest(other)) ?? 0);
    await late.commit();
    await settled();
    const seen = await eventsAfter(given.sql, start, 100);
    expect(ticketsOf(seen)).toEqual([one, other]);
    expect(seen[1]?.position).toBeGreaterThan(seen[0]?.position ?? Infinity);
  });

  test('goes on when the late one gives up', async () => {
    const [one, other] = [await givenTicket(given), await givenTicket(given)];
    await settled();
    const start = await horizon(given.sql);
    const late = await writing([note(one)]);
    await (await writing([note(other)])).commit();
    await late.rollBack();
    await settled();
    expect(ticketsOf(await eventsAfter(given.sql, start, 100))).toEqual([other]);
  });

  test('ends at an event, never at a transaction that left nothing behind and whose number a crash would give away again', async () => {
    const ticketId = await givenTicket(given);
    await settled();
    const end = await horizon(given.sql);
    await (await writing([note(ticketId)])).rollBack();
    expect(await horizon(given.sql)).toBe(end);
    expect(end).toBe(await highest(ticketId));
  });

  test('misses and doubles nothing for a reader, however writers overlap', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => givenTicket(given)));
    await settled();
    const start = await horizon(given.sql);
    const seen: LoggedEvent[] = [];
    let writers = ids.length;
    const reading = (async () => {
      for (let cursor = start; writers > 0 || seen.length < 60; await sleep(2)) {
        const next = await eventsAfter(given.sql, cursor, 5);
        seen.push(...next);
        cursor = next.at(-1)?.position ?? cursor;
      }
    })();
    await Promise.all(
      ids.map(async (id, index) => {
        for (const version of VERSIONS) {
          const held = await writing([note(id, version)]);
          await sleep((index * 7 + version * 5) % 17);
          await held.commit();
        }
        writers -= 1;
      }),
    );
    await reading;
    const positions = seen.map((event) => event.position);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(new Set(seen.map((event) => event.id)).size).toBe(60);
    for (const id of ids) {
      const versions = seen.filter(({ event }) => event.ticketId === id).map(({ event }) => event.version);
      expect(versions).toEqual(VERSIONS);
    }
  });

  test('gives the events of one transaction together, even beyond the limit', async () => {
    const [one, other] = [await givenTicket(given), await givenTicket(given)];
    await settled();
    const start = await horizon(given.sql);
    await (await writing([note(one)])).commit();
    await (await writing(VERSIONS.map((version) => note(other, version)))).commit();
    await settled();
    const first = await eventsAfter(given.sql, start, 3);
    expect(ticketsOf(first)).toEqual([one]);
    const second = await eventsAfter(given.sql, first.at(-1)?.position ?? 0, 3);
    expect(second.map(({ event }) => event.version)).toEqual(VERSIONS);
    expect(await eventsAfter(given.sql, second.at(-1)?.position ?? 0, 3)).toEqual([]);
  });

  test('takes each version of a ticket once', async () => {
    const id = await givenTicket(given);
    const opening = (await eventsOf(given.sql, id)).map((event) => event.version);
    await (await writing([note(id)])).commit();
    await expect(inTransaction(given.desk.database, (tx) => append(tx, [note(id)]))).rejects.toMatchObject({
      code: '23505',
    });
    expect((await eventsOf(given.sql, id)).map((event) => event.version)).toEqual([...opening, VERSIONS[0]]);
  });

  test('remembers how far each reader came, and a restored copy is another life', async () => {
    expect(await readCursor(given.sql, 'nobody')).toBeNull();
    await saveCursor(given.sql, 'somebody', 41);
    await saveCursor(given.sql, 'somebody', 42);
    expect(await readCursor(given.sql, 'somebody')).toBe(42);
    const before = await epoch(given.sql);
    await given.sql.rows(`INSERT INTO settings (key, value) VALUES ('epoch', '"restored"')`);
    expect(await epoch(given.sql)).not.toBe(before);
  });
});

/** The position of the newest event of a ticket, whether or not a reader may see it yet. */
async function highest(ticketId: string): Promise<number | undefined> {
  const [row] = await given.sql.rows<{ position: string }>(
    'SELECT max(txid)::text AS position FROM ticket_events WHERE ticket_id = $1',
    [ticketId],
  );
  return row && Number(row.position);
}
