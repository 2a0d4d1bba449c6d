import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  complaint,
  type Course,
  Course as Story,
  lasting,
  opening,
  refusalOf,
  START,
  uuid,
} from '../../../../test/support/given.js';
import { replay } from './evolve.js';
import * as lifecycle from './lifecycle.js';
import { merge, split, unmerge } from './merge.js';
import { setStatus, step } from './stages.js';
import { newIssue, type Status, STATUSES, type Ticket } from './ticket.js';

const SOURCE = uuid(100);
const TARGET = uuid(200);

const pair = (): { source: Course; target: Course } => ({ source: complaint(SOURCE), target: complaint(TARGET) });

describe('merging', () => {
  test.each(STATUSES.filter((status) => status !== 'merged'))(
    'and undoing it restores both, the source being %s',
    (status) => {
      const { source, target } = pair();
      source.then([{ type: 'StatusChanged', status, from: 'new' }]).then(lifecycle.note(uuid(70)));
      target.then(step(target.ticket, 'acknowledge', null));
      const before = [lasting(source.ticket), lasting(target.ticket)];
      const merged = merge(source.ticket, target.ticket, []);
      source.then(merged.source);
      target.then(merged.target);
      expect(source.ticket).toMatchObject({ status: 'merged', mergedInto: TARGET });
      expect(target.ticket.mergedFrom).toEqual([SOURCE]);
      const undone = unmerge(source.ticket, target.ticket);
      source.then(undone.source);
      target.then(undone.target);
      expect([lasting(source.ticket), lasting(target.ticket)]).toEqual(before);
      expect([replay(source.events), replay(target.events)]).toEqual([source.ticket, target.ticket]);
    },
  );

  test('keeps what the target did meanwhile when it is undone', () => {
    const { source, target } = pair();
    const merged = merge(source.ticket, target.ticket, []);
    source.then(merged.source);
    target.then(merged.target).then(setStatus(target.ticket, 'waitingCustomer'));
    expect(target.then(unmerge(source.ticket, target.ticket).target).ticket).toMatchObject({
      status: 'waitingCustomer',
      mergedFrom: [],
    });
  });

  test('goes round in no circle', () => {
    const { source, target } = pair();
    expect(refusalOf(() => merge(source.ticket, source.ticket, []))).toBe('merge-circle');
    expect(refusalOf(() => merge(source.ticket, target.ticket, [uuid(300), SOURCE]))).toBe('merge-circle');
  });

  test.each([
    ['a source that is merged already', 'merged', 'open', 'already-done'],
    ['a target that went elsewhere', 'open', 'merged', 'not-in-this-status'],
    ['a target that is spam', 'open', 'spam', 'not-in-this-status'],
  ] as const)('refuses %s', (_, of, into, code) => {
    const { source, target } = pair();
    const as = (ticket: Ticket, status: Status): Ticket => ({ ...ticket, status });
    expect(refusalOf(() => merge(as(source.ticket, of), as(target.ticket, into), []))).toBe(code);
  });

  test('is undone only where it happened', () => {
    const { source, target } = pair();
    expect(refusalOf(() => unmerge(source.ticket, target.ticket))).toBe('already-done');
    source.then(merge(source.ticket, target.ticket, []).source);
    expect(refusalOf(() => unmerge(source.ticket, complaint(uuid(300)).ticket))).toBe('already-done');
  });

  test('stops every other work on the source', () => {
    const { source, target } = pair();
    const gone = source.then(merge(source.ticket, target.ticket, []).source).ticket;
    const refused = [
      () => lifecycle.assign(gone, uuid(1), uuid(1), true),
      () => lifecycle.prioritise(gone, 'high'),
      () => lifecycle.move(gone, uuid(11)),
      () => lifecycle.addIssue(gone, uuid(31)),
      () =>
        split(gone, {
          child: { id: uuid(300), number: 'T-2026-000003' },
          issueIds: [],
          messageIds: [],
          presumedIssueId: uuid(31),
        }),
    ];
    for (const work of refused) expect(refusalOf(work)).toBe('not-in-this-status');
  });
});

describe('splitting', () => {
  const child = { id: uuid(300), number: 'T-2026-000003' };
  const withIssues = (count: number): Course => {
    const course = complaint();
    for (let issue = 0; issue < count; issue += 1) course.then(lifecycle.addIssue(course.ticket, uuid(40 + issue)));
    return course;
  };

  test('gives the child the original receipt and the issues it takes along, none lost and none twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }), (count, taken) => {
        const course = withIssues(count);
        const issueIds = course.ticket.issues.slice(0, Math.min(taken, count - 1)).map((issue) => issue.id);
        const facts = split(course.ticket, { child, issueIds, messageIds: [uuid(50)], presumedIssueId: uuid(31) });
        const before = course.ticket.issues.map((issue) => issue.id);
        const born = new Story(child.id, facts.child).ticket;
        course.then(facts.parent);
        expect(born.receivedAt).toBe(START);
        expect(born.issues.map((issue) => issue.id)).toEqual(issueIds);
        expect([...born.issues, ...course.ticket.issues].map((issue) => issue.id).sort()).toEqual(before.sort());
        expect(born.links).toEqual([{ kind: 'related', other: course.id }]);
        expect(course.ticket.links).toEqual([{ kind: 'related', other: child.id }]);
      }),
      { numRuns: 30 },
    );
  });

  test('makes the child wait for its answer since that receipt, whatever the parent was answered', () => {
    const course = withIssues(2);
    course.then(lifecycle.reply(course.ticket, { messageId: uuid(60), human: true, countsFrom: course.next }));
    const facts = split(course.ticket, { child, issueIds: [uuid(40)], messageIds: [], presumedIssueId: uuid(31) });
    const born = new Story(child.id, facts.child).ticket;
    expect(born).toMatchObject({ unansweredSince: START, firstResponseAt: null, status: 'new' });
  });

  test('without an issue gives the child one of its own', () => {
    const facts = split(complaint().ticket, { child, issueIds: [], messageIds: [], presumedIssueId: uuid(31) });
    expect(new Story(child.id, facts.child).ticket.issues).toEqual([newIssue(uuid(31), false)]);
  });

  test('an issue that is named twice goes along once', () => {
    const facts = split(withIssues(3).ticket, {
      child,
      issueIds: [uuid(40), uuid(40)],
      messageIds: [],
      presumedIssueId: uuid(31),
    });
    expect(new Story(child.id, facts.child).ticket.issues.map((issue) => issue.id)).toEqual([uuid(40)]);
  });

  test('leaves one issue behind, and knows only its own', () => {
    const { ticket } = withIssues(2);
    const all = ticket.issues.map((issue) => issue.id);
    expect(refusalOf(() => split(ticket, { child, issueIds: all, messageIds: [], presumedIssueId: uuid(31) }))).toBe(
      'invalid',
    );
    expect(
      refusalOf(() => split(ticket, { child, issueIds: [uuid(99)], messageIds: [], presumedIssueId: uuid(31) })),
    ).toBe('not-found');
  });

  test('of an enquiry needs no issue', () => {
    const enquiry = new Story(uuid(100), opening('enquiry')).ticket;
    const facts = split(enquiry, { child, issueIds: [], messageIds: [], presumedIssueId: uuid(31) });
    expect(new Story(child.id, facts.child).ticket).toMatchObject({ kind: 'enquiry', issues: [], stage: null });
  });
});
