import { describe, expect, test } from '@jest/globals';
import { processorMs } from '../../../../test/support/processor-time.js';
import fc from 'fast-check';
import { uuid } from '../../../../test/support/given.js';
import type { Condition, Facts } from '../rules/condition.js';
import { circleIn } from './circles.js';
import { DEFAULT_PRIORITY_TABLE, priorityOf, priorityTableFaults } from './priority.js';
import { route, type RoutingGround } from './route.js';
import type { RoutingActions, RoutingRule } from './rule.js';

const [GENERAL, DELIVERY, GERMAN] = [uuid(1), uuid(2), uuid(3)];
const [ANNA, BEN] = [uuid(11), uuid(12)];

const ground = (rest: Partial<RoutingGround> = {}): RoutingGround => ({
  queueId: GENERAL,
  queueIsChosen: false,
  chosenPriority: null,
  severity: null,
  risk: null,
  table: DEFAULT_PRIORITY_TABLE,
  sticky: [],
  excluded: [],
  worksIn: () => null,
  ...rest,
});

const rule = (
  position: number,
  condition: Condition | null,
  actions: RoutingActions,
  rest: Partial<RoutingRule> = {},
): RoutingRule => ({
  id: uuid(100 + position),
  version: 1,
  name: `rule ${position}`,
  position,
  enabled: true,
  condition,
  actions,
  stop: false,
  ...rest,
});

const is = (fact: string, value: string): Condition => ({ fact, operator: 'is', value });
const FACTS: Facts = { language: 'de', tier: 'gold', channel: 'email', text: 'Meine Lampe kam nicht an.' };

describe('routing', () => {
  test('without rules a ticket stays in the queue it came to, with normal priority', () => {
    const { result, trace } = route([], FACTS, ground());
    expect(result).toMatchObject({ queueId: GENERAL, priority: 'normal', ownerId: null, skills: [] });
    expect(trace).toEqual({ rules: [], owners: [], priority: 'default' });
  });

  test('what a rule takes it for stands, the last word of several; without one nobody says what it is', () => {
    const rules = [rule(1, null, { kind: 'enquiry' }), rule(2, is('tier', 'gold'), { kind: 'compliment' })];
    expect(route(rules, FACTS, ground()).result.kind).toBe('compliment');
    expect(route(rules, { ...FACTS, tier: 'none' }, ground()).result.kind).toBe('enquiry');
    expect(route([], FACTS, ground()).result.kind).toBeNull();
  });

  test('later rules override, while skills, tags and exclusions add up', () => {
    const rules = [
      rule(2, is('tier', 'gold'), { queueId: GERMAN, skills: [{ skill: 'de', level: 3 }], tags: ['vip'] }),
      rule(1, null, { queueId: DELIVERY, priority: 'high', skills: [{ skill: 'de', level: 1 }], tags: ['lamp'] }),
    ];
    expect(route(rules, FACTS, ground()).result).toMatchObject({
      queueId: GERMAN,
      priority: 'high',
      skills: [{ skill: 'de', level: 3 }],
      tags: ['lamp', 'vip'],
    });
  });

  test('a rule that stops is the last that is asked', () => {
    const rules = [rule(1, null, { tags: ['one'] }, { stop: true }), rule(2, null, { tags: ['two'] })];
    const { result, trace } = route(rules, FACTS, ground());
    expect(result.tags).toEqual(['one']);
    expect(trace.rules.map(({ name, stopped }) => ({ name, stopped }))).toEqual([{ name: 'rule 1', stopped: true }]);
  });

  test('the trace names the test for which a rule did not match', () => {
    const condition: Condition = { all: [is('tier', 'gold'), is('channel', 'phone')] };
    const [asked] = route([rule(1, condition, { tags: ['x'] })], FACTS, ground()).trace.rules;
    expect(asked).toMatchObject({ matched: false, did: null, because: { fact: 'channel', value: 'phone' } });
  });

  test('a disabled rule is not asked', () => {
    expect(route([rule(1, null, { tags: ['x'] }, { enabled: false })], FACTS, ground()).trace.rules).toEqual([]);
  });

  test('after a move the rules of the new queue are asked', () => {
    const rules = [rule(1, is('queue', DELIVERY), { tags: ['parcel'] }), rule(2, null, { queueId: DELIVERY })];
    const { result, trace } = route(rules, FACTS, ground());
    expect(result).toMatchObject({ queueId: DELIVERY, tags: ['parcel'] });
    expect(trace.rules.map(({ name, pass, matched }) => [name, pass, matched])).toEqual([
      ['rule 1', 1, false],
      ['rule 2', 1, true],
      ['rule 1', 2, true],
    ]);
  });

  test('a move back into a queue that it was in is left out and told', () => {
    const rules = [
      rule(1, is('queue', GENERAL), { queueId: DELIVERY }),
      rule(2, is('queue', DELIVERY), { queueId: GENERAL, tags: ['back'] }),
    ];
    const { result, trace } = route(rules, FACTS, ground());
    expect(result).toMatchObject({ queueId: DELIVERY, tags: ['back'] });
    expect(trace.rules.at(-1)).toMatchObject({ matched: true, moveLeftOut: 'circle' });
  });

  test('a queue that a person chose is kept, and the rest of the rule counts', () => {
    const { result, trace } = route(
      [rule(1, null, { queueId: DELIVERY, tags: ['x'] })],
      FACTS,
      ground({ queueIsChosen: true }),
    );
    expect(result).toMatchObject({ queueId: GENERAL, tags: ['x'] });
    expect(trace.rules).toMatchObject([{ moveLeftOut: 'chosen', did: { tags: ['x'] } }]);
    expect(trace.queue).toBe('person');
  });

  test('severity and risk give the priority, unless a rule or a person says another', () => {
    const graded = rule(1, null, { severity: 4, risk: 3 });
    const said = rule(2, null, { priority: 'low' });
    const priority = (rules: RoutingRule[], rest: Partial<RoutingGround> = {}): unknown[] => {
      const { result, trace } = route(rules, FACTS, ground(rest));
      return [result.priority, trace.priority];
    };
    expect(priority([graded])).toEqual(['urgent', 'table']);
    expect(priority([graded, said])).toEqual(['low', 'rule']);
    expect(priority([graded, said], { chosenPriority: 'high' })).toEqual(['high', 'person']);
  });
});

