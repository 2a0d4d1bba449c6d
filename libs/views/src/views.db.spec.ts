import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asker } from '@redress/domain/people.js';
import { PRIORITIES } from '@redress/domain/ticket/ticket.js';
import { SECOND } from '@redress/domain/time.js';
import { findTicket } from '@redress/persistence/sight.js';
import { merge } from '@redress/desk/merging.js';
import { write } from '@redress/desk/messages.js';
import * as tickets from '@redress/desk/tickets.js';
import { newId } from '@redress/platform/ids.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { attachmentFile, messagesOf, messageView } from './message.view.js';
import { outboxMail, outboxPage } from './outbox.view.js';
import { parseFilter } from './queue-filter.js';
import { type SortName, SORT_NAMES } from './queue-order.js';
import { queueCounts, queuePage } from './queue.view.js';
import { ticketView } from './ticket.view.js';
import { timeline } from './timeline.view.js';

let given: TestDesk;
let teamA: Crew;
let teamB: Crew;
/** A ticket of team A with its reply, mail and attachment. */
let theirs: { ticket: string; number: string; reply: string; mail: string; attachment: string };

beforeAll(async () => {
  given = await deskForTest();
  teamA = await givenCrew(given, 'Ada');
  teamB = await givenCrew(given, 'Bob');
  theirs = await givenAll();
  for (let count = 0; count < 40; count += 1) await givenVaried(count);
});
afterAll(() => given.close());

async function givenAll(queueId = teamA.queueId): Promise<typeof theirs> {
  const ticket = await givenTicket(given, queueId, 'Secret lamp');
  const words = {
    visibility: 'public' as const,
    text: 'Sorry.',
    html: null,
    to: null,
    cc: [],
    attachments: [],
    sendAfterSeconds: 0,
    seenVersion: null,
  };
  const reply = await write(given.desk, { asker: given.admin, ticket, messageId: newId(), ...words });
  const attachment = newId();
  await given.sql.rows(
    `INSERT INTO attachments (id, message_id, filename, content_type, size, sha256) VALUES ($1, $2, 'bill.pdf', 'application/pdf', 4, $3)`,
    [attachment, reply, 'a'.repeat(64)],
  );
  const [row] = await given.sql.rows<{ mail: string; number: string }>(
    'SELECT x.id AS mail, t.number FROM outbox x JOIN tickets t ON t.id = x.ticket_id WHERE x.message_id = $1',
    [reply],
  );
  return { ticket, reply, attachment, mail: row?.mail ?? '', number: row?.number ?? '' };
}

/** Many of them share times and priorities: that is where a page could lose or repeat a row. */
async function givenVaried(count: number): Promise<void> {
  if (count % 4 === 0) given.clock.moveBy(SECOND);
  const ticket = await givenTicket(given, count % 2 ? teamA.queueId : teamB.queueId, `Lamp ${count}`);
  const priority = PRIORITIES[count % 4] ?? 'normal';
  await tickets.edit(
    given.desk,
    { asker: given.admin, ticket, version: null },
    { priority, tags: [`shelf ${count % 3}`] },
  );
  if (count % 5 === 0) {
    const words = {
      visibility: 'public' as const,
      text: 'Sorry.',
      html: null,
      to: null,
      cc: [],
      attachments: [],
      sendAfterSeconds: 0,
      seenVersion: null,
    };
    await write(given.desk, { asker: given.admin, ticket, messageId: newId(), ...words });
  }
}

const page = (
  by: Asker,
  text: string,
  sort: SortName = 'waiting',
  descending = false,
  limit = 200,
  after: string | null = null,
) => queuePage(given.sql, by, { filter: parseFilter(text), sort, descending, limit, after });

const numbers = async (by: Asker, text: string): Promise<string[]> =>
  (await page(by, text)).data.map((row) => row.number);

