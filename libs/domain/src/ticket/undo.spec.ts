import { describe, expect, test } from '@jest/globals';
import {
  AGENT,
  CAUSES,
  COLLEAGUE,
  complaint,
  type Course,
  DESIGN,
  lasting,
  refusalOf,
  START,
  uuid,
} from '../../../../test/support/given.js';
import { leaveUndetermined, removeCause, tagCause, typeIssue } from '../causes/tagging.js';
import type { Actor, TicketFact } from './events.js';
import * as lifecycle from './lifecycle.js';
import { close, reopen, resolve, setStatus, step } from './stages.js';
import type { Ticket } from './ticket.js';
import { before as stateBefore, inverse, undoable } from './undo.js';

function takeBack(course: Course, by: Actor = AGENT, version?: number): Course {
  const batch = undoable(course.events, by, version);
  const past = stateBefore(course.events, batch) ?? course.ticket;
  const back = batch.flatMap((event): { fact: TicketFact; version: number }[] => {
    const fact = inverse(course.ticket, event, past);
    return fact === null ? [] : [{ fact, version: event.version }];
  });
  return course.then(
    back.map((one) => one.fact),
    by,
    back.map((one) => one.version),
  );
}

const decided = (): Course => {
  const course = complaint();
  course.then(lifecycle.judge(course.ticket, uuid(30), 'upheld'));
  for (const name of ['acknowledge', 'assess', 'respond', 'decide'] as const)
    course.then(step(course.ticket, name, null));
  return course;
};
const explained = (): Course => {
  const course = decided();
  return course.then(tagCause(course.ticket, DESIGN, CAUSES));
};
const resolved = (): Course => {
  const course = explained();
  return course.then(resolve(course.ticket));
};
const closed = (): Course => {
  const course = resolved();
  return course.then(close(course.ticket, null));
};

const held = (): Course => complaint().then([{ type: 'TicketHeld', cause: 'loop' }], { kind: 'system', id: 'loop' });

type Verb = (ticket: Ticket) => TicketFact[];
const VERBS: readonly (readonly [string, () => Course, Verb])[] = [
  ['assigning', complaint, (ticket) => lifecycle.assign(ticket, uuid(1), uuid(1), false)],
  ['moving to another queue', complaint, (ticket) => lifecycle.move(ticket, uuid(11))],
  ['another priority', complaint, (ticket) => lifecycle.prioritise(ticket, 'urgent')],
  ['another kind', complaint, (ticket) => lifecycle.reclassify(ticket, 'enquiry', uuid(31))],
  ['marking a claim', complaint, (ticket) => lifecycle.markClaim(ticket, true)],
  ['grading', complaint, (ticket) => lifecycle.grade(ticket, 3, 2)],
  ['tagging', complaint, (ticket) => lifecycle.tag(ticket, ['lamp', 'broken'])],
  ['another customer', complaint, (ticket) => lifecycle.recognise(ticket, uuid(21))],
  ['judging an issue', () => decided(), (ticket) => lifecycle.judge(ticket, uuid(30), 'notUpheld')],
  ['a step forth', complaint, (ticket) => step(ticket, 'acknowledge', null)],
  ['a step back', decided, (ticket) => step(ticket, 'investigate', uuid(5))],
  ['waiting for the customer', complaint, (ticket) => setStatus(ticket, 'waitingCustomer')],
  ['marking as spam', complaint, (ticket) => setStatus(ticket, 'spam')],
  ['releasing', held, (ticket) => lifecycle.release(ticket, false)],
  ['rejecting', held, (ticket) => lifecycle.release(ticket, true)],
  ['resolving', explained, resolve],
  ['naming the cause', decided, (ticket) => tagCause(ticket, DESIGN, CAUSES)],
  ['leaving the cause open', explained, (ticket) => leaveUndetermined(ticket, uuid(30), uuid(60), CAUSES, 'agent')],
  ['taking a cause away', explained, (ticket) => removeCause(ticket, uuid(30), 'product.design', 'agent')],
  ['typing an issue', decided, (ticket) => typeIssue(ticket, uuid(30), 'product.design', CAUSES, 'agent')],
  ['closing', resolved, (ticket) => close(ticket, null)],
  ['reopening what was resolved', resolved, (ticket) => reopen(ticket, null)],
  ['reopening what was closed', closed, (ticket) => reopen(ticket, null)],
];

