import { describe, expect, it } from '@jest/globals';
import type { RuleCondition } from '@redress/contract/sla-policy.js';
import { allComplete, fitted, readCondition, writeCondition } from './tree.js';

const high = { fact: 'priority', operator: 'anyOf', value: ['high', 'urgent'] };
const phone = { fact: 'channel', operator: 'is', value: 'phone' };
const known = { fact: 'tier', operator: 'known' };

describe('a condition in the editor', () => {
  it.each<[string, RuleCondition | null]>([
    ['nothing, which holds always', null],
    ['one test', phone],
    ['several that all hold', { all: [high, phone, known] }],
    ['one of several', { any: [high, phone] }],
    ['none of several', { not: { any: [high, phone] } }],
    ['not one', { not: phone }],
    ['a group within a group', { all: [known, { any: [high, phone] }] }],
    ['not all of them', { not: { all: [high, phone] } }],
  ])('%s comes back as it was stored', (_, condition) => {
    expect(writeCondition(readCondition(condition))).toEqual(condition);
  });

  it('drops the brackets around a single test', () => {
    expect(writeCondition({ mode: 'all', parts: [{ mode: 'any', parts: readCondition(phone).parts }] })).toEqual(phone);
  });

  it('is not complete while a value is missing', () => {
    expect(
      allComplete(readCondition({ all: [phone, { fact: 'severity', operator: 'atLeast', value: 'three' }] })),
    ).toBe(false);
    expect(allComplete(readCondition({ all: [phone, { fact: 'severity', operator: 'atLeast', value: 3 }] }))).toBe(
      true,
    );
    expect(allComplete(readCondition({ fact: 'tags', operator: 'anyOf', value: [] }))).toBe(false);
  });

  it('keeps the value when one becomes several', () => {
    const test = { fact: 'channel', operator: 'is', value: 'phone' } as const;
    expect(fitted(test, 'anyOf').value).toEqual(['phone']);
    expect(fitted(fitted(test, 'anyOf'), 'isNot').value).toBe('phone');
    expect(fitted(test, 'known').value).toBeNull();
  });
});
