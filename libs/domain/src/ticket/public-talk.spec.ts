import { describe, expect, test } from '@jest/globals';
import {
  type Course,
  complaint,
  opening,
  Course as Story,
  refusalOf,
  START,
  uuid,
} from '../../../../test/support/given.js';
import { later, MINUTE } from '../time.js';
import { agree, revoke } from './consent.js';
import { replay } from './evolve.js';
import * as lifecycle from './lifecycle.js';
import { merge, unmerge } from './merge.js';
import { publicStep } from './public-talk.js';

const FIRST = uuid(50);
const DIRECT = uuid(51);
const REPLY = uuid(60);
const NOTE = uuid(61);

const hears = (course: Course, messageId: string, isPublic: boolean, isByCustomer = true): Course =>
  course.then(
    lifecycle.receive(course.ticket, {
      ...{ messageId, receivedAt: course.next, automatic: null, unverifiedSender: false },
      post: { isPublic, isByCustomer },
    }),
  );
const says = (course: Course, messageId: string, publicly?: 'reply' | 'closingNote'): Course =>
  course.then(
    lifecycle.reply(course.ticket, {
      ...{ messageId, human: true, countsFrom: course.next },
      ...(publicly === undefined ? {} : { publicly }),
    }),
  );
const resolves = (course: Course): Course =>
  course.then([{ type: 'StatusChanged', status: 'resolved', from: course.ticket.status }]);
const stepOf = (course: Course) => publicStep(course.ticket);

describe('a complaint that everybody can read', () => {
  test('asks for one public reply, then for private handling, then for one closing note', () => {
    const course = hears(complaint(), FIRST, true);
    expect(stepOf(course)).toBe('reply');
    says(course, REPLY, 'reply');
    expect(stepOf(course)).toBe('goPrivate');
    hears(course, DIRECT, false);
    says(course, uuid(62));
    resolves(course);
    expect(stepOf(course)).toBe('closingNote');
    says(course, NOTE, 'closingNote');
    expect(stepOf(course)).toBe('done');
    expect(course.ticket).toMatchObject({ status: 'resolved', publicTalk: { replies: [REPLY], closingNote: NOTE } });
    expect(replay(course.events)).toEqual(course.ticket);
  });

  test('is agreed to be handled in private by whoever goes on in private himself: who, when and how', () => {
    const course = says(hears(complaint(), FIRST, true), REPLY, 'reply');
    const at = course.next;
    hears(course, DIRECT, false);
    const consent = { customerId: uuid(20), agreedAt: at, means: 'privateMessage', messageId: DIRECT };
    expect(course.ticket.publicTalk?.consent).toEqual(consent);
    hears(course, uuid(52), false);
    expect(course.ticket.publicTalk?.consent).toEqual(consent);
  });

  test('is not agreed to by somebody else who writes to us about it', () => {
    const course = hears(hears(complaint(), FIRST, true), DIRECT, false, false);
    expect(course.ticket.publicTalk?.consent).toBeNull();
  });

  test('opens again to everybody when its author speaks up there after the closing note', () => {
    const course = resolves(says(hears(complaint(), FIRST, true), REPLY, 'reply'));
    hears(says(course, NOTE, 'closingNote'), uuid(53), true);
    expect(course.ticket).toMatchObject({ status: 'open', publicTalk: { closingNote: null, replies: [REPLY] } });
    expect(stepOf(course)).toBe('goPrivate');
  });

  test('counts what did not arrive as not said', () => {
    const course = says(hears(complaint(), FIRST, true), REPLY, 'reply');
    course.then(lifecycle.cancelReply(REPLY));
    expect(stepOf(course)).toBe('reply');
    resolves(says(course, REPLY, 'reply'));
    says(course, NOTE, 'closingNote');
    course.then([{ type: 'DeliveryReported', messageId: NOTE, report: 'failed' }]);
    expect(stepOf(course)).toBe('closingNote');
  });
});

describe('the closing note', () => {
  test('comes when it is over, after a public reply, and once', () => {
    const course = hears(complaint(), FIRST, true);
    const note = { messageId: NOTE, human: true, countsFrom: START, publicly: 'closingNote' } as const;
    const refused = () => refusalOf(() => lifecycle.reply(course.ticket, note));
    expect(refused()).toBe('not-in-this-status');
    says(course, REPLY, 'reply');
    expect(refused()).toBe('not-in-this-status');
    says(resolves(course), NOTE, 'closingNote');
    expect(refused()).toBe('already-done');
    expect(refusalOf(() => lifecycle.reply(complaint().ticket, note))).toBe('not-in-this-status');
  });

  test('is the last word on a closed ticket and no new beginning', () => {
    const course = resolves(says(hears(complaint(), FIRST, true), REPLY, 'reply'));
    course.then([{ type: 'StatusChanged', status: 'closed', from: 'resolved' }]);
    says(course, NOTE, 'closingNote');
    expect(course.ticket).toMatchObject({ status: 'closed', episode: 1 });
  });
});

describe('consent', () => {
  const spoken = { means: 'phone', agreedAt: later(START, -MINUTE), messageId: null } as const;

  test('is recorded once, changed by saying it again, and taken back', () => {
    const course = hears(complaint(), FIRST, true);
    course.then(agree(course.ticket, spoken, START));
    expect(course.ticket.publicTalk?.consent).toMatchObject({ means: 'phone', customerId: uuid(20) });
    expect(agree(course.ticket, spoken, START)).toEqual([]);
    expect(agree(course.ticket, { ...spoken, means: 'letter' }, START)).toHaveLength(1);
    course.then(revoke(course.ticket));
    expect(course.ticket.publicTalk?.consent).toBeNull();
    expect(revoke(course.ticket)).toEqual([]);
  });

  test('is neither given in the future nor where nothing was said in public', () => {
    const course = hears(complaint(), FIRST, true);
    const tomorrow = { ...spoken, agreedAt: later(START, MINUTE) };
    expect(refusalOf(() => agree(course.ticket, tomorrow, START))).toBe('invalid');
    expect(refusalOf(() => agree(complaint().ticket, spoken, START))).toBe('not-in-this-status');
  });
});

test('praise is thanked for and nothing more is asked', () => {
  const course = hears(new Story(uuid(101), opening('compliment')), FIRST, true);
  expect(stepOf(course)).toBe('reply');
  expect(stepOf(says(course, REPLY, 'reply'))).toBe('done');
});

test('what was said in public goes along with a merge, and back when that is undone', () => {
  const source = says(hears(complaint(uuid(100)), FIRST, true), REPLY, 'reply');
  const target = complaint(uuid(200));
  const merged = merge(source.ticket, target.ticket, []);
  source.then(merged.source);
  target.then(merged.target);
  expect(target.ticket.publicTalk).toEqual({ ...source.ticket.publicTalk, broughtBy: uuid(100) });
  const undone = unmerge(source.ticket, target.ticket);
  target.then(undone.target);
  expect(target.ticket.publicTalk).toBeNull();
});

test('a merge leaves what was said in public on the other ticket alone', () => {
  const source = hears(complaint(uuid(100)), FIRST, true);
  const target = says(hears(complaint(uuid(200)), uuid(54), true), uuid(63), 'reply');
  const talk = target.ticket.publicTalk;
  const merged = merge(source.ticket, target.ticket, []);
  source.then(merged.source);
  target.then(merged.target);
  target.then(unmerge(source.ticket, target.ticket).target);
  expect(target.ticket.publicTalk).toEqual(talk);
});
