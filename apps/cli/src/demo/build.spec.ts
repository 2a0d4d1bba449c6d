import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { replay } from '@redress/domain/ticket/evolve.js';
import { policy, rulesOf } from '../../../../test/support/clocked.js';
import { inBatches } from './batches.js';
import { buildTickets, isLive } from './build.js';
import { demoTrees } from './causes.js';
import { DEMO_SEED, tellStory } from './story.js';
import type { Places } from './verbs.js';

const NOW = Date.parse('2026-11-24T09:50:00Z');
const places: Places = {
  agents: { mara: 'a1', jon: 'a2', elif: 'a3', tobias: 'a4', giulia: 'a5', claire: 'a6' },
  queues: { care: 'q1', delivery: 'q2', billing: 'q3' },
};

const build = (seed: string, count: number) => {
  const story = tellStory({ seed, now: NOW, count });
  return buildTickets(
    story,
    places,
    story.map((_, index) => index + 1),
    { keeping: { rules: rulesOf([policy()]), organisations: new Map() }, now: NOW, trees: demoTrees(), book: null },
  );
};

describe('the story told to the product', () => {
  const built = build(DEMO_SEED, 2_500);

  test.each(['second', 'third'])('is refused by no rule of the domain, also with the %s seed', (seed) => {
    expect(build(seed, 700)).toHaveLength(700);
  });

  test('gives tickets that are the fold of their events', () => {
    const wrong = built.filter(({ ticket, events }) => !isDeepStrictEqual(replay(events), ticket));
    expect(wrong.map(({ ticket }) => ticket.number)).toEqual([]);
  });

  test('tells why whatever was resolved had happened, and shows both stories among the causes', () => {
    const issues = built.flatMap(({ ticket }) => (ticket.status === 'resolved' ? ticket.issues : []));
    expect(issues.length).toBeGreaterThan(100);
    const causes = built.flatMap(({ ticket }) => ticket.issues.map(({ rootCause }) => rootCause));
    for (const code of ['product.driver.batch-2641', 'partner.courier.strike']) {
      expect(causes.filter((cause) => cause === code).length).toBeGreaterThan(20);
    }
  });

  test('has clocks in every state, and none that should have rung', () => {
    const clocks = built.flatMap(({ ticket }) => ticket.clocks);
    expect(new Set(clocks.map(({ state }) => state)).size).toBe(5);
    expect(clocks.filter(({ alarms }) => (alarms[0]?.at ?? Infinity) <= NOW)).toEqual([]);
  });

  test('reaches every stage and every status', () => {
    expect([...new Set(built.map(({ ticket }) => ticket.stage))].sort()).toEqual(
      ['acknowledged', 'assessed', 'closed', 'decided', 'investigating', 'received', 'responding', null].sort(),
    );
    expect(new Set(built.map(({ ticket }) => ticket.status)).size).toBe(10);
    expect(new Set(built.map(({ ticket }) => ticket.kind)).size).toBe(4);
    expect(built.some(({ ticket }) => ticket.episode === 2)).toBe(true);
  });

  test('leaves 38 tickets live and four held', () => {
    const live = built.filter(isLive).filter(({ ticket }) => ticket.status !== 'spam');
    expect(live.filter(({ ticket }) => ticket.held === null)).toHaveLength(38);
    expect(live.filter(({ ticket }) => ticket.held !== null)).toHaveLength(4);
  });

  test('is stored with the live queue first, and families together', () => {
    const batches = inBatches(
      built.map(({ told }) => told),
      45,
      100,
    );
    const first = new Set(batches[0]);
    expect(built.filter(isLive).every(({ told }) => first.has(told))).toBe(true);
    expect(first.size).toBeLessThan(80);
    expect(batches.flat()).toHaveLength(2_500);
    const byId = new Map(built.map(({ ticket }) => [ticket.id, ticket]));
    for (const batch of batches) {
      const ids = new Set(batch.map(({ id }) => id));
      for (const { id, splitFrom } of batch) {
        const mergedInto = byId.get(id)?.mergedInto ?? null;
        if (mergedInto !== null) expect(ids).toContain(mergedInto);
        if (splitFrom !== null) expect(ids).toContain(splitFrom);
      }
    }
  });
});
