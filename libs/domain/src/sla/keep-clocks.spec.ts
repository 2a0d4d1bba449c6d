import { describe, expect, test } from '@jest/globals';
import {
  Clocked,
  HOUSE_CALENDAR,
  LATE_CALENDAR,
  LATE_QUEUE,
  line,
  minutesOf,
  policy,
  rulesOf,
  whenKind,
} from '../../../../test/support/clocked.js';
import { opening, START, uuid } from '../../../../test/support/given.js';
import { replay } from '../ticket/evolve.js';
import type { TicketFact } from '../ticket/events.js';
import * as lifecycle from '../ticket/lifecycle.js';
import { merge, split, unmerge } from '../ticket/merge.js';
import { close, reopen, resolve, setStatus, step } from '../ticket/stages.js';
import { later, MINUTE } from '../time.js';
import type { Clock } from './clock.js';

const STANDARD = rulesOf([policy()]);
/** Minutes of the story: a business day has 480 open ones, and the next one begins 1,440 later. */
const DAY = 1_440;

const inbound = (minutes: number, messageId = uuid(50)): TicketFact => ({
  type: 'MessageReceived',
  messageId,
  receivedAt: later(START, minutes * MINUTE),
  automatic: null,
  unverifiedSender: false,
});

const opened = (rules = STANDARD, facts = opening()): Clocked => new Clocked(rules).do(0, [...facts, inbound(0)]);

const said = (story: Clocked, minutes: number, text: (ticket: Clocked['ticket']) => TicketFact[]): Clocked =>
  story.do(minutes, text(story.ticket));

const replied = (story: Clocked, minutes: number, messageId = uuid(60), human = true): Clocked =>
  said(story, minutes, (ticket) =>
    lifecycle.reply(ticket, { messageId, human, countsFrom: later(START, (minutes + 0.5) * MINUTE) }),
  );

const asked = (story: Clocked, minutes: number, messageId: string, receivedAt = minutes): Clocked =>
  said(story, minutes, (ticket) =>
    lifecycle.receive(ticket, {
      messageId,
      receivedAt: later(START, receivedAt * MINUTE),
      automatic: null,
      unverifiedSender: false,
    }),
  );

const stepped = (story: Clocked, minutes: number, ...names: Parameters<typeof step>[1][]): Clocked =>
  names.reduce((done, name) => said(done, minutes, (ticket) => step(ticket, name, uuid(5))), story);

const judged = (story: Clocked, minutes: number, outcome: 'upheld' | 'withdrawn' | 'outOfScope'): Clocked =>
  said(story, minutes, (ticket) => lifecycle.judge(ticket, uuid(30), outcome));

const decided = (story: Clocked, minutes: number): Clocked =>
  stepped(judged(story, minutes, 'upheld'), minutes, 'acknowledge', 'assess', 'respond', 'decide');

const seen = ({ state, dueAt, metAt, because }: Clock) => ({
  state,
  due: minutesOf(dueAt),
  met: minutesOf(metAt),
  because,
});

const states = (story: Clocked): Record<string, string> =>
  Object.fromEntries(
    story.ticket.clocks.map((clock) => [`${clock.part ?? clock.milestone} ${clock.episode}`, clock.state]),
  );

const sameAsTold = (story: Clocked): void => {
  expect(replay(story.events)).toEqual(story.ticket);
  expect(replay(JSON.parse(JSON.stringify(story.events)))).toEqual(story.ticket);
};

