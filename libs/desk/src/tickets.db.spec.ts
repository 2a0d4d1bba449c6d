import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@redress/platform/ids.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { undo } from './merging.js';
import { openByHand } from './opening-by-hand.js';
import { editIssue } from './issues.js';
import * as tickets from './tickets.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

async function customerOf(ticketId: string): Promise<string> {
  const [row] = await given.sql.rows<{ id: string }>('SELECT customer_id AS id FROM tickets WHERE id = $1', [ticketId]);
  return row?.id ?? '';
}

const logged = (queueId: string, email: string): Promise<string> =>
  openByHand(given.desk, given.admin, newId(), { subject: 'Lamp', text: 'Dark', queueId, customer: { email } });

test('a ticket is given to no customer whom its agent does not know', async () => {
  const [ada, bob] = [await givenCrew(given, 'Ada'), await givenCrew(given, 'Bob')];
  const mine = { asker: bob.agent, ticket: await logged(bob.queueId, 'one@customer.test'), version: null };
  const stranger = await customerOf(await logged(ada.queueId, 'stranger@customer.test'));
  const known = await customerOf(await logged(bob.queueId, 'known@customer.test'));
  expect(await refusalOfLater(tickets.edit(given.desk, mine, { customerId: stranger }))).toBe('invalid');
  expect((await tickets.edit(given.desk, mine, { customerId: known })).customerId).toBe(known);
});

test('what a resolution rests on is taken back only together with it', async () => {
  const wish = { asker: given.admin, ticket: await givenTicket(given), version: null };
  const [issue] = (await tickets.edit(given.desk, wish, {})).issues;
  const judged = await editIssue(given.desk, wish, {
    id: issue?.id ?? '',
    outcome: 'upheld',
    rootCause: 'product.design',
  });
  for (const step of ['acknowledge', 'assess', 'respond'] as const) {
    given.clock.moveBy(1_000);
    await tickets.step(given.desk, wish, step, null);
  }
  given.clock.moveBy(1_000);
  const decided = await tickets.step(given.desk, wish, 'decide', null);
  given.clock.moveBy(1_000);
  const resolved = await tickets.resolve(given.desk, wish, null);
  expect(await refusalOfLater(undo(given.desk, wish, judged.version))).toBe('not-in-this-status');
  expect(await refusalOfLater(undo(given.desk, wish, decided.version))).toBe('not-in-this-status');
  expect((await undo(given.desk, wish, resolved.version)).status).not.toBe('resolved');
  expect((await undo(given.desk, wish, decided.version)).stage).toBe('responding');
});
