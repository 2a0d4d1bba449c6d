import { describe, expect, test } from '@jest/globals';
import { AGENT, asker, complaint, Course, opening, refusalOf, START, uuid } from '../../../../test/support/given.js';
import { DAY, later, MINUTE } from '../time.js';
import * as lifecycle from './lifecycle.js';
import { verbsFor } from './permissions.js';
import { close } from './stages.js';
import { newIssue, type Stage, type Status, STATUSES, type Ticket } from './ticket.js';

const arrival = { messageId: uuid(50), receivedAt: later(START, MINUTE), automatic: null, unverifiedSender: false };
const as = (status: Status, stage: Stage = 'assessed'): Ticket => ({ ...complaint().ticket, status, stage });

describe('a message from outside', () => {
  test.each(STATUSES)('wakes a ticket that is %s when it has to', (status) => {
    const facts = lifecycle.receive(as(status, status === 'closed' ? 'closed' : 'decided'), arrival);
    const wakes = ['waitingCustomer', 'resolved', 'closed'].includes(status);
    expect(facts.some((fact) => fact.type === 'StatusChanged' && fact.status === 'open')).toBe(wakes);
    expect(facts.some((fact) => fact.type === 'TicketReopened')).toBe(status === 'closed');
  });

  test('automatic mail wakes nobody', () => {
    for (const status of ['waitingCustomer', 'resolved', 'closed'] as const) {
      const facts = lifecycle.receive(as(status), { ...arrival, automatic: 'outOfOffice' });
      expect(facts.map((fact) => fact.type)).toEqual(['MessageReceived']);
    }
  });

  test('a reply whose sender failed the check is looked at, too', () => {
    const unverified = { ...arrival, unverifiedSender: true };
    for (const status of ['waitingCustomer', 'resolved'] as const) {
      expect(lifecycle.receive(as(status), unverified)).toContainEqual({
        type: 'StatusChanged',
        status: 'open',
        from: status,
      });
    }
    const closed = lifecycle.receive(as('closed'), unverified);
    expect(closed.slice(1)).toEqual([{ type: 'TicketHeld', cause: 'unverifiedSender' }]);
  });

  test('reopens a closed complaint in a new episode at assessed', () => {
    const course = complaint();
    course.then(close(course.ticket, null)).then(lifecycle.receive(course.ticket, arrival));
    expect(course.ticket).toMatchObject({
      status: 'open',
      stage: 'assessed',
      episode: 2,
      unansweredSince: arrival.receivedAt,
    });
  });

  test('is late exactly one millisecond after the reopening window', () => {
    const course = complaint();
    course.then(close(course.ticket, null));
    const closedAt = course.ticket.closedAt ?? START;
    expect(lifecycle.isPastReopening(course.ticket, later(closedAt, 14 * DAY), 14)).toBe(false);
    expect(lifecycle.isPastReopening(course.ticket, later(closedAt, 14 * DAY + 1), 14)).toBe(true);
    expect(lifecycle.isPastReopening(as('resolved'), later(closedAt, 365 * DAY), 14)).toBe(false);
  });

  test('the oldest one that waits counts, in whatever order they come', () => {
    const early = { ...arrival, messageId: uuid(51), receivedAt: START };
    const course = complaint();
    course.then(lifecycle.receive(course.ticket, arrival)).then(lifecycle.receive(course.ticket, early));
    expect(course.ticket).toMatchObject({ unansweredSince: START, lastInboundAt: arrival.receivedAt });
  });

  test('automatic mail asks for no answer', () => {
    const course = complaint();
    course.then(lifecycle.receive(course.ticket, { ...arrival, automatic: 'bounce' }));
    expect(course.ticket).toMatchObject({ unansweredSince: null, lastInboundAt: null });
  });
});

