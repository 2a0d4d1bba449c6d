import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { Clocked, policy, rulesOf } from '../../../../test/support/clocked.js';
import { asked, DAY, fresh, inbound, opened, replied, said } from '../../../../test/support/clock-stories.js';
import { START, uuid } from '../../../../test/support/given.js';
import { type Moment, moments, RandomStory } from '../../../../test/support/random-stories.js';
import * as lifecycle from '../ticket/lifecycle.js';
import { replay } from '../ticket/evolve.js';
import { setStatus } from '../ticket/stages.js';
import { later, MINUTE } from '../time.js';
import type { Clock } from './clock.js';
import { isOutstanding } from './clock.js';
import { dueAtOver, elapsedOfTarget, openTimeOf } from './legal-time.js';
import { measured } from './reckoning.js';
import { ringClocks } from './ring-clocks.js';

/*
 * The laws of clocks over whatever may happen to a ticket, in any order. A story that breaks one is shrunk to its shortest form.
 */
const END = 40 * DAY;
/** A few in the suite; thousands by hand. */
const RUNS = { numRuns: Number(process.env['LAW_RUNS'] ?? 25) };

const told = (moments: readonly Moment[], looks: boolean): RandomStory => {
  const story = new RandomStory().live(moments, looks);
  story.clocked.ring(story.minutes + END);
  return story;
};

test('a log that is played again gives the ticket with its clocks, bit for bit', () => {
  fc.assert(
    fc.property(moments, (moments) => {
      const { events, ticket } = told(moments, true).clocked;
      return isDeepStrictEqual(replay(JSON.parse(JSON.stringify(events))), ticket);
    }),
    RUNS,
  );
});

test('the clocks are the same whoever looked when', () => {
  fc.assert(
    fc.property(moments, (moments) => {
      const [seen, unseen] = [told(moments, true), told(moments, false)];
      same(seen.ticket.clocks.map(verdict), unseen.ticket.clocks.map(verdict));
    }),
    RUNS,
  );
});

/** All of a clock but who was told meanwhile: nobody is warned afterwards of what has been done, and a change has another number then. */
const verdict = (clock: Clock) => ({
  ...clock,
  ...{ fired: [], warnedAt: null },
  ...{ restsOn: unnumbered(clock.restsOn), startedBy: unnumbered(clock.startedBy) },
});

const unnumbered = (name: string | null): string | null => name?.replace(/^change \d+$/, 'change') ?? null;

/** Jest compares to show the difference, which takes long for what is equal. */
const same = (one: unknown, other: unknown): void => {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
};

test('a look at which nothing is due says nothing, and a second look says nothing again', () => {
  fc.assert(
    fc.property(moments, (moments) => {
      const { clocked, minutes } = told(moments, true);
      expect(ringClocks(clocked.ticket.clocks, clocked.rules, later(START, (minutes + END) * MINUTE))).toEqual([]);
    }),
    RUNS,
  );
});

test('a clock that runs falls due when its target has elapsed, one that is paused does not fall due', () => {
  fc.assert(
    fc.property(moments, (moments) => {
      const { clocked } = new RandomStory().live(moments, true);
      for (const clock of clocked.ticket.clocks) expect(faultsOf(clock, clocked)).toEqual([]);
    }),
    RUNS,
  );
});

/** What of a clock contradicts the rest of it. */
function faultsOf(clock: Clock, { rules, ticket }: Clocked): string[] {
  const stretches = measured(clock.stretches, rules);
  const { state, dueAt, metAt, startAt, pauses, alarms, target } = clock;
  const waits = pauses.at(-1)?.to === null;
  const due = dueAtOver(target, stretches, startAt, pauses);
  const elapsed = dueAt === null ? null : elapsedOfTarget(target, stretches, startAt, dueAt, pauses);
  const open = openTimeOf(target);
  const faults: [boolean, string][] = [
    [state === 'running' && dueAt !== due, `due at ${String(dueAt)}, not ${String(due)}`],
    [state === 'running' && open !== null && elapsed !== open, `${String(elapsed)} had elapsed when due`],
    [state === 'running' && waits, 'runs in a pause'],
    [state === 'paused' && (!waits || dueAt !== null || alarms.length > 0), 'is paused and would ring'],
    [state === 'paused' && !clock.pausesIn.includes(ticket.status), 'is paused though nothing pauses it'],
    [state === 'running' && clock.pausesIn.includes(ticket.status), 'runs though the status pauses it'],
    [state === 'met' && (metAt === null || dueAt === null ? metAt === null : metAt > dueAt), 'was met too late'],
    [
      state === 'missed' && metAt !== null && dueAt !== null && metAt <= dueAt && !clock.missedByRetarget,
      'was in time',
    ],
    [!isOutstanding(clock) && alarms.length > 0, 'has ended and would ring'],
    [alarms.some(({ at }, index) => at < (alarms[index - 1]?.at ?? at)), 'rings out of order'],
    [metAt !== null && metAt < startAt, 'was met before it started'],
    [isOutstanding(clock) !== (clock.endedAt === null), 'has ended and has not'],
    [pauses.some(({ from, to }) => to !== null && to < from), 'has a pause that ends before it begins'],
  ];
  return faults.filter(([wrong]) => wrong).map(([, words]) => `${clock.part ?? clock.milestone}: ${words}`);
}

