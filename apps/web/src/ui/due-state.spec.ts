import { describe, expect, it } from '@jest/globals';
import { type Due, dueState, wantsSeconds } from './due-state.js';

const NOW = Date.parse('2026-11-24T10:50:00Z');
const inMinutes = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const running = (minutes: number, warn?: number): Due => ({
  milestone: 'resolution',
  state: 'running',
  dueAt: inMinutes(minutes),
  warnAt: warn === undefined ? null : inMinutes(warn),
});

describe('the state of a duty on the screen', () => {
  it.each([
    ['a duty hours away is safe', running(180), 'safe'],
    ['half an hour before it is at risk', running(30), 'risk'],
    ['hours before it is at risk when the policy warns already', running(180, -5), 'risk'],
    ['a warning that is still to come changes nothing', running(180, 20), 'safe'],
    ['at the due time it is late, before anybody has swept', running(0), 'late'],
    ['a missed duty stays late', { ...running(-90), state: 'missed' }, 'late'],
    ['a pause stops it', { ...running(10), state: 'paused' }, 'paused'],
    ['a pause without end has no due time', { ...running(10), dueAt: null, state: 'paused' }, 'paused'],
    ['no target is a state of its own', null, 'none'],
  ] as const)('%s', (_, due, state) => expect(dueState(due, NOW)).toBe(state));

  it('ticks by seconds only in the last five minutes', () => {
    expect(wantsSeconds(running(4), NOW)).toBe(true);
    expect(wantsSeconds(running(20), NOW)).toBe(false);
    expect(wantsSeconds({ ...running(4), state: 'paused' }, NOW)).toBe(false);
    expect(wantsSeconds(running(-4), NOW)).toBe(false);
  });
});