describe('a reply', () => {
  const human = { messageId: uuid(60), human: true, countsFrom: later(START, 5 * MINUTE) };

  test('of a person acknowledges the complaint and opens it', () => {
    const course = complaint();
    expect(course.then(lifecycle.reply(course.ticket, human)).ticket).toMatchObject({
      status: 'open',
      stage: 'acknowledged',
    });
  });

  test('of a template leaves the ticket new and unanswered', () => {
    const course = complaint();
    course
      .then(lifecycle.receive(course.ticket, arrival))
      .then(lifecycle.reply(course.ticket, { ...human, human: false }));
    expect(course.ticket).toMatchObject({
      status: 'new',
      stage: 'received',
      unansweredSince: arrival.receivedAt,
      firstResponseAt: null,
    });
  });

  test('to a closed ticket reopens it', () => {
    const course = complaint();
    course.then(close(course.ticket, null)).then(lifecycle.reply(course.ticket, human));
    expect(course.ticket).toMatchObject({ status: 'open', episode: 2 });
  });

  test.each(['merged', 'spam'] as const)('to a ticket that is %s is refused', (status) => {
    expect(refusalOf(() => lifecycle.reply(as(status), human))).toBe('not-in-this-status');
  });
});

describe('what becomes of a reply', () => {
  test.each(['failed', 'bounced'] as const)(
    'a final response that %s takes the decision back to responding',
    (report) => {
      const facts = lifecycle.reportDelivery(as('resolved', 'decided'), uuid(60), report, true);
      expect(facts.map((fact) => fact.type)).toEqual(['DeliveryReported', 'StageChanged', 'StatusChanged']);
    },
  );

  test.each([
    ['an older reply', 'bounced', false, 'decided'],
    ['a reply that arrived', 'sent', true, 'decided'],
    ['a reply before the decision', 'bounced', true, 'investigating'],
  ] as const)('%s leaves the stage alone', (_, report, newest, stage) => {
    expect(lifecycle.reportDelivery(as('open', stage), uuid(60), report, newest)).toHaveLength(1);
  });
});

describe('an owner', () => {
  test('is taken from nobody without the right to', () => {
    const mine: Ticket = { ...as('open'), ownerId: uuid(1) };
    expect(refusalOf(() => lifecycle.assign(mine, uuid(2), uuid(2), false))).toBe('moved-on');
    expect(lifecycle.assign(mine, uuid(2), uuid(2), true)).toHaveLength(1);
    expect(lifecycle.assign(mine, null, uuid(1), false)).toHaveLength(1);
    expect(lifecycle.assign(mine, uuid(1), uuid(2), false)).toEqual([]);
  });

  test('makes a new ticket open', () => {
    const course = complaint();
    expect(course.then(lifecycle.assign(course.ticket, uuid(1), uuid(1), false)).ticket.status).toBe('open');
  });
});

describe('a held ticket', () => {
  const held = (): Course => new Course(uuid(100), lifecycle.open({ ...OPENING, held: 'unverifiedSender' }));
  const OPENING = {
    number: 'T-2026-000001',
    kind: 'complaint',
    channel: 'email',
    queueId: uuid(10),
    customerId: null,
    priority: 'normal',
    receivedAt: START,
    presumedIssueId: uuid(30),
  } as const;

  test('is released with the time of its receipt', () => {
    const course = held();
    expect(course.then(lifecycle.release(course.ticket, false)).ticket).toMatchObject({
      held: null,
      status: 'new',
      receivedAt: START,
    });
    expect(lifecycle.release(course.ticket, false)).toEqual([]);
  });

  test('is spam when it is rejected', () => {
    const course = held();
    expect(course.then(lifecycle.release(course.ticket, true)).ticket).toMatchObject({ held: null, status: 'spam' });
  });

  test('that was merged away is worked on where it went', () => {
    const merged: Ticket = { ...held().ticket, status: 'merged', mergedInto: uuid(200), statusBeforeMerge: 'new' };
    expect(refusalOf(() => lifecycle.release(merged, true))).toBe('not-in-this-status');
  });
});