describe('opening a complaint', () => {
  test('starts its clocks at its receipt', () => {
    const story = opened();
    expect(story.ticket.clocks.map(({ milestone }) => milestone)).toEqual([
      'acknowledgement',
      'firstResponse',
      'resolution',
    ]);
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'running', due: 240 });
    // 4,800 open minutes are ten days of eight hours: closing time of Friday next week.
    expect(minutesOf(story.clock('resolution').dueAt)).toBe(11 * DAY + 480);
    expect(story.clock('firstResponse').alarms.map(({ kind, at }) => [kind, minutesOf(at)])).toEqual([
      ['warning', 120],
      ['warning', 192],
      ['due', 240],
    ]);
  });

  test('counts from the receipt also when it is filed hours later, and misses what is over', () => {
    const story = new Clocked(STANDARD).do(300, [...opening(), inbound(0)]);
    expect(seen(story.clock('acknowledgement'))).toMatchObject({ state: 'missed', due: 60 });
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'missed', due: 240 });
    expect(story.clock('resolution').state).toBe('running');
  });

  test('runs no clocks without a policy for it', () => {
    expect(opened(rulesOf([policy({ condition: whenKind('enquiry') })])).ticket.clocks).toEqual([]);
    expect(opened(rulesOf([policy({ validFrom: later(START, 1) })])).ticket.clocks).toEqual([]);
    expect(opened(rulesOf([policy({ enabled: false })])).ticket.clocks).toEqual([]);
  });

  test('takes the first policy in order whose condition holds', () => {
    const rules = rulesOf([
      policy({ id: uuid(512), position: 2, targets: [line('firstResponse', 10)] }),
      policy({ id: uuid(511), position: 1, condition: whenKind('complaint'), targets: [line('firstResponse', 20)] }),
    ]);
    expect(opened(rules).clock('firstResponse')).toMatchObject({
      policyId: uuid(511),
      dueAt: later(START, 20 * MINUTE),
    });
  });

  test('runs no clocks while it is held; released, they start at its receipt', () => {
    const held = lifecycle.open({ ...fresh(), held: 'loop' });
    const story = new Clocked(STANDARD).do(0, [...held, inbound(0)]);
    expect(story.ticket.clocks).toEqual([]);
    said(story, 100, (ticket) => lifecycle.release(ticket, false));
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'running', due: 240 });
    expect(seen(story.clock('acknowledgement'))).toMatchObject({ state: 'missed', due: 60 });
  });

  test('rejected out of the held ones it runs none', () => {
    const story = new Clocked(STANDARD).do(0, [...lifecycle.open({ ...fresh(), held: 'loop' }), inbound(0)]);
    said(story, 100, (ticket) => lifecycle.release(ticket, true));
    expect(story.ticket.clocks).toEqual([]);
  });
});

const fresh = () => ({
  number: 'T-2026-000001',
  kind: 'complaint' as const,
  channel: 'email' as const,
  queueId: uuid(10),
  customerId: uuid(20),
  priority: 'normal' as const,
  receivedAt: START,
  presumedIssueId: uuid(30),
  held: null,
});

describe('the acknowledgement', () => {
  test.each([
    ['any', false, 'met'],
    ['any', true, 'met'],
    ['human', false, 'running'],
    ['human', true, 'met'],
    ['automatic', false, 'met'],
    ['automatic', true, 'running'],
  ] as const)('accepting %s is answered by a human: %s → %s', (accepts, human, state) => {
    const rules = rulesOf([policy({ targets: [line('acknowledgement', 60, { accepts })] })]);
    expect(replied(opened(rules), 10, uuid(60), human).clock('acknowledgement').state).toBe(state);
  });

  test('by hand counts when it is said, and falls when the step is taken back', () => {
    const story = stepped(opened(), 20, 'acknowledge');
    expect(seen(story.clock('acknowledgement'))).toMatchObject({ state: 'met', met: 20 });
    const version = story.events.findLast(({ type }) => type === 'StageChanged')?.version ?? 0;
    story.do(30, [{ type: 'StageChanged', stage: 'received', from: 'acknowledged', noteId: null }], {
      undoes: [version],
    });
    expect(seen(story.clock('acknowledgement'))).toMatchObject({ state: 'running', due: 60, met: null });
    sameAsTold(story);
  });
});

