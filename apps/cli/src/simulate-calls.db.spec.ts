import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCti } from '@redress/channels/phone/cti.js';
import { workOnCalls } from '@redress/desk/calls.js';
import { hearCti } from '@redress/desk/cti.js';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, givenCrew, type TestDesk } from '../../../test/support/desk.js';
import { seeded } from './demo/random.js';
import { callOf, runCalls, simulatedPhones, type Switchboard, switchboard } from './simulate-calls.js';

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
  await givenCrew(given, 'Care');
});
afterAll(async () => given.close());

describe('simulated calls', () => {
  const board: Switchboard = { known: ['+4930111'], agents: ['Ann'], queues: ['Care'] };
  const calls = Array.from({ length: 200 }, (_, index) => callOf(seeded(String(index)), `c${index}`, board));

  test('are told as telephone systems tell them, from the ring to the end', () => {
    for (const { story } of calls) {
      const events = story.map(({ event }) => readCti(event));
      expect([events[0]?.event, events.at(-1)?.event]).toEqual(['newCall', 'hangup']);
      expect(new Set(events.map(({ callId, from, to }) => `${callId} ${from} ${to}`)).size).toBe(1);
    }
  });

  test('are answered, missed and our own, and come from people who do not exist', () => {
    expect(calls.filter(({ words }) => words.includes('nobody')).length).toBeGreaterThan(15);
    expect(calls.filter(({ story }) => story[0]?.event['direction'] === 'out').length).toBeGreaterThan(5);
    const numbers = calls.map(({ story: [ring] }) =>
      ring?.event['direction'] === 'out' ? ring.event['to'] : ring?.event['from'],
    );
    expect(numbers.every((number) => number === '+4930111' || number?.startsWith('+493023125'))).toBe(true);
  });

  test('become calls of this desk by an address that is new at every start', async () => {
    const first = await simulatedPhones(given.desk.database, given.desk.publicUrl);
    const path = await simulatedPhones(given.desk.database, given.desk.publicUrl);
    expect(path).not.toBe(first);
    const token = path.split('/').at(-1) ?? '';
    const stop = new AbortController();
    let told = 0;
    const called = await runCalls({
      ...{ random: seeded('day'), board: await switchboard(given.sql), speed: 10_000, stop: stop.signal },
      newCallId: newId,
      tell: () => undefined,
      post: async (event) => {
        await hearCti(given.desk, { token, remoteAddress: '127.0.0.1', read: () => readCti(event) });
        if ((told += 1) > 1) stop.abort();
      },
    });
    await workOnCalls(given.desk, (error) => {
      throw error;
    });
    const [row] = await given.sql.rows<{ calls: number; ended: number }>(
      'SELECT count(*)::int AS calls, count(ended_at)::int AS ended FROM phone_calls',
    );
    expect(row).toEqual({ calls: called, ended: called });
  });
});
