import { describe, expect, test } from '@jest/globals';
import { processorMs } from '../../../../test/support/processor-time.js';
import fc from 'fast-check';
import { type Condition, type Facts, OPERATORS, type Test } from './condition.js';
import { CONDITION_LIMITS } from './condition-faults.js';
import { FACT_KINDS, OPERATORS_FOR } from './facts.js';
import { conditionFaults, isCondition, judge, plain } from './judge.js';

const FACTS: Facts = {
  kind: 'complaint',
  isClaim: false,
  channel: 'email',
  severity: 3,
  tags: ['Lieferung', 'lampe'],
  language: 'de',
  product: null,
  subject: 'Lieferverzug: STRASSE 5',
  text: 'Das Paket wurde\r\n  nicht   geliefert. Ich möchte mein Geld zurück!',
  sender: 'Erika@Example.COM',
};

const TABLE: readonly (readonly [string, Condition | null, boolean])[] = [
  ['no condition holds for everything', null, true],
  ['a code is compared without regard to case', { fact: 'sender', operator: 'is', value: 'erika@example.com' }, true],
  ['another code is another', { fact: 'channel', operator: 'is', value: 'phone' }, false],
  ['is not', { fact: 'channel', operator: 'isNot', value: 'phone' }, true],
  ['one of a list', { fact: 'language', operator: 'anyOf', value: ['it', 'DE'] }, true],
  ['none of a list', { fact: 'language', operator: 'noneOf', value: ['it', 'DE'] }, false],
  ['a part of a longer word is found', { fact: 'subject', operator: 'contains', value: 'verzug' }, true],
  ['ß and ss are one', { fact: 'subject', operator: 'contains', value: 'Straße' }, true],
  ['a phrase is found over a line break', { fact: 'text', operator: 'contains', value: 'nicht geliefert' }, true],
  ['accents count', { fact: 'text', operator: 'contains', value: 'mochte' }, false],
  ['a decomposed accent is the same letter', { fact: 'text', operator: 'contains', value: 'mo\u0308chte' }, true],
  ['one keyword of several is enough', { fact: 'text', operator: 'contains', value: ['refund', 'geld zurück'] }, true],
  ['how it begins', { fact: 'subject', operator: 'startsWith', value: 'lieferverzug' }, true],
  ['how it does not begin', { fact: 'subject', operator: 'startsWith', value: 'verzug' }, false],
  ['a list holds a whole entry', { fact: 'tags', operator: 'contains', value: 'LAMPE' }, true],
  ['a list is not searched inside of entries', { fact: 'tags', operator: 'contains', value: 'lamp' }, false],
  ['a list and a list', { fact: 'tags', operator: 'anyOf', value: ['sofa', 'lampe'] }, true],
  ['none of a list in a list', { fact: 'tags', operator: 'noneOf', value: ['sofa'] }, true],
  ['at least what it is', { fact: 'severity', operator: 'atLeast', value: 3 }, true],
  ['at least more', { fact: 'severity', operator: 'atLeast', value: 4 }, false],
  ['at most', { fact: 'severity', operator: 'atMost', value: 2 }, false],
  ['a number is', { fact: 'severity', operator: 'is', value: 3 }, true],
  ['a flag is', { fact: 'isClaim', operator: 'is', value: false }, true],
  ['a fact that is there is known', { fact: 'isClaim', operator: 'known' }, true],
  ['null is not known', { fact: 'product', operator: 'unknown' }, true],
  ['nothing is true of what is not known', { fact: 'tier', operator: 'is', value: 'gold' }, false],
  ['at most nothing is false', { fact: 'risk', operator: 'atMost', value: 4 }, false],
  ['what is not known is not gold', { fact: 'tier', operator: 'isNot', value: 'gold' }, true],
  ['what is not known is none of them', { fact: 'tier', operator: 'noneOf', value: ['gold'] }, true],
  [
    'all of them',
    {
      all: [
        { fact: 'kind', operator: 'is', value: 'complaint' },
        { fact: 'severity', operator: 'atLeast', value: 2 },
      ],
    },
    true,
  ],
  [
    'any of them',
    {
      any: [
        { fact: 'kind', operator: 'is', value: 'enquiry' },
        { not: { fact: 'channel', operator: 'is', value: 'email' } },
      ],
    },
    false,
  ],
];