describe('the first response', () => {
  test('is met when a person sends it, not when its undo window ends', () => {
    expect(seen(replied(opened(), 30).clock('firstResponse'))).toMatchObject({ state: 'met', met: 30 });
  });

  test('is not met by a note, an autoresponder or a template', () => {
    const story = opened().do(5, lifecycle.note(uuid(70)));
    story.do(6, [{ ...inbound(6, uuid(71)), automatic: 'bounce' } as TicketFact]);
    expect(replied(story, 7, uuid(60), false).clock('firstResponse').state).toBe('running');
  });

  test('to the second: on its due time it is in time, a second later it is not', () => {
    expect(seen(replied(opened(), 240).clock('firstResponse'))).toMatchObject({ state: 'met', met: 240 });
    const late = replied(opened(), 240 + 1 / 60).clock('firstResponse');
    expect(late).toMatchObject({ state: 'missed', metAt: later(START, 240 * MINUTE + 1_000), endedAt: late.metAt });
  });

  test('is missed at its due time whoever looks, and keeps when it was done', () => {
    const story = replied(opened(), 300);
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'missed', due: 240, met: 300 });
    expect(replied(opened().ring(250), 300).clock('firstResponse')).toMatchObject({
      state: 'missed',
      dueAt: later(START, 240 * MINUTE),
      metAt: later(START, 300 * MINUTE),
    });
    sameAsTold(story);
  });

  test('by a mail of an agent counts when that was sent, also if nobody had read it when it fell due', () => {
    const story = opened().ring(241);
    expect(story.clock('firstResponse').state).toBe('missed');
    said(story, 250, (ticket) =>
      lifecycle.reply(ticket, { messageId: uuid(60), human: true, countsFrom: later(START, 239 * MINUTE) }),
    );
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'met', met: 239 });
    sameAsTold(story);
  });

  test.each<[string, (messageId: string) => TicketFact[]]>([
    ['taken back', (messageId) => lifecycle.cancelReply(messageId)],
    ['that failed', (messageId) => [{ type: 'DeliveryReported', messageId, report: 'failed' }]],
    ['that bounced', (messageId) => [{ type: 'DeliveryReported', messageId, report: 'bounced' }]],
  ])('by a reply %s falls, and the clock runs on as if nothing had been', (_, facts) => {
    const story = replied(opened(), 30);
    const before = opened().clock('firstResponse');
    story.do(40, facts(uuid(60)));
    expect(story.clock('firstResponse')).toEqual(before);
    sameAsTold(story);
  });

  test('falls into its miss when its reply bounces after the due time', () => {
    const story = replied(opened(), 30).do(300, [{ type: 'DeliveryReported', messageId: uuid(60), report: 'bounced' }]);
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'missed', due: 240, met: null });
    expect(seen(replied(story, 310, uuid(61)).clock('firstResponse'))).toMatchObject({ state: 'missed', met: 310 });
  });

  test('rests on the next reply that stands when the first one bounces', () => {
    const story = replied(replied(opened(), 30), 50, uuid(61));
    story.do(60, [{ type: 'DeliveryReported', messageId: uuid(60), report: 'bounced' }]);
    expect(story.clock('firstResponse')).toMatchObject({ state: 'met', restsOn: uuid(61) });
  });

  test('late and bounced stays missed and is owed again', () => {
    const story = replied(opened(), 300).do(310, [
      { type: 'DeliveryReported', messageId: uuid(60), report: 'bounced' },
    ]);
    expect(story.clock('firstResponse')).toMatchObject({ state: 'missed', metAt: null, endedAt: null });
  });

  test('is cancelled when every issue is withdrawn, and comes back when one is not', () => {
    const story = judged(opened(), 30, 'withdrawn');
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'cancelled', because: 'withdrawn' });
    expect(story.clock('resolution').state).toBe('running');
    expect(seen(judged(story, 40, 'upheld').clock('firstResponse'))).toMatchObject({ state: 'running', due: 240 });
  });
});

