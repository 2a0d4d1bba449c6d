import { describe, expect, test } from '@jest/globals';
import { complaint, Course, opening, refusalOf, uuid } from '../../../../test/support/given.js';
import * as lifecycle from './lifecycle.js';
import { close, needsReason, reopen, resolve, setStatus, step, STEPS, type Step, stepsFrom } from './stages.js';
import { type Issue, newIssue, type Stage, STAGES, type Status, STATUSES, type Ticket } from './ticket.js';

/** From → to by the steps of a complaint, as the trade allows them; `!` marks a way back that needs a reason. */
const WAYS: Readonly<Record<Stage, readonly string[]>> = {
  received: ['acknowledged'],
  acknowledged: ['assessed'],
  assessed: ['investigating', 'responding'],
  investigating: ['responding'],
  responding: ['decided', 'investigating!'],
  decided: ['investigating!', 'responding!'],
  closed: [],
};
const CLOSES: readonly Stage[] = ['received', 'acknowledged', 'assessed', 'decided'];
const NAMES = Object.keys(STEPS) as Step[];

const at = (stage: Stage, status: Status = 'open'): Ticket => ({ ...complaint().ticket, stage, status });
const ways = STAGES.flatMap((from) =>
  NAMES.filter((name) => STEPS[name] !== from).map((name) => ({ from, name, to: STEPS[name] })),
);

describe('the stages of a complaint', () => {
  test.each(ways)('from $from by "$name" the way is open or shut as the trade says', ({ from, name, to }) => {
    const forth = WAYS[from].includes(to);
    const back = WAYS[from].includes(`${to}!`);
    const expected = forth || back ? null : 'not-in-this-stage';
    expect(refusalOf(() => step(at(from), name, uuid(5)))).toBe(expected);
    expect(stepsFrom(from).includes(name)).toBe(forth || back);
    expect(needsReason(from, to)).toBe(back);
    if (back) expect(refusalOf(() => step(at(from), name, null))).toBe('invalid');
  });

  test.each(NAMES)('the step "%s" to where it is already changes nothing', (name) => {
    expect(step(at(STEPS[name]), name, null)).toEqual([]);
  });

  test('only complaints have stages', () => {
    const enquiry = new Course(uuid(100), opening('enquiry')).ticket;
    expect(refusalOf(() => step(enquiry, 'acknowledge', null))).toBe('not-in-this-stage');
  });

  test('a step makes a new ticket open, and going back opens a resolved one', () => {
    const first = complaint();
    expect(first.then(step(first.ticket, 'acknowledge', null)).ticket).toMatchObject({
      stage: 'acknowledged',
      status: 'open',
    });
    const facts = step(at('decided', 'resolved'), 'investigate', uuid(5));
    expect(facts).toContainEqual({ type: 'StatusChanged', status: 'open', from: 'resolved' });
    expect(facts[0]).toMatchObject({ type: 'StageChanged', noteId: uuid(5) });
  });

  test.each(['merged', 'spam'] as const)('a ticket that is %s takes no step', (status) => {
    expect(refusalOf(() => step(at('received', status), 'acknowledge', null))).toBe('not-in-this-status');
  });
});

describe('closing', () => {
  test.each(STAGES.filter((stage) => stage !== 'closed'))(
    'from the stage %s is allowed or refused as the trade says',
    (stage) => {
      expect(refusalOf(() => close(at(stage), null))).toBe(CLOSES.includes(stage) ? null : 'not-in-this-stage');
    },
  );

  test('closes stage and status together, and again changes nothing', () => {
    const course = complaint();
    course.then(close(course.ticket, null));
    expect(course.ticket).toMatchObject({ stage: 'closed', status: 'closed' });
    expect(course.ticket.closedAt).toBe(course.events.at(-1)?.at);
    expect(close(course.ticket, null)).toEqual([]);
  });

  test('an enquiry closes without stages', () => {
    const course = new Course(uuid(100), opening('enquiry'));
    expect(course.then(close(course.ticket, null)).ticket).toMatchObject({ stage: null, status: 'closed' });
  });
});

