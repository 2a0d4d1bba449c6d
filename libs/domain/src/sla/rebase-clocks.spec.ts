import { describe, expect, test } from '@jest/globals';
import { Clocked, line, minutesOf, policy, rulesOf } from '../../../../test/support/clocked.js';
import { DAY, decided, opened, replied, said, sameAsTold, states } from '../../../../test/support/clock-stories.js';
import { opening, START, uuid } from '../../../../test/support/given.js';
import * as lifecycle from '../ticket/lifecycle.js';
import { later, MINUTE } from '../time.js';
import type { RegulatoryTemplate, SlaPolicy, SlaRules } from './policy.js';
import { rebaseClocks } from './rebase-clocks.js';

const template = (version: number, days: number, minutes = 0): RegulatoryTemplate => ({
  ...{ code: 'charter', version, validFrom: later(START, minutes * MINUTE), name: 'Our charter', source: 'The board' },
  duties: [
    {
      ...{ part: 'final', target: { calendarDays: days }, starts: 'receipt', metBy: 'decision' },
      ...{ pausesIn: [], optional: false },
    },
  ],
});

const lawful = (...templates: RegulatoryTemplate[]): SlaRules => ({
  ...rulesOf([policy({ templates: ['charter'] })]),
  templates,
});

/** The versions of one policy, of which the last counts from `minutes` on. */
const edited = (minutes: number, more: Partial<SlaPolicy>, first: Partial<SlaPolicy> = {}): SlaRules =>
  rulesOf([policy(first), policy({ version: 2, validFrom: later(START, minutes * MINUTE), ...more })]);

function rebased(story: Clocked, minutes: number, rules: SlaRules): Clocked {
  story.rules = rules;
  const newest = rules.policies.at(-1) ?? policy();
  let ids = 0;
  const newId = (): string => uuid(90_000 + ids++);
  return story.do(minutes, rebaseClocks(story.ticket, newest, { rules, at: later(START, minutes * MINUTE), newId }));
}

describe('a time limit of the house', () => {
  test('is named by its clocks in the version that they started by', () => {
    const story = opened(lawful(template(1, 10), template(2, 5, 60)));
    expect(story.clock('regulatory')).toMatchObject({ templateVersion: 1, target: { calendarDays: 10 } });
    const younger = new Clocked(lawful(template(1, 10, -60), template(2, 5, -30)), uuid(101)).do(0, opening());
    expect(younger.clock('regulatory')).toMatchObject({ templateVersion: 2, target: { calendarDays: 5 } });
    sameAsTold(story);
  });

  test('that was edited leaves what runs alone, also when the priority changes or more is asked afterwards', () => {
    const story = opened(lawful(template(1, 10)));
    const before = story.clock('regulatory');
    const other = template(2, 5, 5);
    story.rules = lawful(template(1, 10), {
      ...other,
      duties: other.duties.map((duty) => ({ ...duty, part: 'other' })),
    });
    said(story, 10, (ticket) => lifecycle.prioritise(ticket, 'high'));
    expect(story.clock('regulatory')).toEqual(before);
    expect(story.ticket.clocks.filter(({ milestone }) => milestone === 'regulatory')).toHaveLength(1);
    sameAsTold(story);
  });

  test('ends with praise, and comes back as it was', () => {
    const story = opened(lawful(template(1, 10)));
    story.rules = lawful(template(1, 10), template(2, 5, 5));
    said(story, 10, (ticket) => lifecycle.reclassify(ticket, 'compliment', uuid(31)));
    expect(story.clock('regulatory').state).toBe('cancelled');
    said(story, 20, (ticket) => lifecycle.reclassify(ticket, 'complaint', uuid(32)));
    expect(story.clock('regulatory')).toMatchObject({ state: 'running', templateVersion: 1 });
  });

  test('goes over to the newest version when an administrator takes it there', () => {
    const story = opened(lawful(template(1, 10)));
    rebased(story, 30, lawful(template(1, 10), template(2, 5, 20)));
    expect(story.clock('regulatory')).toMatchObject({ templateVersion: 2, target: { calendarDays: 5 } });
    said(story, 40, (ticket) => lifecycle.prioritise(ticket, 'high'));
    expect(story.clock('regulatory')).toMatchObject({ templateVersion: 2, target: { calendarDays: 5 } });
    sameAsTold(story);
  });
});

describe('a target that a new version adds', () => {
  const FEW = { targets: [line('resolution', 4_800)] };

  test('starts from the receipt when an administrator takes the ticket over', () => {
    const story = opened(rulesOf([policy(FEW)]));
    rebased(story, 60, edited(50, {}, FEW));
    expect(states(story)).toEqual({
      'acknowledgement 1': 'missed',
      'firstResponse 1': 'running',
      'resolution 1': 'running',
    });
    const clock = story.clock('firstResponse');
    expect(clock).toMatchObject({ startAt: START, policyVersion: 2 });
    expect(minutesOf(clock.dueAt)).toBe(240);
    sameAsTold(story);
  });

  test('is missed by retarget when it is past by then, whatever had been done late', () => {
    const story = replied(opened(rulesOf([policy(FEW)])), 300);
    rebased(story, 310, edited(305, {}, FEW));
    expect(story.clock('firstResponse')).toMatchObject({ state: 'missed', missedByRetarget: true });
    expect(story.clock('firstResponse').metAt).toBe(later(START, 300.5 * MINUTE));
    expect(story.clock('update')).toMatchObject({ state: 'running', startAt: later(START, 300.5 * MINUTE) });
    sameAsTold(story);
  });

  test('is met by what was done in time before anybody asked', () => {
    const story = replied(opened(rulesOf([policy(FEW)])), 100);
    rebased(story, 310, edited(305, {}, FEW));
    expect(story.clock('firstResponse')).toMatchObject({ state: 'met', missedByRetarget: false });
  });

  test('does not start on what is settled, and not twice', () => {
    const settled = decided(opened(rulesOf([policy({ targets: [line('update', 2_400)] })])), 60);
    rebased(settled, DAY, edited(90, {}, FEW));
    expect(settled.has('resolution')).toBe(false);
    const story = opened(rulesOf([policy(FEW)]));
    const rules = edited(50, {}, FEW);
    rebased(story, 60, rules);
    const at = later(START, 70 * MINUTE);
    const [newest = policy()] = rules.policies.slice(-1);
    expect(rebaseClocks(story.ticket, newest, { rules, at, newId: () => uuid(99_000) })).toEqual([]);
  });
});
