import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import { editIssue } from '@redress/desk/issues.js';
import * as tickets from '@redress/desk/tickets.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../../test/support/desk.js';
import { eventsOf } from '../event-log.js';
import { inTransaction } from '../sql.js';
import { holdTicket, readTicket } from './tickets.store.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

test('two hands that judge two issues at once lose neither outcome', async () => {
  const id = await givenTicket(given);
  const wish = { asker: given.admin, ticket: id, version: null };
  await tickets.addIssue(given.desk, wish, 'Dark');
  const { issues } = await tickets.addIssue(given.desk, wish, 'Late');
  for (let round = 0; round < 5; round += 1) {
    const outcome = round % 2 === 0 ? 'upheld' : 'notUpheld';
    await Promise.all(issues.map((issue) => editIssue(given.desk, wish, { id: issue.id, outcome, summary: 'Dark' })));
    const stored = await readTicket(given.sql, id);
    expect(stored?.ticket.issues.map((issue) => issue.outcome)).toEqual([outcome, outcome]);
    expect(replay(await eventsOf(given.sql, id))).toEqual(stored?.ticket);
  }
});

test('who waited for a ticket sees its issues as they are then', async () => {
  const id = await givenTicket(given);
  const wish = { asker: given.admin, ticket: id, version: null };
  const { issues } = await tickets.addIssue(given.desk, wish, 'Dark');
  const issueId = issues[0]?.id ?? '';
  let waits: ReturnType<typeof holdTicket> | undefined;
  await inTransaction(given.desk.database, async (tx) => {
    await holdTicket(tx, id);
    waits = inTransaction(given.desk.database, (other) => holdTicket(other, id));
    await waiting();
    await tx.rows(`UPDATE issues SET outcome = 'upheld' WHERE id = $1`, [issueId]);
    await tx.rows('UPDATE tickets SET version = version + 1 WHERE id = $1', [id]);
  });
  expect((await waits)?.ticket.issues).toMatchObject([{ id: issueId, outcome: 'upheld' }]);
});

/** Until somebody stands behind a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const rows = await given.sql.rows(
      `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    if (rows.length > 0) return;
  }
}

test('a beginning that ends inside of a character, and a subject with NUL, are stored all the same', async () => {
  const text = `${'x'.repeat(119)}\u{1f4a1} went out`;
  const id = await openByHand(given.desk, given.admin, newId(), { subject: 'Dark\u0000', text });
  const stored = await readTicket(given.sql, id);
  expect(stored?.words).toMatchObject({ subject: 'Dark', preview: `${'x'.repeat(119)}\ufffd` });
});