describe('the next response', () => {
  test('counts from the oldest message that nobody has answered', () => {
    const story = asked(asked(replied(opened(), 30), 60, uuid(51)), 90, uuid(52));
    expect(seen(story.clock('nextResponse'))).toMatchObject({ state: 'running', due: 300 });
    expect(story.ticket.clocks.filter(({ milestone }) => milestone === 'nextResponse')).toHaveLength(1);
    expect(seen(replied(story, 100, uuid(61)).clock('nextResponse'))).toMatchObject({ state: 'met', met: 100 });
  });

  test('is not owed before the first response, nor while we wait', () => {
    expect(asked(opened(), 10, uuid(51)).has('nextResponse')).toBe(false);
    expect(replied(opened(), 10).has('nextResponse')).toBe(false);
  });

  test('begins earlier when an older message is filed late', () => {
    const story = asked(asked(replied(opened(), 30), 90, uuid(52)), 95, uuid(51), 60);
    expect(story.clock('nextResponse')).toMatchObject({
      startAt: later(START, 60 * MINUTE),
      dueAt: later(START, 300 * MINUTE),
    });
  });

  test('waits again when its answer is taken back', () => {
    const story = replied(asked(replied(opened(), 30), 60, uuid(51)), 70, uuid(61));
    story.do(71, lifecycle.cancelReply(uuid(61)));
    expect(seen(story.clock('nextResponse'))).toMatchObject({ state: 'running', due: 300, met: null });
    sameAsTold(story);
  });

  test('is one, from the older message, when the answer between two is taken back', () => {
    const story = asked(replied(asked(replied(opened(), 30), 60, uuid(51)), 70, uuid(61)), 80, uuid(52));
    story.do(90, lifecycle.cancelReply(uuid(61)));
    const owed = story.ticket.clocks.filter(
      ({ milestone, state }) => milestone === 'nextResponse' && state === 'running',
    );
    expect(owed.map(({ dueAt }) => minutesOf(dueAt))).toEqual([300]);
  });

  test('gives way to the first response when that falls', () => {
    const story = asked(replied(opened(), 30), 60, uuid(51));
    story.do(70, lifecycle.cancelReply(uuid(60)));
    expect(story.clock('nextResponse').state).toBe('cancelled');
    expect(story.clock('firstResponse').state).toBe('running');
  });

  test('is cancelled when the ticket is resolved, and starts anew with the message that opens it again', () => {
    const story = asked(replied(opened(), 30), 60, uuid(51));
    said(decided(story, 70), 80, resolve);
    expect(seen(story.clock('nextResponse'))).toMatchObject({ state: 'cancelled', because: 'resolved' });
    asked(story, 90, uuid(52));
    expect(story.clock('nextResponse')).toMatchObject({ state: 'running', startAt: later(START, 90 * MINUTE) });
    sameAsTold(story);
  });
});

describe('keeping the customer informed', () => {
  test('runs from the last word to the customer to the next one, until the decision', () => {
    const story = replied(replied(opened(), 30), 100, uuid(61));
    const updates = story.ticket.clocks.filter(({ milestone }) => milestone === 'update');
    expect(updates.map(({ state, startAt, metAt }) => [state, minutesOf(startAt), minutesOf(metAt)])).toEqual([
      ['met', 30, 100],
      ['running', 100, null],
    ]);
    expect(
      seen(stepped(judged(story, 110, 'upheld'), 110, 'assess', 'respond', 'decide').clock('update')),
    ).toMatchObject({
      state: 'cancelled',
      because: 'decided',
    });
  });

  test('counts from the word before when the last one does not arrive', () => {
    const story = replied(replied(opened(), 30), 100, uuid(61)).do(110, lifecycle.cancelReply(uuid(61)));
    const updates = story.ticket.clocks.filter(({ milestone }) => milestone === 'update');
    expect(updates.map(({ state, because }) => [state, because])).toEqual([
      ['running', null],
      ['cancelled', 'startFell'],
    ]);
  });
});

