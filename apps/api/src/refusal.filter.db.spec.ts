import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseFilter } from '@redress/views/queue-filter.js';
import { queuePage } from '@redress/views/queue.view.js';
import { eventsView } from '@redress/views/timeline.view.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { answerTo } from './refusal.filter.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

const page = (q: string, after: string | null) =>
  queuePage(given.sql, given.admin, { filter: parseFilter(q), sort: 'received', descending: false, limit: 5, after });

const cursor = (...key: string[]): string =>
  Buffer.from(JSON.stringify(['received', false, ...key])).toString('base64url');

const ID = '00000000-0000-7000-8000-000000000000';

test.each([
  ['a word with NUL', () => page('lamp\u0000', null)],
  ['a cursor of a day that no month has', () => page('', cursor('2026-02-30 10:00:00+00', ID))],
  ['a cursor that is no time', () => page('', cursor('yesterday evening', ID))],
  ['a cursor that ends with no id', () => page('', cursor('2026-02-20 10:00:00+00', 'x'))],
  [
    'a version beyond all integers',
    async () => eventsView(given.sql, given.admin, await givenTicket(given), 9_999_999_999, 5),
  ],
])('%s is a fault of the request', async (_, ask) => {
  const thrown: unknown = await ask().then(
    () => null,
    (error: unknown) => error,
  );
  expect(answerTo(thrown)).toMatchObject({ status: 422, code: 'invalid' });
});