describe('judging a condition', () => {
  test.each(TABLE)('%s', (_, condition, holds) => {
    expect(conditionFaults(condition, '/condition')).toEqual([]);
    expect(judge(condition, FACTS).holds).toBe(holds);
  });

  test('names the test that failed in all, and the one that held in any', () => {
    const yes: Test = { fact: 'kind', operator: 'is', value: 'complaint' };
    const no: Test = { fact: 'channel', operator: 'is', value: 'phone' };
    expect(judge({ all: [yes, no, yes] }, FACTS)).toEqual({ holds: false, because: no });
    expect(judge({ any: [no, yes] }, FACTS)).toEqual({ holds: true, because: yes });
    expect(judge({ not: no }, FACTS)).toEqual({ holds: true, because: no });
  });

  test('compares a mail of a million letters with twenty keywords in time linear to its length', () => {
    const text = 'ab '.repeat(333_000);
    const value = Array.from({ length: 20 }, (_, index) => `${'ab '.repeat(20)}x${index}`);
    const judging = (): void =>
      expect(judge({ fact: 'text', operator: 'contains', value }, { text }).holds).toBe(false);
    expect(processorMs(judging)).toBeLessThan(5_000);
  });
});

const names = Object.keys(FACT_KINDS);
const test_: fc.Arbitrary<Test> = fc.constantFrom(...names).chain((fact) => {
  const kind = FACT_KINDS[fact] ?? { type: 'text' as const };
  return fc.constantFrom(...OPERATORS_FOR[kind.type]).chain((operator): fc.Arbitrary<Test> => {
    const word = kind.values === undefined ? fc.constantFrom('a', 'Ä', 'gold', 'x y') : fc.constantFrom(...kind.values);
    if (operator === 'known' || operator === 'unknown') return fc.constant({ fact, operator });
    if (operator === 'anyOf' || operator === 'noneOf')
      return fc.array(word, { minLength: 1, maxLength: 3 }).map((value) => ({ fact, operator, value }));
    const value: fc.Arbitrary<string | number | boolean> =
      kind.type === 'number' ? fc.integer({ min: 0, max: 5 }) : kind.type === 'flag' ? fc.boolean() : word;
    return value.map((one) => ({ fact, operator, value: one }));
  });
});
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    test_,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));
const facts: fc.Arbitrary<Facts> = fc
  .tuple(
    ...names.map((name) => {
      const type = FACT_KINDS[name]?.type;
      if (type === 'number') return fc.option(fc.integer({ min: 0, max: 5 }));
      if (type === 'flag') return fc.option(fc.boolean());
      if (type === 'list') return fc.array(fc.constantFrom('a', 'gold'));
      return fc.option(fc.constantFrom('A', 'ä', 'gold', 'x  y', 'email'));
    }),
  )
  .map((values) => Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])));

describe('the laws of conditions', () => {
  test('not turns every judgement round, and all and any of one thing are that thing', () => {
    fc.assert(
      fc.property(condition, facts, (one, known) => {
        const { holds } = judge(one, known);
        expect(judge({ not: one }, known).holds).toBe(!holds);
        expect(judge({ all: [one] }, known).holds).toBe(holds);
        expect(judge({ any: [one] }, known).holds).toBe(holds);
      }),
    );
  });

  test('De Morgan: not all is any not', () => {
    fc.assert(
      fc.property(condition, condition, facts, (one, other, known) => {
        const left = judge({ not: { all: [one, other] } }, known).holds;
        expect(judge({ any: [{ not: one }, { not: other }] }, known).holds).toBe(left);
      }),
    );
  });

  test('every operator and its opposite never agree on one fact', () => {
    fc.assert(
      fc.property(fc.constantFrom('channel', 'language', 'tier'), facts, (fact, known) => {
        const value = fact === 'channel' ? 'email' : 'gold';
        const is = judge({ fact, operator: 'is', value }, known).holds;
        expect(judge({ fact, operator: 'isNot', value }, known).holds).toBe(!is);
        expect(judge({ fact, operator: 'noneOf', value: [value] }, known).holds).toBe(!is);
      }),
    );
  });

  test('a condition made by the rules has no faults, and survives storing', () => {
    fc.assert(
      fc.property(condition, facts, (one, known) => {
        expect(conditionFaults(one, '')).toEqual([]);
        const stored: unknown = JSON.parse(JSON.stringify(one));
        if (!isCondition(stored)) throw new Error('stored, it has faults');
        expect(judge(stored, known)).toEqual(judge(one, known));
      }),
    );
  });

  test('the plain form of a plain form is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(plain(plain(text))).toBe(plain(text));
      }),
    );
  });

  test('whatever is sent is judged without falling over', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(Array.isArray(conditionFaults(input, ''))).toBe(true);
      }),
    );
  });
});