describe('the resolution', () => {
  test('pauses while we wait for the customer, and never while we wait for ourselves', () => {
    const story = opened(
      rulesOf([policy({ targets: [line('resolution', 240, { pausesIn: ['waitingThirdParty', 'waitingInternal'] })] })]),
    );
    said(story, 60, (ticket) => setStatus(ticket, 'waitingCustomer'));
    expect(seen(story.clock('resolution'))).toMatchObject({ state: 'paused', due: null });
    asked(story, 120, uuid(51));
    expect(seen(story.clock('resolution'))).toMatchObject({ state: 'running', due: 300 });
    said(story, 130, (ticket) => setStatus(ticket, 'waitingInternal'));
    expect(story.clock('resolution').state).toBe('running');
    said(story, 140, (ticket) => setStatus(ticket, 'waitingThirdParty'));
    expect(story.clock('resolution').state).toBe('paused');
    said(story, 150, (ticket) => setStatus(ticket, 'open'));
    expect(seen(story.clock('resolution'))).toMatchObject({ state: 'running', due: 310 });
    expect(story.clock('resolution').pauses.map(({ cause }) => cause)).toEqual([
      'waitingCustomer',
      'waitingThirdParty',
    ]);
    sameAsTold(story);
  });

  test('runs on from when the customer answered, not from when that was filed', () => {
    const waits = said(opened(), 60, (ticket) => setStatus(ticket, 'waitingCustomer'));
    const story = asked(waits, 120, uuid(51), 100);
    expect(story.clock('resolution').pauses).toEqual([
      { from: later(START, 60 * MINUTE), to: later(START, 100 * MINUTE), cause: 'waitingCustomer' },
    ]);
  });

  test('is met by the decision, and falls with the final response that bounces', () => {
    const story = decided(replied(opened(), 30), 60);
    expect(seen(story.clock('resolution'))).toMatchObject({ state: 'met', met: 60 });
    said(story, 70, (ticket) => lifecycle.reportDelivery(ticket, uuid(60), 'bounced', true));
    expect(story.clock('resolution')).toMatchObject({ state: 'running', metAt: null });
    sameAsTold(story);
  });

  test('is not judged again because the customer disputes the decision, or writes again', () => {
    const disputed = stepped(decided(opened(), 60), 90, 'investigate');
    expect(disputed.clock('resolution').state).toBe('met');
    const written = asked(said(decided(opened(), 60), 70, resolve), 90, uuid(51));
    expect(written.clock('resolution').state).toBe('met');
  });

  test('of what is no complaint is met when it is resolved, and falls when that is undone', () => {
    const story = said(opened(STANDARD, opening('enquiry')), 60, resolve);
    expect(seen(story.clock('resolution'))).toMatchObject({ state: 'met', met: 60 });
    expect(story.clock('firstResponse')).toMatchObject({ state: 'cancelled', because: 'resolved' });
    const version = story.events.findLast(({ type }) => type === 'StatusChanged')?.version ?? 0;
    story.do(70, [{ type: 'StatusChanged', status: 'new', from: 'resolved' }], { undoes: [version] });
    expect(states(story)).toEqual({
      'acknowledgement 1': 'missed',
      'firstResponse 1': 'running',
      'resolution 1': 'running',
    });
  });

  test.each([
    ['upheld', 'met', null],
    ['withdrawn', 'cancelled', 'withdrawn'],
    ['outOfScope', 'cancelled', 'outOfScope'],
  ] as const)('of a complaint that is closed early as %s is %s', (outcome, state, because) => {
    const story = said(judged(opened(), 30, outcome), 40, (ticket) => close(ticket, null));
    expect(story.clock('resolution')).toMatchObject({ state, because });
  });

  test('of a complaint that is closed unjudged is cancelled as invalid, with what had counted', () => {
    const story = said(opened(), 40, (ticket) => close(ticket, null));
    expect(story.clock('resolution')).toMatchObject({ state: 'cancelled', because: 'invalid', elapsedSeconds: 2_400 });
    expect(story.clock('acknowledgement')).toMatchObject({ state: 'cancelled', because: 'invalid' });
  });
});