const SETTLED: Issue = { ...newIssue(uuid(30), false), outcome: 'upheld', rootCause: 'product.design' };

describe('resolving', () => {
  test.each(STAGES)('a complaint at %s is resolved only when it is decided', (stage) => {
    const judged: Ticket = { ...at(stage), issues: [SETTLED] };
    expect(refusalOf(() => resolve(judged))).toBe(stage === 'decided' ? null : 'not-in-this-stage');
  });

  test('each issue needs its outcome, and the refusal names those without', () => {
    const issues = [SETTLED, newIssue(uuid(31), false)];
    expect(() => resolve({ ...at('decided'), issues })).toThrow(
      expect.objectContaining({
        code: 'outcome-missing',
        faults: [expect.objectContaining({ pointer: '/issues/1/outcome' })],
      }),
    );
  });

  test.each([
    ['a cause', { rootCause: 'product.design' }, null],
    ['a reason why none was found', { undetermined: uuid(50) }, null],
    ['neither', {}, 'cause-missing'],
    ['neither, being withdrawn', { outcome: 'withdrawn' }, null],
    ['neither, being out of scope', { outcome: 'outOfScope' }, null],
    ['only what helped it to happen', { contributing: ['process.backlog'] }, 'cause-missing'],
  ] as const)('an issue with %s', (_, said, refused) => {
    const issues = [SETTLED, { ...SETTLED, id: uuid(31), rootCause: null, ...said }];
    expect(refusalOf(() => resolve({ ...at('decided'), issues }))).toBe(refused);
  });

  test('names the issues that have no cause', () => {
    const issues = [SETTLED, { ...SETTLED, id: uuid(31), rootCause: null }];
    expect(() => resolve({ ...at('decided'), issues })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ pointer: '/issues/1/rootCause' })] }),
    );
  });

  test('an enquiry needs no decision', () => {
    const enquiry = new Course(uuid(100), opening('enquiry')).ticket;
    expect(resolve(enquiry)).toEqual([{ type: 'StatusChanged', status: 'resolved', from: 'new' }]);
  });
});

describe('reopening', () => {
  test('a closed complaint starts a new episode at assessed', () => {
    const course = complaint();
    course.then(close(course.ticket, null)).then(reopen(course.ticket, null));
    expect(course.ticket).toMatchObject({
      stage: 'assessed',
      status: 'open',
      episode: 2,
      closedAt: null,
      resolvedAt: null,
    });
  });

  test.each(STATUSES)('of a ticket that is %s is allowed or refused', (status) => {
    const expected = ['closed', 'resolved', 'spam'].includes(status) ? null : 'not-in-this-status';
    expect(refusalOf(() => reopen(at(status === 'closed' ? 'closed' : 'decided', status), null))).toBe(expected);
  });

  test('of a resolved ticket starts no new episode', () => {
    expect(reopen(at('decided', 'resolved'), null)).toEqual([
      { type: 'StatusChanged', status: 'open', from: 'resolved' },
    ]);
  });
});

describe('setting a status by hand', () => {
  const BY_HAND: readonly Status[] = [
    'open',
    'waitingCustomer',
    'waitingThirdParty',
    'waitingInternal',
    'scheduled',
    'spam',
  ];
  test.each(STATUSES.filter((status) => status !== 'new'))('to %s is for the verb or for the hand', (status) => {
    expect(refusalOf(() => setStatus(complaint().ticket, status))).toBe(
      BY_HAND.includes(status) ? null : 'not-in-this-status',
    );
  });

  test('a closed ticket is reopened instead, a merged one left alone', () => {
    expect(refusalOf(() => setStatus(at('closed', 'closed'), 'open'))).toBe('not-in-this-status');
    expect(refusalOf(() => setStatus(at('received', 'merged'), 'open'))).toBe('not-in-this-status');
    expect(refusalOf(() => lifecycle.prioritise(at('closed', 'closed'), 'high'))).toBe('not-in-this-status');
  });
});
