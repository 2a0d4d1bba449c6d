import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AGENT, complaint, type Course, opening, refusalOf, START, uuid } from '../../../../test/support/given.js';
import { later, MINUTE } from '../time.js';
import { evolve, record, replay } from './evolve.js';
import type { TicketFact } from './events.js';
import * as lifecycle from './lifecycle.js';
import { close, reopen, resolve, setStatus, step, STEPS, type Step } from './stages.js';
import { KINDS, OUTCOMES, PRIORITIES, STATUSES, type Ticket } from './ticket.js';
import { before, inverse, undoable } from './undo.js';

type Move = (ticket: Ticket, fresh: number) => TicketFact[];

/** Any verb with any argument: what it refuses changes nothing. */
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom<Step>(...(Object.keys(STEPS) as Step[])).map(
    (name): Move =>
      (ticket) =>
        step(ticket, name, uuid(5)),
  ),
  fc.constantFrom(...STATUSES).map(
    (status): Move =>
      (ticket) =>
        setStatus(ticket, status),
  ),
  fc.constantFrom(...PRIORITIES).map(
    (priority): Move =>
      (ticket) =>
        lifecycle.prioritise(ticket, priority),
  ),
  fc.constantFrom(...KINDS).map(
    (kind): Move =>
      (ticket, fresh) =>
        lifecycle.reclassify(ticket, kind, uuid(1000 + fresh)),
  ),
  fc.constantFrom(...OUTCOMES, null).map(
    (outcome): Move =>
      (ticket) =>
        lifecycle.judge(ticket, ticket.issues[0]?.id ?? '', outcome),
  ),
  fc.constantFrom(uuid(1), uuid(2), null).map(
    (owner): Move =>
      (ticket) =>
        lifecycle.assign(ticket, owner, uuid(1), true),
  ),
  fc.uniqueArray(fc.constantFrom('lamp', 'late', 'broken')).map(
    (tags): Move =>
      (ticket) =>
        lifecycle.tag(ticket, tags),
  ),
  fc.boolean().map(
    (claim): Move =>
      (ticket) =>
        lifecycle.markClaim(ticket, claim),
  ),
  fc.tuple(fc.constantFrom(1, 2, 3, 4, null), fc.constantFrom(1, 2, 3, 4, null)).map(
    ([severity, risk]): Move =>
      (ticket) =>
        lifecycle.grade(ticket, severity, risk),
  ),
  fc.nat(10_000).map(
    (minutes): Move =>
      (ticket, fresh) =>
        lifecycle.receive(ticket, {
          messageId: uuid(2000 + fresh),
          receivedAt: later(START, minutes),
          automatic: null,
          unverifiedSender: false,
        }),
  ),
  fc.boolean().map(
    (human): Move =>
      (ticket, fresh) =>
        lifecycle.reply(ticket, { messageId: uuid(3000 + fresh), human, countsFrom: later(ticket.updatedAt, MINUTE) }),
  ),
  fc.nat(5).map(
    (back): Move =>
      (ticket) =>
        lifecycle.cancelReply(ticket.answered.at(-1 - back)?.messageId ?? uuid(9)),
  ),
  fc.constantFrom('sent', 'bounced').map(
    (report): Move =>
      (ticket) =>
        lifecycle.reportDelivery(ticket, ticket.answered.at(-1)?.messageId ?? uuid(9), report, true),
  ),
  fc.constantFrom<Move>(
    (ticket) => close(ticket, null),
    (ticket) => reopen(ticket, null),
    (ticket) => resolve(ticket),
    (ticket) => lifecycle.release(ticket, true),
    (ticket, fresh) => lifecycle.addIssue(ticket, uuid(4000 + fresh)),
    (ticket) => lifecycle.link(ticket, 'related', uuid(200)),
    (ticket) => lifecycle.unlink(ticket, 'related', uuid(200)),
  ),
);

function play(course: Course, moves: readonly Move[]): Course {
  moves.forEach((one, fresh) => {
    refusalOf(() => {
      const facts = one(course.ticket, fresh);
      if (facts.length > 0) course.then(facts);
    });
    if (fresh % 7 === 6) takeBack(course);
  });
  return course;
}

function takeBack(course: Course): void {
  refusalOf(() => {
    const batch = undoable(course.events, AGENT);
    const past = before(course.events, batch) ?? course.ticket;
    const facts = batch.flatMap((event) => inverse(course.ticket, event, past) ?? []);
    if (facts.length > 0)
      course.then(
        facts,
        AGENT,
        batch.map((event) => event.version),
      );
  });
}

