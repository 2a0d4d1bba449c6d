import { describe, expect, test } from '@jest/globals';
import type { PhoneCall } from '@redress/contract/phone.js';
import {
  bodyOf,
  beganAt,
  type Draft,
  draftOfCall,
  draftTo,
  emptyDraft,
  faultsIn,
  longAgo,
  looksLikeNumber,
} from './draft.js';

const NOW = Date.parse('2026-11-20T10:00:30');
const draft = (wishes: Partial<Draft> = {}): Draft => ({ ...emptyDraft(NOW), summary: 'The lamp broke.', ...wishes });
const field = (at: string): string => at.slice(0, 16);

describe('a call that is being logged', () => {
  test('lasts from when the screen was opened until it is saved', () => {
    expect(bodyOf(draft(), NOW + 125_000)).toMatchObject({
      startedAt: new Date(NOW).toISOString(),
      durationSeconds: 125,
      direction: 'inbound',
    });
  });

  test('entered later has the time and the minutes that were typed, or none', () => {
    const later = draft({ since: null, startedAt: field('2026-11-20T08:15'), minutes: '4' });
    expect(bodyOf(later, NOW)).toMatchObject({
      startedAt: new Date('2026-11-20T08:15').toISOString(),
      durationSeconds: 240,
    });
    expect(bodyOf(draft({ since: null }), NOW)).not.toHaveProperty('durationSeconds');
  });

  test('names the known customer alone, a new one by number and name', () => {
    const known = { id: 'c1', name: 'Ann', phones: ['+4930123456'], emails: [], customerNumbers: [], openTickets: [] };
    expect(bodyOf(draft({ known, name: 'ignored' }), NOW)).toMatchObject({
      customer: { id: 'c1' },
      from: '+4930123456',
    });
    expect(bodyOf(draft({ caller: '030 99', number: '+493099', name: 'Bo' }), NOW)).toMatchObject({
      customer: { name: 'Bo' },
      from: '+493099',
    });
    expect(bodyOf(draft({ caller: 'Bo Berg' }), NOW)).toMatchObject({ customer: { name: 'Bo Berg' } });
    expect(bodyOf(draft(), NOW)).not.toHaveProperty('customer');
    expect(bodyOf(draft({ direction: 'outbound', number: '+493099' }), NOW)).toMatchObject({ to: '+493099' });
  });

  test('keeps the number that nobody has looked up yet beside the name', () => {
    expect(looksLikeNumber('+49 (30) 55/1-2')).toBe(true);
    expect(looksLikeNumber('Bo 2')).toBe(false);
    expect(looksLikeNumber('+')).toBe(false);
    expect(bodyOf(draft({ caller: ' 030 55512 ', name: 'Bo' }), NOW)).toMatchObject({
      customer: { name: 'Bo' },
      from: '030 55512',
    });
    expect(bodyOf(draft({ caller: 'Bo Berg', name: 'Bo' }), NOW)).not.toHaveProperty('from');
  });

  test('is refused without a summary, in the future, and with half a promise', () => {
    expect(faultsIn(draft({ summary: ' ' }), NOW)).toEqual(['summary']);
    expect(faultsIn(draft({ since: null, startedAt: '2026-11-21T08:00' }), NOW)).toEqual(['when']);
    expect(faultsIn(draft({ since: null, startedAt: '' }), NOW)).toEqual(['when']);
    expect(faultsIn(draft({ promise: 'We call back' }), NOW)).toEqual(['promise']);
    expect(faultsIn(draft({ promise: 'We call back', promiseDue: '2026-11-21T08:00' }), NOW)).toEqual([]);
  });
});

describe('a call that the telephone system told of', () => {
  const call: PhoneCall = {
    ...{ id: 'p1', direction: 'inbound', state: 'talking', number: '+4930123456', ours: '+493099900', cause: null },
    ...{ queue: { id: 'q1', name: 'Care' }, startedAt: '2026-11-20T09:58:12.345Z', answeredAt: '2026-11-20T09:58:20Z' },
    ...{ endedAt: null, durationSeconds: null, answeredBy: [], customer: null, logged: null },
  };

  test('is sent with its id and its own begin, and leaves the length to the telephone system', () => {
    const body = bodyOf({ ...draftOfCall(call, NOW), summary: 'It broke.' }, NOW + 60_000);
    expect(body).toMatchObject({ call: 'p1', from: '+4930123456', startedAt: call.startedAt, direction: 'inbound' });
    expect(body).not.toHaveProperty('durationSeconds');
  });

  test('of a known customer stands on the newest of his open tickets', () => {
    const ticket = { id: 't1', number: 'T-1', subject: 'Lamp', status: 'open', receivedAt: call.startedAt } as const;
    const customer = {
      ...{ id: 'c1', name: 'Ann', phones: ['+4930123456'], emails: [], customerNumbers: [], tier: null, complaints: 1 },
      ...{ organisation: null, keyAccountManager: null, openTickets: [ticket] },
    };
    expect(draftOfCall({ ...call, customer }, NOW)).toMatchObject({ ticket: 't1', known: { name: 'Ann' } });
  });

  test('is not there yet when somebody calls back: the clock runs from now', () => {
    const body = bodyOf({ ...draftTo('+4930123456', NOW), summary: 'Called back.' }, NOW + 5_000);
    expect(body).toMatchObject({ direction: 'outbound', to: '+4930123456', durationSeconds: 5 });
    expect(body).not.toHaveProperty('call');
  });
});

describe('a letter', () => {
  test('counts from the day of its postmark, and is asked about when that is long ago', () => {
    const letter = draft({ channel: 'letter', postmark: '2026-10-01', number: '+493099' });
    expect(beganAt(letter)).toBe(Date.parse('2026-10-01T00:00'));
    expect(longAgo(letter, NOW)).toBe(50);
    expect(bodyOf(letter, NOW)).not.toHaveProperty('durationSeconds');
    expect(bodyOf(letter, NOW)).not.toHaveProperty('from');
    expect(longAgo(draft(), NOW)).toBeNull();
    expect(faultsIn(draft({ channel: 'letter', postmark: '2026-11-21' }), NOW)).toEqual(['when']);
  });
});