describe('the owner', () => {
  const anna = { id: ANNA, because: 'openTicket' as const, worksIn: null, absent: false };
  const ben = { id: BEN, because: 'accountManager' as const, worksIn: null, absent: false };

  test('is who has an open ticket of the customer before the account manager', () => {
    const { result, trace } = route([], FACTS, ground({ sticky: [anna, ben] }));
    expect(result).toMatchObject({ ownerId: ANNA, ownerBecause: 'openTicket' });
    expect(trace.owners).toEqual([{ agentId: ANNA, because: 'openTicket', taken: true, not: null }]);
  });

  test.each([
    ['is complained about', { excluded: [ANNA] }, anna, 'excluded'],
    ['is away', {}, { ...anna, absent: true }, 'absent'],
    ['does not work the queue', {}, { ...anna, worksIn: [DELIVERY] }, 'otherQueue'],
  ] as const)('is somebody else when the first %s', (_, rest, first, not) => {
    const { result, trace } = route([], FACTS, ground({ ...rest, sticky: [first, ben] }));
    expect(result.ownerId).toBe(BEN);
    expect(trace.owners[0]).toMatchObject({ agentId: ANNA, taken: false, not });
  });

  test('that a rule names goes first, and an exclusion by a rule counts as well', () => {
    const rules = [rule(1, null, { ownerId: BEN, exclude: [ANNA] })];
    expect(route(rules, FACTS, ground({ sticky: [anna] })).result).toMatchObject({
      ownerId: BEN,
      ownerBecause: 'rule',
      excluded: [ANNA],
    });
  });
});

