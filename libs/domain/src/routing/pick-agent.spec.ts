import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { START, uuid } from '../../../../test/support/given.js';
import { later } from '../time.js';
import { type Candidate, DEFAULT_WEIGHTS, type Demand, loadOf, pickAgent } from './pick-agent.js';

const agent = (number: number, rest: Partial<Candidate> = {}): Candidate => ({
  id: uuid(number),
  present: true,
  skills: {},
  units: 10,
  perChannel: {},
  open: {},
  lastAssignedAt: null,
  ...rest,
});

const demand = (rest: Partial<Demand> = {}): Demand => ({
  channel: 'email',
  skills: [],
  excluded: [],
  mode: 'leastLoaded',
  waitedSeconds: 0,
  relaxAfterSeconds: null,
  ...rest,
});

const pick = (candidates: readonly Candidate[], rest: Partial<Demand> = {}) =>
  pickAgent(candidates, demand(rest), DEFAULT_WEIGHTS);

const GERMAN = [{ skill: 'german', level: 2 }] as const;

describe('picking an agent', () => {
  test.each<readonly [string, readonly Candidate[], Partial<Demand>, number]>([
    ['the least utilised', [agent(1, { open: { email: 4 } }), agent(2, { open: { email: 3 } })], {}, 2],
    [
      'utilised by share, not by count',
      [agent(1, { units: 4, open: { email: 2 } }), agent(2, { units: 10, open: { email: 4 } })],
      {},
      2,
    ],
    ['a call weighs more than a mail', [agent(1, { open: { phone: 1 } }), agent(2, { open: { email: 2 } })], {}, 2],
    [
      'of equally loaded ones who was given nothing for longest',
      [agent(1, { lastAssignedAt: later(START, 2) }), agent(2, { lastAssignedAt: later(START, 1) })],
      {},
      2,
    ],
    ['who never had any before who had one', [agent(1, { lastAssignedAt: START }), agent(2)], {}, 2],
    ['of equals the first by id', [agent(2), agent(1)], {}, 1],
    [
      'in turn, whatever the load',
      [agent(1, { lastAssignedAt: START }), agent(2, { open: { email: 8 } })],
      { mode: 'roundRobin' },
      2,
    ],
    [
      'only somebody skilled enough',
      [agent(1, { skills: { german: 1 } }), agent(2, { skills: { german: 3 } })],
      { skills: GERMAN },
      2,
    ],
    ['nobody who is excluded', [agent(1), agent(2)], { excluded: [uuid(1)] }, 2],
    ['nobody who is away', [agent(1, { present: false }), agent(2)], {}, 2],
    [
      'nobody whose channel is full',
      [agent(1, { perChannel: { email: 1 }, open: { email: 1 } }), agent(2, { open: { email: 5 } })],
      {},
      2,
    ],
  ])('takes %s', (_, candidates, rest, expected) => {
    expect(pick(candidates, rest)).toEqual({ agentId: uuid(expected), relaxed: false, because: null });
  });

  test.each<readonly [string, readonly Candidate[], Partial<Demand>]>([
    ['noTeam', [], {}],
    ['nobodyAllowed', [agent(1)], { excluded: [uuid(1)] }],
    ['nobodyPresent', [agent(1, { present: false })], {}],
    ['nobodySkilled', [agent(1)], { skills: GERMAN }],
    ['allFull', [agent(1, { units: 3, open: { email: 3 } })], {}],
    ['allFull', [agent(1, { units: 2 })], { channel: 'phone' }],
    ['allFull', [agent(1, { units: 0 })], {}],
  ])('says %s when that is why', (because, candidates, rest) => {
    expect(pick(candidates, rest)).toEqual({ agentId: null, relaxed: false, because });
  });

  test('asks for skills no more after the set time, and says so', () => {
    const rest = { skills: GERMAN, relaxAfterSeconds: 600 };
    expect(pick([agent(1)], { ...rest, waitedSeconds: 599 })).toMatchObject({ because: 'nobodySkilled' });
    expect(pick([agent(1)], { ...rest, waitedSeconds: 600 })).toEqual({
      agentId: uuid(1),
      relaxed: true,
      because: null,
    });
  });

  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 50 }).map(uuid),
      present: fc.boolean(),
      skills: fc.record({ german: fc.integer({ min: 0, max: 3 }) }),
      units: fc.integer({ min: 0, max: 6 }),
      perChannel: fc.record({ email: fc.integer({ min: 0, max: 4 }) }, { requiredKeys: [] }),
      open: fc.record({ email: fc.integer({ min: 0, max: 6 }), phone: fc.integer({ min: 0, max: 2 }) }),
      lastAssignedAt: fc.option(fc.integer({ min: 0, max: 5 }).map((minutes) => later(START, minutes))),
    }),
    { selector: (one) => one.id, maxLength: 8 },
  );

  test('never takes somebody over his capacity, away or unskilled, and never depends on the order of the list', () => {
    fc.assert(
      fc.property(candidates, fc.constantFrom('roundRobin', 'leastLoaded'), fc.boolean(), (all, mode, needs) => {
        const rest = { mode, skills: needs ? GERMAN : [] } as const;
        const choice = pick(all, rest);
        expect(pick([...all].reverse(), rest)).toEqual(choice);
        const chosen = all.find((one) => one.id === choice.agentId);
        if (chosen === undefined) return;
        expect(chosen.present).toBe(true);
        expect(loadOf(chosen.open, DEFAULT_WEIGHTS) + 1).toBeLessThanOrEqual(chosen.units);
        expect(chosen.open.email).toBeLessThan(chosen.perChannel.email ?? Infinity);
        if (needs) expect(chosen.skills.german).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  test('finds somebody whenever there is one', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const fit = all.filter(
          (one) =>
            one.present &&
            one.open.email < (one.perChannel.email ?? Infinity) &&
            one.open.email + 3 * one.open.phone + 1 <= one.units,
        );
        expect(pick(all).agentId !== null).toBe(fit.length > 0);
      }),
    );
  });
});