describe('a queue page by page', () => {
  const orders = SORT_NAMES.flatMap((sort) => [false, true].map((descending) => ({ sort, descending })));

  test.each(orders)(
    'sorted by $sort (descending: $descending) is complete and without doubles',
    async ({ sort, descending }) => {
      const whole = await page(given.admin, '', sort, descending);
      const walked: string[] = [];
      let after: string | null = null;
      do {
        const next: Awaited<ReturnType<typeof page>> = await page(given.admin, '', sort, descending, 7, after);
        walked.push(...next.data.map((row) => row.id));
        after = next.page.next;
        expect(next.page.hasMore).toBe(after !== null);
      } while (after !== null);
      expect(walked).toHaveLength(41);
      expect(walked).toEqual(whole.data.map((row) => row.id));
      expect(new Set(walked).size).toBe(walked.length);
    },
  );

  test('puts who waits longest first, and who waits for nothing last', async () => {
    const { data } = await page(given.admin, '');
    const waits = data.map((row) => row.unansweredSince ?? '9999');
    expect(waits).toEqual([...waits].sort());
    expect(waits.at(-1)).toBe('9999');
  });

  test('goes on where it stopped although rows before it went', async () => {
    const first = await page(given.admin, '', 'received', false, 10);
    const [gone] = first.data;
    await given.sql.rows(`UPDATE tickets SET status = 'closed' WHERE id = $1`, [gone?.id]);
    const second = await page(given.admin, '', 'received', false, 10, first.page.next);
    const seen = new Set(first.data.map((row) => row.id));
    expect(second.data.filter((row) => seen.has(row.id))).toEqual([]);
    expect(second.data).toHaveLength(10);
    await given.sql.rows(`UPDATE tickets SET status = 'new' WHERE id = $1`, [gone?.id]);
  });

  test('takes no cursor of another order, and none that was made up', async () => {
    const { page: at } = await page(given.admin, '', 'received', false, 5);
    for (const cursor of [
      at.next,
      'made-up',
      Buffer.from('["waiting",false,"x\'; DROP TABLE tickets"]').toString('base64url'),
    ]) {
      expect(await refusalOfLater(page(given.admin, '', 'waiting', false, 5, cursor))).toBe('invalid');
    }
  });

  test.each([
    ['tag:"shelf 1"', 13],
    ['-tag:"shelf 1"', 28],
    ['priority:urgent', 10],
    ['"Lamp 7"', 1],
    ['queue:"Queue Bob"', 20],
    ['is:unanswered', 32],
    ['from:ANN@customer', 41],
    ['from:100%', 0],
    ['is:mine', 0],
    ['owner:none lamp', 41],
  ])('%s shows %d', async (text, count) => {
    expect((await page(given.admin, text)).data).toHaveLength(count);
  });
});

