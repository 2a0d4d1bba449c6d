import { describe, expect, test } from '@jest/globals';
import { compileCalendar } from '../sla/business-time.js';
import { fromRfc3339 } from '../time.js';
import { factsOf, keptFacts, type Snapshot } from './snapshot.js';

const snapshot = (receivedAt: string, rest: Partial<Snapshot> = {}): Snapshot => ({
  ...{ kind: 'complaint', isClaim: false, channel: 'email', queue: 'q', team: null, queueAddress: null },
  ...{ severity: null, risk: null, tags: [], subject: 'Lamp', text: 'broken', sender: 'ada@shop.example' },
  ...{ language: 'de', product: null, region: null, organisation: null, tier: null },
  ...{ customerValue: null, relationshipRisk: null, receivedAt: fromRfc3339(receivedAt) },
  ...rest,
});

const BERLIN = compileCalendar({
  timezone: 'Europe/Berlin',
  weekly: { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] },
  holidays: [],
  exceptions: [],
});

describe('the facts of a ticket', () => {
  test.each([
    ['2026-01-19T08:00:00Z', { weekday: 'mon', hour: 9, open: true }],
    ['2026-01-19T07:59:59Z', { weekday: 'mon', hour: 8, open: false }],
    ['2026-01-19T16:00:00Z', { weekday: 'mon', hour: 17, open: false }],
    ['2026-06-19T22:30:00Z', { weekday: 'sat', hour: 0, open: false }],
  ])('tell weekday, hour and opening of %s in the zone of the calendar', (receivedAt, expected) => {
    expect(factsOf(snapshot(receivedAt), BERLIN)).toMatchObject(expected);
  });

  test('count in UTC and are always open without a calendar', () => {
    expect(factsOf(snapshot('2026-01-18T23:00:00Z'), null)).toMatchObject({ weekday: 'sun', hour: 23, open: true });
  });

  test('name the domain of the sender, and keep neither his address nor his words', () => {
    const facts = factsOf(snapshot('2026-01-19T08:00:00Z'), null);
    expect(facts['senderDomain']).toBe('shop.example');
    expect(keptFacts(facts)).not.toHaveProperty('sender');
    expect(JSON.stringify(keptFacts(facts))).not.toMatch(/ada|broken|Lamp/);
  });
});
