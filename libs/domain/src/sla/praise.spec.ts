import { expect, test } from '@jest/globals';
import { opened, replied, said, states } from '../../../../test/support/clock-stories.js';
import { uuid } from '../../../../test/support/given.js';
import * as lifecycle from '../ticket/lifecycle.js';
import type { Kind } from '../ticket/ticket.js';

const becomes = (kind: Kind) => (ticket: Parameters<typeof lifecycle.reclassify>[0]) =>
  lifecycle.reclassify(ticket, kind, uuid(31));

test('praise is answered in time, and no resolution is waited for', () => {
  const story = said(replied(opened(), 30), 40, becomes('compliment'));
  expect(states(story)).toMatchObject({ 'firstResponse 1': 'met', 'resolution 1': 'cancelled' });
  expect(Object.entries(states(story)).filter(([, state]) => state === 'running')).toEqual([]);
});

test('what turns out to be a complaint after all gets its time limit back, from the day it came', () => {
  const story = said(said(opened(), 10, becomes('compliment')), 20, becomes('complaint'));
  expect(states(story)).toMatchObject({ 'resolution 1': 'running', 'firstResponse 1': 'running' });
});