const awhile = fc.oneof(fc.nat(600), fc.nat(20_000));

/** An answer that was mailed before the ticket was closed, and filed afterwards. */
const OVERTAKEN: readonly Moment[] = [
  { wait: 0, turn: { does: 'reply', ago: 0 }, look: null },
  { wait: 0, turn: { does: 'close' }, look: null },
  { wait: 0, turn: { does: 'replyByMail', ago: 1 }, look: null },
];

test.each([
  ['a merge into another ticket', { does: 'mergeAway' }, { does: 'comeBack' }],
  ['that another ticket was merged into it', { does: 'absorb', earlier: 3_000 }, { does: 'disgorge' }],
] as const)('%s that is undone leaves the clocks as if it had never been', (_, there, back) => {
  fc.assert(
    fc.property(moments, awhile, (moments, wait) => {
      const [merged, alone] = [new RandomStory().live(moments, true), new RandomStory().live(moments, true)];
      fc.pre(alone.ticket.status !== 'merged' && alone.ticket.status !== 'spam');
      merged.pass(1 / 50).take(there);
      alone.pass(1 / 50);
      merged.pass(wait + 1 / 50).take(back);
      for (const story of [merged, alone.pass(wait + 1 / 50)]) story.pass(END);
      same(merged.ticket.clocks.map(heard), alone.ticket.clocks.map(heard));
    }),
    { ...RUNS, examples: [[OVERTAKEN, 0]] },
  );
});

/**
 * In which order alarms rang is no matter: those that fell while it was merged away ring when it comes back. Nobody is called about an optional
 * limit that passed meanwhile.
 */
const heard = (clock: Clock) => ({
  ...verdict(clock),
  fired: clock.fired.filter((key) => !clock.optional || !key.startsWith('level ')).sort(),
  warnedAt: clock.warnedAt,
});

const REGULATED = rulesOf([policy({ templates: ['fcaDisp', 'euPsd2'], warnAt: [50, 80] })]);

const acknowledgement = lifecycle.reply(opened().ticket, {
  ...{ messageId: uuid(60), human: false, countsFrom: later(START, 4_001 * MINUTE) },
});

test('a message that came after the mail of an agent was sent waits for an answer, whichever of them is filed first', () => {
  const [inOrder, shuffled] = [false, true].map((overtaken) => {
    const story = new Clocked(REGULATED).do(0, [...lifecycle.open(fresh()), inbound(0)]);
    const answer = (minute: number): Clocked =>
      said(story, minute, (ticket) =>
        lifecycle.reply(ticket, { messageId: uuid(60), human: true, countsFrom: later(START, 10 * MINUTE) }),
      );
    if (!overtaken) answer(100);
    asked(story, 101, uuid(51), 60);
    if (overtaken) answer(102);
    expect(story.ticket.unansweredSince).toBe(later(START, 60 * MINUTE));
    return settled(story.ring(110).ticket.clocks);
  });
  same(shuffled, inOrder);
});

/** Distinct minutes at which the customer wrote, and the order in which that is filed. */
const letters = fc
  .uniqueArray(fc.nat(4_000), { minLength: 2, maxLength: 5 })
  .chain((sent) => fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length })));

/** What stands of a clock whichever message opened the ticket or woke it. */
const settled = (clocks: readonly Clock[]) =>
  clocks
    .map((clock) => ({ ...verdict(clock), id: '', startedBy: null }))
    .sort((one, other) => (one.part ?? one.milestone).localeCompare(other.part ?? other.milestone));

test('messages that are filed together give the same clocks in any order', () => {
  fc.assert(
    fc.property(letters, fc.boolean(), ([sent, filed], acknowledges) => {
      const [inOrder, shuffled] = [[...sent].sort((a, b) => a - b), filed].map((order) => {
        const [first = 0, ...rest] = order;
        const story = new Clocked(REGULATED).do(4_001, [
          ...lifecycle.open({ ...fresh(), receivedAt: later(START, first * MINUTE) }),
          inbound(first, uuid(2_000 + first)),
          ...(acknowledges ? acknowledgement : []),
        ]);
        rest.forEach((minute, index) => asked(story, 4_002 + index, uuid(2_000 + minute), minute));
        return settled(story.ring(4_100).ticket.clocks);
      });
      same(shuffled, inOrder);
    }),
    RUNS,
  );
});

test('messages that follow an answer and are filed together give the same clocks in any order', () => {
  fc.assert(
    fc.property(letters, fc.boolean(), ([sent, filed], waits) => {
      const [inOrder, shuffled] = [[...sent].sort((a, b) => a - b), filed].map((order) => {
        const story = replied(new Clocked(REGULATED).do(0, [...lifecycle.open(fresh()), inbound(0)]), 10);
        if (waits) said(story, 15, (ticket) => setStatus(ticket, 'waitingCustomer'));
        order.forEach((minute, index) => asked(story, 4_100 + index, uuid(2_000 + minute), 20 + minute));
        return settled(story.ring(4_200).ticket.clocks);
      });
      same(shuffled, inOrder);
    }),
    RUNS,
  );
});