describe('kind, tags, issues and links', () => {
  test('becoming a complaint starts the stages, ceasing to be one ends them', () => {
    const course = new Course(uuid(100), opening('enquiry'));
    course.then(lifecycle.reclassify(course.ticket, 'complaint', uuid(31)));
    expect(course.ticket).toMatchObject({ kind: 'complaint', stage: 'received', issues: [{ id: uuid(31) }] });
    expect(course.then(lifecycle.reclassify(course.ticket, 'compliment', uuid(32))).ticket.stage).toBeNull();
  });

  test('tags are trimmed, lower case, each once, in order', () => {
    const course = complaint();
    course.then(lifecycle.tag(course.ticket, [' Lamp ', 'lamp', 'broken', '']));
    expect(course.ticket.tags).toEqual(['broken', 'lamp']);
    expect(lifecycle.tag(course.ticket, ['LAMP', 'broken'])).toEqual([]);
    expect(
      refusalOf(() =>
        lifecycle.tag(
          course.ticket,
          Array.from({ length: 51 }, (_, n) => `tag ${n}`),
        ),
      ),
    ).toBe('invalid');
  });

  test('the first issue that is named takes the place of the presumed one', () => {
    const course = complaint();
    course.then(lifecycle.addIssue(course.ticket, uuid(31))).then(lifecycle.addIssue(course.ticket, uuid(32)));
    expect(course.ticket.issues.map((issue) => issue.id)).toEqual([uuid(31), uuid(32)]);
  });

  test('a resolved ticket keeps its outcomes', () => {
    const judged: Ticket = {
      ...as('resolved', 'decided'),
      issues: [{ ...newIssue(uuid(30), false), outcome: 'upheld' }],
    };
    expect(refusalOf(() => lifecycle.judge(judged, uuid(30), null))).toBe('not-in-this-status');
    expect(lifecycle.judge(judged, uuid(30), 'notUpheld')).toHaveLength(1);
    expect(refusalOf(() => lifecycle.judge(judged, uuid(99), 'upheld'))).toBe('not-found');
  });

  test('a link is made once, taken away once, and never to itself', () => {
    const course = complaint();
    course.then(lifecycle.link(course.ticket, 'related', uuid(200)), AGENT);
    expect(lifecycle.link(course.ticket, 'related', uuid(200))).toEqual([]);
    expect(lifecycle.link(course.ticket, 'duplicateOf', uuid(200))).toHaveLength(1);
    expect(course.then(lifecycle.unlink(course.ticket, 'related', uuid(200))).ticket.links).toEqual([]);
    expect(refusalOf(() => lifecycle.link(course.ticket, 'related', course.id))).toBe('invalid');
  });
});

describe('what a ticket is about, and who must not get it', () => {
  const anna = uuid(1);
  test('keeps the parts that nobody spoke of', () => {
    const course = complaint().then(lifecycle.describe(complaint().ticket, { language: 'de', product: 'lumo' }));
    course.then(lifecycle.describe(course.ticket, { product: null, region: 'de-by' }));
    expect(course.ticket.description).toEqual({ language: 'de', product: null, region: 'de-by' });
    expect(lifecycle.describe(course.ticket, { language: 'de' })).toEqual([]);
  });

  test('is given back by an owner who must not have it', () => {
    const course = complaint().then(lifecycle.assign(complaint().ticket, anna, null, true));
    course.then(lifecycle.exclude(course.ticket, [anna, anna]));
    expect(course.ticket).toMatchObject({ ownerId: null, excluded: [anna] });
    expect(lifecycle.exclude(course.ticket, [anna])).toEqual([]);
  });

  test('keeps out twenty people at most', () => {
    const crowd = Array.from({ length: 21 }, (_, index) => uuid(index + 1));
    expect(refusalOf(() => lifecycle.exclude(complaint().ticket, crowd))).toBe('invalid');
  });

  test.each([
    ['closed', { status: 'closed' as const }],
    ['spam', { status: 'spam' as const }],
    ['held', { held: 'loop' as const }],
  ])('is not routed again while it is %s', (_, rest) => {
    const ticket = { ...complaint().ticket, ...rest };
    expect(refusalOf(() => lifecycle.refuseUnroutable(ticket))).toBe('not-in-this-status');
    expect(verbsFor(asker(), ticket)).not.toContain('route');
  });
});
