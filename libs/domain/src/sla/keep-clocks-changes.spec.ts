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
import {
  STANDARD,
  DAY,
  inbound,
  opened,
  said,
  replied,
  asked,
  judged,
  decided,
  seen,
  states,
  sameAsTold,
  fresh,
} from '../../../../test/support/clock-stories.js';
import { opening, START, uuid } from '../../../../test/support/given.js';
import * as lifecycle from '../ticket/lifecycle.js';
import { merge, split, unmerge } from '../ticket/merge.js';
import { close, reopen, resolve, setStatus } from '../ticket/stages.js';
import { later, MINUTE } from '../time.js';

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
