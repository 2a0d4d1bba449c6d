import { describe, expect, test } from '@jest/globals';
import { START } from '../../../../test/support/given.js';
import type { Clock } from '../sla/clock.js';
import { STAGES, type Status, STATUSES } from '../ticket/ticket.js';
import { HOUR, later } from '../time.js';
import { expectedNext, mayDispute, PORTAL_STEPS, progressOf } from './progress.js';

describe('the steps that a customer is shown', () => {
  test('never go back while the stages of a complaint go on', () => {
    const places = STAGES.map((stage) => PORTAL_STEPS.indexOf(progressOf({ stage, status: 'open' }).step));
    expect(places).toEqual([0, 1, 1, 2, 3, 3, 4]);
  });

  test('of an enquiry go by its status, and each status has one', () => {
    const shown = STATUSES.map((status) => [status, progressOf({ stage: null, status }).step]);
    expect(Object.fromEntries(shown)).toMatchObject({
      ...{ new: 'received', open: 'checking', waitingCustomer: 'checking', resolved: 'decision', closed: 'done' },
    });
  });

  test('end when the ticket is closed, whatever its stage', () => {
    expect(progressOf({ stage: 'received', status: 'closed' })).toEqual({ step: 'done', underway: false });
  });
});

const clock = (wishes: Partial<Clock>): Clock => ({
  ...{ id: 'c', milestone: 'resolution', part: null, episode: 1, state: 'running', startAt: START, startedBy: null },
  ...{ target: { minutes: 60 }, policyId: null, policyVersion: null, escalationPlanId: null, stretches: [] },
  ...{ escalationPlanVersion: null, pausesIn: [], accepts: 'any', metBy: 'decision', optional: false, warnAt: [] },
  ...{ pauses: [], dueAt: later(START, HOUR), alarms: [], fired: [], warnedAt: null, metAt: null, restsOn: null },
  ...{ missedByRetarget: false, retargets: [], endedAt: null, because: null, elapsedSeconds: null },
  ...wishes,
});

describe('what comes next for the customer', () => {
  const next = (clocks: readonly Clock[], status: Status = 'open') => expectedNext({ status, clocks }, START);

  test('is the earliest promise to him; tasks and undertakings of the house are none', () => {
    const answer = clock({ milestone: 'firstResponse', metBy: 'publicReply', dueAt: later(START, 2 * HOUR) });
    const task = clock({ milestone: 'task', metBy: 'taskAnswer', dueAt: later(START, 1) });
    expect(next([task, answer])).toEqual({ what: 'answer', at: later(START, 2 * HOUR) });
    expect(next([task, answer, clock({})])).toEqual({ what: 'decision', at: later(START, HOUR) });
    expect(next([task])).toEqual({ what: 'nothing', at: null });
  });

  test('is no date of the past: what was missed is said, and a later promise still counts', () => {
    const missed = clock({ state: 'missed', dueAt: later(START, -HOUR) });
    expect(next([missed])).toEqual({ what: 'late', at: null });
    expect(next([missed, clock({ milestone: 'regulatory' })])).toEqual({ what: 'decision', at: later(START, HOUR) });
  });

  test('is his answer while we wait for it, and nothing when it is solved', () => {
    expect(next([clock({})], 'waitingCustomer').what).toBe('yourAnswer');
    expect(next([clock({})], 'resolved').what).toBe('nothing');
  });

  test('can be disputed only when something was given as the solution', () => {
    const disputable = STATUSES.filter((status) => mayDispute({ status, stage: 'investigating' }));
    expect(disputable).toEqual(['resolved', 'closed']);
    expect(mayDispute({ status: 'open', stage: 'decided' })).toBe(true);
  });
});