const QUEUES = [GENERAL, DELIVERY, GERMAN];
const actions: fc.Arbitrary<RoutingActions> = fc.record(
  { queueId: fc.constantFrom(...QUEUES), tags: fc.constant(['t']) },
  { requiredKeys: [] },
);
const condition: fc.Arbitrary<Condition | null> = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...QUEUES).map((queue) => is('queue', queue)),
  fc.constantFrom(...QUEUES).map((queue): Condition => ({ not: is('queue', queue) })),
  fc.constantFrom('de', 'it').map((language): Condition => ({ all: [is('language', language), is('queue', GENERAL)] })),
);
const sets = fc
  .array(fc.tuple(condition, actions), { maxLength: 12 })
  .map((list) => list.map(([asked, does], index) => rule(index, asked, does)));

describe('the laws of routing', () => {
  test('it always ends, no rule acts twice, and the order of the list does not matter', () => {
    fc.assert(
      fc.property(sets, (rules) => {
        const { result, trace } = route(rules, FACTS, ground());
        const acted = trace.rules.filter((one) => one.matched).map((one) => one.ruleId);
        expect(new Set(acted).size).toBe(acted.length);
        expect(route([...rules].reverse(), FACTS, ground()).result).toEqual(result);
      }),
    );
  });

  test('rules in which no circle is found never meet one', () => {
    fc.assert(
      fc.property(sets, fc.constantFrom(...QUEUES), (rules, queueId) => {
        fc.pre(circleIn(rules) === null);
        const bound = rules.filter((one) => one.condition !== null);
        expect(route(bound, FACTS, ground({ queueId })).trace.rules.filter((one) => one.moveLeftOut !== null)).toEqual(
          [],
        );
      }),
    );
  });
});

describe('a circle', () => {
  const out = rule(1, is('queue', GENERAL), { queueId: DELIVERY });
  const on = rule(2, is('queue', DELIVERY), { queueId: GERMAN });
  const back = rule(3, is('queue', GERMAN), { queueId: GENERAL });

  test('over several queues names every rule in it', () => {
    expect(circleIn([on, out, back])?.rules.map((one) => one.name)).toEqual(['rule 2', 'rule 3', 'rule 1']);
  });

  test.each([
    ['one of the rules is switched off', [out, on, { ...back, enabled: false }]],
    ['it does not lead back', [out, on]],
    [
      'no ticket can meet both rules',
      [
        rule(1, { all: [is('queue', GENERAL), is('language', 'de')] }, { queueId: GERMAN }),
        rule(2, { all: [is('queue', GERMAN), is('language', 'it')] }, { queueId: GENERAL }),
      ],
    ],
  ])('is none when %s', (_, rules) => {
    expect(circleIn(rules)).toBeNull();
  });

  test('is looked for in hundreds of rules without hanging', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      rule(index, { not: is('queue', uuid(900 + index)) }, { queueId: uuid(900 + index) }, { id: uuid(2_000 + index) }),
    );
    expect(processorMs(() => circleIn(many))).toBeLessThan(3_000);
  });
});

describe('the priority table', () => {
  test.each([
    [1, 1, 'low'],
    [2, 2, 'normal'],
    [1, 4, 'normal'],
    [4, 1, 'normal'],
    [3, 4, 'urgent'],
    [4, 4, 'urgent'],
  ] as const)('severity %i and risk %i are %s', (severity, risk, priority) => {
    expect(priorityOf(DEFAULT_PRIORITY_TABLE, severity, risk)).toBe(priority);
  });

  test('knows nothing while one of the two is unknown', () => {
    expect(priorityOf(DEFAULT_PRIORITY_TABLE, null, 4)).toBeNull();
  });

  test('is refused when it has another shape, unknown words, or falls', () => {
    const codes = (input: unknown): string[] => priorityTableFaults(input, '').map((fault) => fault.code);
    const falling = DEFAULT_PRIORITY_TABLE.map((row) => [...row]).reverse();
    expect(codes(DEFAULT_PRIORITY_TABLE)).toEqual([]);
    expect(codes('urgent')).toEqual(['shape']);
    expect(codes([['low']])).toEqual(['shape']);
    expect(new Set(codes(falling))).toEqual(new Set(['falls']));
    expect(codes(DEFAULT_PRIORITY_TABLE.map(() => ['low', 'low', 'low', 'asap']))).toContain('unknown');
  });
});
