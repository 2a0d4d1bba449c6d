import { describe, expect, test } from '@jest/globals';
import { Clocked, line, minutesOf, policy, rulesOf, whenKind } from '../../../../test/support/clocked.js';
import {
  STANDARD,
  DAY,
  inbound,
  opened,
  said,
  replied,
  asked,
  stepped,
  judged,
  decided,
  seen,
  states,
  sameAsTold,
  fresh,
} from '../../../../test/support/clock-stories.js';
import { opening, START, uuid } from '../../../../test/support/given.js';
import type { TicketFact } from '../ticket/events.js';
import * as lifecycle from '../ticket/lifecycle.js';
import { close, reopen, resolve, setStatus } from '../ticket/stages.js';
import { later, MINUTE } from '../time.js';

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