describe('somebody of another team', () => {
  test('sees nothing of a ticket in any list, by any word', async () => {
    for (const text of [
      '',
      'is:all',
      'Secret',
      theirs.number,
      'from:ann@customer.test is:all',
      'queue:"Queue Ada" is:all',
      'owner:none',
    ])
      expect(await numbers(teamB.agent, text)).not.toContain(theirs.number);
    expect(await numbers(teamA.agent, theirs.number)).toEqual([theirs.number]);
  });

  test('finds it neither by id nor by number', async () => {
    for (const name of [theirs.ticket, theirs.number, theirs.number.toLowerCase()]) {
      expect(await findTicket(given.sql, teamB.agent, name)).toBeNull();
      expect(await findTicket(given.sql, teamA.agent, name)).toBe(theirs.ticket);
    }
  });

  test('gets neither its messages nor its mail nor its attachments', async () => {
    const asked = async (by: Asker) => [
      await messageView(given.sql, by, theirs.reply),
      await outboxMail(given.sql, by, theirs.mail),
      await attachmentFile(given.sql, by, theirs.attachment),
    ];
    expect(await asked(teamB.agent)).toEqual([null, null, null]);
    expect(await asked(teamA.agent)).not.toContain(null);
    const [mail] = await given.sql.rows<{ address: string }>(
      'SELECT to_addresses[1] AS address FROM outbox WHERE id = $1',
      [theirs.mail],
    );
    const listed = async (by: Asker) => {
      const { data } = await outboxPage(given.sql, by, {
        to: mail?.address ?? '',
        state: null,
        limit: 200,
        after: null,
      });
      return data.map((one) => one.id);
    };
    expect(await listed(teamB.agent)).not.toContain(theirs.mail);
    expect(await listed(teamA.agent)).toContain(theirs.mail);
  });

  test('counts only his own', async () => {
    const open = async (by: Asker, queueId: string | null = null) =>
      (await queueCounts(given.sql, by, queueId)).views['open']?.count;
    expect(await open(teamB.agent)).toBe(20);
    expect(await open(teamA.agent)).toBe(21);
    expect(await open(teamB.agent, teamA.queueId)).toBe(0);
    expect(await open(asker({ agentId: newId(), role: 'light', sight: { kind: 'own' } }))).toBe(0);
    expect(await open(asker({ agentId: null, role: 'light', sight: { kind: 'own' } }))).toBe(0);
  });

  test('is told of no link, merge or duplicate that leads to it', async () => {
    const own = await givenTicket(given, teamB.queueId, 'Secret lamp');
    const gone = await givenTicket(given, teamB.queueId, 'Gone lamp');
    const wish = (ticket: string) => ({ asker: given.admin, ticket, version: null });
    await tickets.link(given.desk, { ...wish(own), kind: 'related', other: theirs.ticket, remove: false });
    await merge(given.desk, wish(gone), theirs.ticket);
    const shown = await timeline(given.sql, teamB.agent, own);
    expect(shown?.ticket).toMatchObject({ links: [], possibleDuplicates: [] });
    expect(JSON.stringify(await ticketView(given.sql, teamB.agent, gone))).not.toContain(theirs.number);
    expect(JSON.stringify(shown)).not.toContain(theirs.number);
    expect(JSON.stringify(await timeline(given.sql, teamB.agent, gone))).not.toContain(theirs.number);
    expect(JSON.stringify(await timeline(given.sql, given.admin, gone))).toContain(theirs.number);
    expect((await ticketView(given.sql, teamA.agent, theirs.ticket))?.links).toEqual([]);
    expect((await ticketView(given.sql, given.admin, own))?.links).toHaveLength(1);
  });
});

describe('a message of a merged ticket', () => {
  test('is there, with its files, for who reads the ticket that shows it, and stays there for its own team', async () => {
    const source = await givenAll(teamB.queueId);
    const asked = async (by: Asker) => [
      await messageView(given.sql, by, source.reply),
      await attachmentFile(given.sql, by, source.attachment),
    ];
    expect(await asked(teamA.agent)).toEqual([null, null]);
    await merge(given.desk, { asker: given.admin, ticket: source.ticket, version: null }, theirs.ticket);
    expect(await asked(teamA.agent)).not.toContain(null);
    expect(await asked(teamB.agent)).not.toContain(null);
    expect(await messageView(given.sql, teamB.agent, theirs.reply)).toBeNull();
  });
});

describe('the messages of a ticket', () => {
  test('come page by page as they come whole', async () => {
    const whole = (await messagesOf(given.sql, theirs.ticket)).map((message) => message.id);
    expect(whole.length).toBeGreaterThan(2);
    const paged: string[] = [];
    for (let page = await messagesOf(given.sql, theirs.ticket, 1); page[0] !== undefined;) {
      paged.push(page[0].id);
      page = await messagesOf(given.sql, theirs.ticket, 1, page[0].id);
    }
    expect(paged).toEqual(whole);
  });
});

describe('counts', () => {
  test('are exact to a thousand and then say so', async () => {
    await given.sql.rows(
      `INSERT INTO tickets (id, number, version, kind, channel, status, priority, queue_id, received_at, updated_at, subject, reply_token)
       SELECT gen_random_uuid(), 'X-' || n, 1, 'enquiry', 'api', 'spam', 'low', $1, now(), now(), 'x', 'x' || n FROM generate_series(1, 1000) AS n`,
      [teamB.queueId],
    );
    const spam = async () => (await queueCounts(given.sql, teamB.agent, null)).views['spam'];
    expect(await spam()).toEqual({ count: 1000, capped: false });
    await given.sql.rows(
      `UPDATE tickets SET status = 'spam' WHERE id = (SELECT id FROM tickets WHERE queue_id = $1 AND status = 'new' LIMIT 1)`,
      [teamB.queueId],
    );
    expect(await spam()).toEqual({ count: 1000, capped: true });
  });
});