describe('spam', () => {
  test('cancels every clock; found again among it, they run on from their start', () => {
    const story = opened();
    const before = story.ticket.clocks;
    said(story, 10, (ticket) => setStatus(ticket, 'spam'));
    expect(Object.values(states(story))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    said(story, 20, (ticket) => reopen(ticket, null));
    expect(story.ticket.clocks).toEqual(before);
    sameAsTold(story);
  });
});

describe('reopening', () => {
  test('begins a new episode from the message, and the time while it was closed does not count', () => {
    const story = said(said(decided(replied(opened(), 30), 60), 70, resolve), 80, (ticket) => close(ticket, null));
    asked(story, DAY + 60, uuid(51));
    expect(states(story)).toMatchObject({
      'firstResponse 1': 'met',
      'resolution 1': 'met',
      'firstResponse 2': 'running',
      'resolution 2': 'running',
    });
    expect(story.clock('firstResponse')).toMatchObject({ startAt: later(START, (DAY + 60) * MINUTE), episode: 2 });
    expect(minutesOf(story.clock('firstResponse').dueAt)).toBe(DAY + 300);
    expect(story.ticket.clocks.filter(({ milestone }) => milestone === 'acknowledgement')).toHaveLength(1);
    replied(story, DAY + 90, uuid(61));
    expect(story.clock('firstResponse').state).toBe('met');
    sameAsTold(story);
  });

  test('by hand counts from then; undone, the new clocks end', () => {
    const story = said(said(decided(opened(), 60), 70, resolve), 80, (ticket) => close(ticket, null));
    said(story, 100, (ticket) => reopen(ticket, null));
    expect(story.clock('resolution')).toMatchObject({ episode: 2, startAt: later(START, 100 * MINUTE) });
    const versionOf = (type: string): number => story.events.findLast((event) => event.type === type)?.version ?? 0;
    story.do(
      110,
      [
        {
          type: 'StatusChanged',
          status: 'closed',
          from: 'open',
          restores: { resolvedAt: null, closedAt: later(START, 80 * MINUTE), episode: 1 },
        },
        { type: 'StageChanged', stage: 'closed', from: 'assessed', noteId: null },
      ],
      { undoes: [versionOf('StatusChanged'), versionOf('StageChanged')] },
    );
    expect(story.ticket.clocks.filter(({ episode }) => episode === 2).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });
});

describe('a change of what is asked', () => {
  test('of priority keeps start and pauses, and misses by that alone what is over then', () => {
    const story = said(opened(), 130, (ticket) => lifecycle.prioritise(ticket, 'high'));
    expect(story.clock('firstResponse')).toMatchObject({
      state: 'missed',
      missedByRetarget: true,
      dueAt: later(START, 120 * MINUTE),
    });
    expect(story.clock('firstResponse').retargets).toEqual([
      { at: later(START, 130 * MINUTE), from: { minutes: 240 }, to: { minutes: 120 } },
    ]);
    expect(story.clock('resolution')).toMatchObject({ state: 'running', startAt: START });
    expect(minutesOf(story.clock('resolution').dueAt)).toBe(4 * DAY + 480);
    sameAsTold(story);
  });

  test('does not judge again what was met or missed', () => {
    const met = said(replied(opened(), 100), 130, (ticket) => lifecycle.prioritise(ticket, 'urgent'));
    expect(met.clock('firstResponse')).toMatchObject({ state: 'met', target: { minutes: 240 } });
    const missed = said(opened(), 300, (ticket) => lifecycle.prioritise(ticket, 'low'));
    expect(missed.clock('firstResponse')).toMatchObject({ state: 'missed', missedByRetarget: false });
  });

  test('that gives more time does not let what warned warn again', () => {
    const story = opened().ring(200);
    expect(story.clock('firstResponse').fired).toEqual(['warning 50', 'warning 80']);
    story.rules = rulesOf([
      policy({
        targets: [line('firstResponse', 240, { byPriority: { normal: { minutes: 240 }, low: { minutes: 480 } } })],
      }),
    ]);
    said(story, 210, (ticket) => lifecycle.prioritise(ticket, 'low'));
    expect(story.clock('firstResponse').alarms.map(({ kind }) => kind)).toEqual(['due']);
    expect(story.clock('firstResponse').warnedAt).toBe(later(START, 120 * MINUTE));
  });

  test('to a priority without a target cancels the clock; back, it runs on', () => {
    const rules = rulesOf([
      policy({ targets: [line('firstResponse', 240, { byPriority: { normal: { minutes: 240 } } })] }),
    ]);
    const story = said(opened(rules), 10, (ticket) => lifecycle.prioritise(ticket, 'low'));
    expect(story.clock('firstResponse')).toMatchObject({ state: 'cancelled', because: 'noTarget' });
    said(story, 20, (ticket) => lifecycle.prioritise(ticket, 'normal'));
    expect(seen(story.clock('firstResponse'))).toMatchObject({ state: 'running', due: 240 });
  });

  test('of kind starts and cancels clocks', () => {
    const rules = rulesOf([
      policy({ condition: whenKind('complaint') }),
      policy({ id: uuid(511), position: 2, condition: whenKind('enquiry'), targets: [line('firstResponse', 60)] }),
    ]);
    const story = said(opened(rules), 10, (ticket) => lifecycle.reclassify(ticket, 'enquiry', uuid(31)));
    expect(states(story)).toEqual({
      'acknowledgement 1': 'cancelled',
      'firstResponse 1': 'running',
      'resolution 1': 'cancelled',
    });
    expect(seen(story.clock('firstResponse'))).toMatchObject({ due: 60 });
    said(story, 20, (ticket) => lifecycle.reclassify(ticket, 'complaint', uuid(32)));
    expect(states(story)).toEqual({
      'acknowledgement 1': 'running',
      'firstResponse 1': 'running',
      'resolution 1': 'running',
    });
    sameAsTold(story);
  });

  test('of a policy leaves what runs alone, also when the priority changes afterwards', () => {
    const story = opened();
    story.rules = rulesOf([policy(), policy({ version: 2, targets: [line('firstResponse', 4)] })]);
    said(story, 10, (ticket) => lifecycle.tag(ticket, ['lamp']));
    expect(story.clock('firstResponse')).toMatchObject({ policyVersion: 1, target: { minutes: 240 } });
    said(story, 20, (ticket) => lifecycle.prioritise(ticket, 'high'));
    expect(story.clock('firstResponse')).toMatchObject({ policyVersion: 1, target: { minutes: 120 } });
  });

  test('of team measures each stretch with the calendar then in force', () => {
    const story = said(opened(), 60, (ticket) => lifecycle.move(ticket, LATE_QUEUE));
    const clock = story.clock('firstResponse');
    expect(clock.stretches.map(({ calendarId }) => calendarId)).toEqual([HOUSE_CALENDAR, LATE_CALENDAR]);
    // One hour was used up by ten; the other three count from 13:00 on.
    expect(minutesOf(clock.dueAt)).toBe(7 * 60);
    sameAsTold(story);
  });
});

describe('time limits of law', () => {
  const lawful = (code: string): Clocked => opened(rulesOf([policy({ templates: [code] })]));

  test('run beside the service clocks, from the receipt, and never pause', () => {
    const story = lawful('fcaDisp');
    said(story, 60, (ticket) => setStatus(ticket, 'waitingCustomer'));
    expect(story.clock('regulatory', 'fcaDisp.final').state).toBe('running');
    expect(minutesOf(story.clock('regulatory', 'fcaDisp.final').dueAt)).toBe(57 * DAY - 9 * 60);
    expect(story.clock('resolution').state).toBe('paused');
  });

  test('are met by acknowledgement, public reply and decision', () => {
    const story = replied(lawful('auRg271'), 30, uuid(60), false);
    expect(story.clock('regulatory', 'auRg271.acknowledgement').state).toBe('met');
    expect(story.clock('regulatory', 'auRg271.interim').state).toBe('running');
    expect(replied(story, 40, uuid(61)).clock('regulatory', 'auRg271.interim').state).toBe('met');
    expect(decided(story, 50).clock('regulatory', 'auRg271.final').state).toBe('met');
  });

  test('may count from the acknowledgement', () => {
    const story = lawful('ukHousing');
    expect(story.ticket.clocks.some(({ part }) => part === 'ukHousing.stage1')).toBe(false);
    replied(story, 30, uuid(60), false);
    expect(story.clock('regulatory', 'ukHousing.stage1')).toMatchObject({
      state: 'running',
      startAt: later(START, 30 * MINUTE),
    });
  });

  test('are cancelled when it is out of their scope', () => {
    const story = judged(lawful('fcaDisp'), 30, 'outOfScope');
    expect(story.clock('regulatory', 'fcaDisp.final')).toMatchObject({ state: 'cancelled', because: 'outOfScope' });
    expect(story.clock('resolution').state).toBe('running');
  });

  test('that break nothing when missed are owed by nobody afterwards', () => {
    const story = lawful('fcaDisp').ring(6 * DAY);
    expect(story.clock('regulatory', 'fcaDisp.summaryResolution')).toMatchObject({ state: 'missed', optional: true });
    expect(story.clock('regulatory', 'fcaDisp.summaryResolution').endedAt).not.toBeNull();
  });
});

describe('a merge', () => {
  const rules = rulesOf([policy({ templates: ['fcaDisp'] })]);
  const pair = (): { source: Clocked; target: Clocked } => ({
    source: new Clocked(rules, uuid(101)).do(0, [...opening(), inbound(0)]),
    target: new Clocked(rules, uuid(102)).do(DAY, [
      ...lifecycle.open({ ...fresh(), receivedAt: later(START, DAY * MINUTE) }),
      inbound(DAY),
    ]),
  });
  const merged = ({ source, target }: ReturnType<typeof pair>, minutes: number): void => {
    const facts = merge(source.ticket, target.ticket, []);
    source.do(minutes, facts.source);
    target.do(minutes, facts.target);
  };
  const unmerged = ({ source, target }: ReturnType<typeof pair>, minutes: number): void => {
    const facts = unmerge(source.ticket, target.ticket);
    target.do(minutes, facts.target);
    source.do(minutes, facts.source);
  };

  test('cancels the clocks of the source and keeps what had counted', () => {
    const both = pair();
    merged(both, DAY + 60);
    expect(both.source.ticket.clocks.every(({ endedAt, because }) => endedAt !== null && because === 'merged')).toBe(
      true,
    );
    expect(both.source.clock('resolution').elapsedSeconds).toBe(9 * 3_600);
  });

  test('gives the target the earlier receipt for time limits of law only', () => {
    const both = pair();
    merged(both, DAY + 60);
    expect(both.target.clock('regulatory', 'fcaDisp.final').startAt).toBe(START);
    expect(both.target.clock('resolution').startAt).toBe(later(START, DAY * MINUTE));
    expect(both.target.clock('firstResponse').startAt).toBe(later(START, DAY * MINUTE));
  });

  test.each([60, 4 * DAY])('undone %s minutes later restores both', (wait) => {
    const both = pair();
    const alone = pair();
    for (const one of [both.source, both.target]) one.ring(DAY + 60);
    merged(both, DAY + 60);
    both.target.ring(DAY + 60 + wait);
    unmerged(both, DAY + 60 + wait);
    alone.source.ring(DAY + 60 + wait);
    alone.target.ring(DAY + 60 + wait);
    both.source.ring(DAY + 60 + wait);
    both.target.ring(DAY + 60 + wait);
    expect(both.source.ticket.clocks).toEqual(alone.source.ticket.clocks);
    expect(both.target.ticket.clocks).toEqual(alone.target.ticket.clocks);
    sameAsTold(both.source);
    sameAsTold(both.target);
  });
});

describe('a split', () => {
  test('gives the child clocks from the original receipt', () => {
    const parent = said(opened(), 30, (ticket) => lifecycle.addIssue(ticket, uuid(31)));
    said(parent, 40, (ticket) => lifecycle.addIssue(ticket, uuid(32)));
    const facts = split(parent.ticket, {
      child: { id: uuid(103), number: 'T-2026-000002' },
      issueIds: [uuid(32)],
      messageIds: [],
      presumedIssueId: uuid(33),
    });
    const child = new Clocked(STANDARD, uuid(103)).do(50, facts.child);
    expect(child.clock('firstResponse')).toMatchObject({ startAt: START, state: 'running' });
  });
});

describe('messages in any order', () => {
  test('give the same clocks', () => {
    const forth = asked(asked(opened(), 10, uuid(51), 5), 20, uuid(52), 15);
    const back = new Clocked(STANDARD).do(16, [
      ...lifecycle.open({ ...fresh(), receivedAt: later(START, 15 * MINUTE) }),
      inbound(15, uuid(52)),
    ]);
    asked(asked(back, 17, uuid(51), 5), 20, uuid(50), 0);
    expect(back.ticket.receivedAt).toBe(START);
    expect(back.ticket.clocks).toEqual(forth.ticket.clocks);
    sameAsTold(back);
  });
});

describe('alarms', () => {
  test('ring in their order and once, each with the instant at which it should have rung', () => {
    const plan = {
      id: uuid(520),
      version: 1,
      levels: [
        { level: 1, offset: { percent: 75 }, repeat: null },
        { level: 2, offset: { minutes: 60 }, repeat: { everyMinutes: 30, times: 2 } },
      ],
    };
    const rules = rulesOf([policy({ escalationPlanId: plan.id, targets: [line('firstResponse', 240)] })], [plan]);
    const story = opened(rules).ring(345).ring(346).ring(500);
    const rung = story.events.flatMap((event) => {
      if (event.type === 'ClockWarned') return [`warning ${String(minutesOf(event.warnAt))}`];
      if (event.type === 'ClockMissed') return [`missed ${String(minutesOf(event.dueAt))}`];
      return event.type === 'EscalationFired' ? [`level ${event.level} ${String(minutesOf(event.fallsAt))}`] : [];
    });
    expect(rung).toEqual([
      'warning 120',
      'level 1 180',
      'warning 192',
      'missed 240',
      'level 2 300',
      'level 2 330',
      'level 2 360',
    ]);
    sameAsTold(story);
  });

  test('stop with the clock and rest in a pause', () => {
    const story = said(opened(), 60, (ticket) => setStatus(ticket, 'waitingCustomer'));
    expect(story.clock('resolution').alarms).toEqual([]);
    expect(replied(story, 70).clock('firstResponse').alarms).toEqual([]);
  });
});