const FAULTY: readonly (readonly [string, unknown, string, string])[] = [
  ['a text', 'kind is complaint', '/c', 'condition'],
  ['nothing in it', {}, '/c', 'condition'],
  ['two forms at once', { all: [], any: [] }, '/c', 'condition'],
  ['an empty all', { all: [] }, '/c', 'empty'],
  ['an unknown fact', { fact: 'colour', operator: 'is', value: 'red' }, '/c/fact', 'unknown'],
  ['a fact of every object', { fact: 'constructor', operator: 'is', value: 'x' }, '/c/fact', 'unknown'],
  ['an unknown operator', { fact: 'kind', operator: 'like', value: 'x' }, '/c/operator', 'unknown'],
  ['an operator that makes no sense', { fact: 'isClaim', operator: 'atLeast', value: 1 }, '/c/operator', 'unknown'],
  ['a value where none belongs', { fact: 'kind', operator: 'known', value: 'x' }, '/c/value', 'superfluous'],
  ['a text as a number', { fact: 'severity', operator: 'is', value: '3' }, '/c/value', 'number'],
  ['no number at all', { fact: 'severity', operator: 'is', value: Number.NaN }, '/c/value', 'number'],
  ['a number as a flag', { fact: 'isClaim', operator: 'is', value: 1 }, '/c/value', 'boolean'],
  ['no list', { fact: 'language', operator: 'anyOf', value: 'de' }, '/c/value', 'list'],
  ['an empty list', { fact: 'language', operator: 'anyOf', value: [] }, '/c/value', 'empty'],
  ['an empty text', { fact: 'subject', operator: 'contains', value: ' ' }, '/c/value', 'text'],
  ['a code that no ticket has', { fact: 'kind', operator: 'is', value: 'complain' }, '/c/value', 'unknown'],
  ['a text without end', { fact: 'text', operator: 'contains', value: 'x'.repeat(201) }, '/c/value', 'tooLong'],
  ['a fault inside', { all: [{ not: { fact: 'tier', operator: 'is', value: 7 } }] }, '/c/all/0/not/value', 'text'],
];

describe('a condition is refused', () => {
  test.each(FAULTY)('that is %s', (_, input, pointer, code) => {
    expect(conditionFaults(input, '/c')).toEqual([{ pointer, code, message: expect.any(String) }]);
  });

  test('that is nested too deep, however deep it is', () => {
    let deep: unknown = { fact: 'tier', operator: 'is', value: 'gold' };
    for (let level = 0; level < 100_000; level += 1) deep = { not: deep };
    expect(conditionFaults(deep, '/c').map((fault) => fault.code)).toEqual(['tooDeep']);
  });

  test('with more tests than anybody reads, and says so once', () => {
    const all = Array.from({ length: 50_000 }, () => ({ fact: 'tier', operator: 'is', value: 'gold' }));
    expect(conditionFaults({ all }, '/c').map((fault) => fault.code)).toEqual(['tooLarge']);
    expect(conditionFaults({ all: all.slice(0, CONDITION_LIMITS.tests) }, '/c')).toEqual([]);
  });

  test('and every operator belongs to some kind of fact', () => {
    const used = new Set(Object.values(OPERATORS_FOR).flat());
    expect(OPERATORS.filter((operator) => !used.has(operator))).toEqual([]);
  });
});