describe('taking back', () => {
  test.each(VERBS)('%s restores the ticket', (_, course, verb) => {
    const story = course();
    const before = lasting(story.ticket);
    story.then(verb(story.ticket), AGENT);
    expect(lasting(story.ticket)).not.toEqual(before);
    expect(lasting(takeBack(story).ticket)).toEqual(before);
  });

  test.each(VERBS)('%s a second time finds nothing of it', (_, course, verb) => {
    const story = course();
    story.then([{ type: 'NoteAdded', messageId: uuid(70) }], COLLEAGUE).then(verb(story.ticket), COLLEAGUE);
    takeBack(story, COLLEAGUE);
    expect(refusalOf(() => undoable(story.events, COLLEAGUE))).toBe('already-done');
  });

  test.each<readonly [string, Verb, Verb]>([
    [
      'the owner',
      (ticket) => lifecycle.assign(ticket, uuid(1), uuid(1), true),
      (ticket) => lifecycle.assign(ticket, uuid(2), uuid(2), true),
    ],
    [
      'the priority',
      (ticket) => lifecycle.prioritise(ticket, 'high'),
      (ticket) => lifecycle.prioritise(ticket, 'urgent'),
    ],
    ['the status', (ticket) => setStatus(ticket, 'waitingInternal'), (ticket) => setStatus(ticket, 'scheduled')],
    ['the stage', (ticket) => step(ticket, 'acknowledge', null), (ticket) => step(ticket, 'assess', null)],
    ['the tags', (ticket) => lifecycle.tag(ticket, ['lamp']), (ticket) => lifecycle.tag(ticket, ['late'])],
  ])('is refused when somebody changed %s since', (_, mine, theirs) => {
    const story = complaint();
    story.then(mine(story.ticket), AGENT).then(theirs(story.ticket), COLLEAGUE);
    expect(refusalOf(() => undoable(story.events, AGENT))).toBe('moved-on');
  });

  test('goes on when somebody changed another part since', () => {
    const story = complaint();
    story
      .then(lifecycle.prioritise(story.ticket, 'high'), AGENT)
      .then(lifecycle.tag(story.ticket, ['lamp']), COLLEAGUE);
    expect(takeBack(story).ticket).toMatchObject({ priority: 'normal', tags: ['lamp'] });
  });

  test('is possible again when the other change was taken back itself', () => {
    const story = complaint();
    story
      .then(lifecycle.prioritise(story.ticket, 'high'), AGENT)
      .then(lifecycle.prioritise(story.ticket, 'urgent'), COLLEAGUE);
    takeBack(story, COLLEAGUE);
    expect(takeBack(story).ticket.priority).toBe('normal');
  });

  test('goes through the changes of one hand from the newest to the oldest', () => {
    const story = complaint();
    story.then(lifecycle.prioritise(story.ticket, 'high')).then(lifecycle.prioritise(story.ticket, 'urgent'));
    expect(takeBack(story).ticket.priority).toBe('high');
    expect(takeBack(story).ticket.priority).toBe('normal');
  });

  test('takes what was done at one stroke together', () => {
    const story = complaint();
    story.then([...lifecycle.prioritise(story.ticket, 'high'), ...lifecycle.tag(story.ticket, ['lamp'])]);
    expect(takeBack(story).ticket).toMatchObject({ priority: 'normal', tags: [] });
  });

  test('names a change by its version', () => {
    const story = complaint();
    story.then(lifecycle.prioritise(story.ticket, 'high')).then(lifecycle.tag(story.ticket, ['lamp']));
    expect(takeBack(story, AGENT, 2).ticket).toMatchObject({ priority: 'normal', tags: ['lamp'] });
    expect(refusalOf(() => undoable(story.events, AGENT, 2))).toBe('already-done');
  });

  test('leaves the work of others and what cannot be taken back alone', () => {
    const story = complaint();
    story.then(lifecycle.prioritise(story.ticket, 'high'), COLLEAGUE);
    story.then(lifecycle.note(uuid(70)), AGENT);
    story.then(
      lifecycle.receive(story.ticket, {
        messageId: uuid(50),
        receivedAt: START,
        automatic: null,
        unverifiedSender: false,
      }),
      AGENT,
    );
    expect(refusalOf(() => undoable(story.events, AGENT))).toBe('already-done');
  });

  test('gives back what routing it again brought, and what somebody said of it', () => {
    const story = complaint();
    story.then(lifecycle.exclude(story.ticket, [uuid(7)])).then(lifecycle.describe(story.ticket, { language: 'de' }));
    const before = story.ticket;
    const skills = [{ skill: 'german', level: 2 as const }];
    const asked = { revision: 4, rules: [], queueId: uuid(11), priority: 'normal' as const, ownerId: null };
    story.then([
      ...lifecycle.move(before, uuid(11)),
      { type: 'TicketRouted', ...asked, skills, policyId: uuid(12), excluded: [uuid(7), uuid(8)] },
    ]);
    expect(story.ticket).toMatchObject({ skills, chosenPolicyId: uuid(12), queueId: uuid(11) });
    expect(lasting(takeBack(story).ticket)).toEqual(lasting(before));
    expect(takeBack(story).ticket.description.language).toBeNull();
    expect(takeBack(story).ticket.excluded).toEqual([]);
  });
});