describe('the log of a ticket', () => {
  test('played again gives the ticket bit for bit, with versions from 1 without gaps', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const { events, ticket } = play(complaint(), moves);
        expect(replay(events)).toEqual(ticket);
        expect(replay(JSON.parse(JSON.stringify(events)))).toEqual(ticket);
        expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
        expect(ticket.version).toBe(events.length);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['sent', false],
    ['captured', false],
    ['read', false],
    ['failed', true],
    ['bounced', true],
  ] as const)('a mail that is reported %s is news: %s', (report, isNews) => {
    const course = complaint();
    const said = later(START, MINUTE);
    course.then(lifecycle.reply(course.ticket, { messageId: uuid(70), human: true, countsFrom: said }));
    const { version, updatedAt } = course.ticket;
    const fact = { type: 'DeliveryReported' as const, messageId: uuid(70), report };
    const { ticket } = record(course.ticket, course.ticket.id, [fact], AGENT, later(updatedAt, MINUTE));
    expect(ticket).toMatchObject({ version: version + 1 });
    expect(ticket?.updatedAt).toBe(isNews ? later(updatedAt, MINUTE) : updatedAt);
  });

  test('keeps a complaint within its stages, and only a complaint', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const { ticket } = play(complaint(), moves);
        expect(ticket.stage === null).toBe(ticket.kind !== 'complaint');
        expect(ticket.closedAt === null).toBe(ticket.status !== 'closed');
        expect(new Set(ticket.issues.map((issue) => issue.id)).size).toBe(ticket.issues.length);
      }),
      { numRuns: 150 },
    );
  });

  test('that starts with something else or skips a version is broken', () => {
    const { events } = complaint();
    const [first] = events;
    if (first === undefined) throw new Error('no opening');
    expect(() => replay([])).toThrow('without events');
    expect(() => evolve(null, { ...first, version: 2 })).toThrow('does not start');
    expect(() => replay([first, { ...first, type: 'NoteAdded', messageId: uuid(5), version: 3 }])).toThrow(
      'jumps from 1 to 3',
    );
    expect(() => replay([first, { ...first, version: 2 }])).toThrow('opened twice');
  });

  test('an opening without a ticket before starts at version 1', () => {
    const { ticket, events } = record(null, uuid(100), opening(), AGENT, START);
    expect(events.map((event) => event.version)).toEqual([1]);
    expect(ticket).toMatchObject({ version: 1, status: 'new', stage: 'received', episode: 1 });
  });
});

describe('what waits for an answer', () => {
  const asked = (course: Course, messageId: string, minutes: number): Course =>
    course.then(
      lifecycle.receive(course.ticket, {
        messageId,
        receivedAt: later(START, minutes * MINUTE),
        automatic: null,
        unverifiedSender: false,
      }),
    );
  const answered = (course: Course, messageId: string, minutes: number): Course =>
    course.then(lifecycle.reply(course.ticket, { messageId, human: true, countsFrom: later(START, minutes * MINUTE) }));
  const gone = (course: Course, messageId: string): Course => course.then(lifecycle.cancelReply(messageId));

  test('waits again when the only reply is taken back', () => {
    const course = answered(asked(complaint(), uuid(50), 1), uuid(60), 5);
    expect(course.ticket).toMatchObject({ unansweredSince: null, firstResponseAt: later(START, 5 * MINUTE) });
    expect(gone(course, uuid(60)).ticket).toMatchObject({
      unansweredSince: later(START, MINUTE),
      firstResponseAt: null,
      answered: [],
    });
  });

  test('waits again when the reply bounces', () => {
    const course = answered(asked(complaint(), uuid(50), 1), uuid(60), 5);
    course.then(lifecycle.reportDelivery(course.ticket, uuid(60), 'bounced', true));
    expect(course.ticket).toMatchObject({ unansweredSince: later(START, MINUTE), firstResponseAt: null });
  });

  test('is answered still when a later reply stands', () => {
    const course = answered(answered(asked(complaint(), uuid(50), 1), uuid(60), 5), uuid(61), 9);
    gone(course, uuid(60));
    expect(course.ticket).toMatchObject({ unansweredSince: null, firstResponseAt: later(START, 9 * MINUTE) });
    expect(gone(course, uuid(61)).ticket).toMatchObject({
      unansweredSince: later(START, MINUTE),
      firstResponseAt: null,
    });
  });

  test('the first response stands when only the second one is taken back', () => {
    const course = answered(asked(answered(asked(complaint(), uuid(50), 1), uuid(60), 5), uuid(51), 20), uuid(61), 25);
    expect(gone(course, uuid(61)).ticket).toMatchObject({
      unansweredSince: later(START, 20 * MINUTE),
      firstResponseAt: later(START, 5 * MINUTE),
    });
  });

  test('the older question counts when a newer one came meanwhile', () => {
    const course = asked(answered(asked(complaint(), uuid(50), 1), uuid(60), 5), uuid(51), 20);
    expect(gone(course, uuid(60)).ticket.unansweredSince).toBe(later(START, MINUTE));
  });

  test('taking back twice, or what was never sent, changes nothing', () => {
    const course = gone(answered(asked(complaint(), uuid(50), 1), uuid(60), 5), uuid(60));
    const before = course.ticket;
    expect(gone(gone(course, uuid(60)), uuid(99)).ticket).toMatchObject({
      unansweredSince: before.unansweredSince,
      firstResponseAt: null,
      answered: [],
    });
  });

  test('a reply that failed and was sent again answers again', () => {
    const course = answered(asked(complaint(), uuid(50), 1), uuid(60), 5);
    course.then(lifecycle.reportDelivery(course.ticket, uuid(60), 'failed', true));
    expect(answered(course, uuid(60), 30).ticket).toMatchObject({
      unansweredSince: null,
      firstResponseAt: later(START, 30 * MINUTE),
    });
  });
});
