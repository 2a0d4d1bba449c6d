import { describe, expect, test } from '@jest/globals';
import { processorMs } from '../../../test/support/processor-time.js';
import fc from 'fast-check';
import { asker, refusalOf } from '../../../test/support/given.js';
import { conditionsOf, parseFilter } from './queue-filter.js';

const term = (name: string, value: string, negated = false) => ({ name, value, negated });

describe('the text of a query', () => {
  test.each([
    ['', [], []],
    ['lamp', [], ['lamp']],
    ['is:open', [term('is', 'open')], []],
    ['IS:held tag:Lamp', [term('is', 'held'), term('tag', 'Lamp')], []],
    ['-status:waitingCustomer', [term('status', 'waitingCustomer', true)], []],
    ['queue:"Care of lamps" owner:me', [term('queue', 'Care of lamps'), term('owner', 'me')], []],
    ['"floor lamp" broken', [], ['floor lamp', 'broken']],
    ['at 10:30', [], ['at', '10:30']],
    ['http://lamp.test', [], ['http://lamp.test']],
    ['from:ann@customer.test', [term('from', 'ann@customer.test')], []],
    ['is:', [], ['is:']],
    ['tag:""', [term('tag', '')], []],
    ['-lamp', [], ['-lamp']],
    ['"unclosed quote', [], ['"unclosed', 'quote']],
    ['is:open is:mine', [term('is', 'open'), term('is', 'mine')], []],
    ['sort:-received', [term('sort', '-received')], []],
    ['Lämpchen 灯', [], ['Lämpchen', '灯']],
  ])('%j', (text, terms, words) => {
    expect(parseFilter(text)).toEqual({ terms, words });
  });

  test('is read only as far as anybody types, and in linear time', () => {
    const took = processorMs(() => {
      for (const text of [
        '"'.repeat(100_000),
        'a:'.repeat(50_000),
        '-is:'.repeat(30_000),
        `${'is:"'.repeat(30_000)}x`,
      ]) {
        const { terms, words } = parseFilter(text);
        expect(terms.length).toBeLessThanOrEqual(30);
        expect(words.length).toBeLessThanOrEqual(10);
      }
    });
    expect(took).toBeLessThan(1_000);
  });

  test('gives as many values as its conditions have places, whatever was typed', () => {
    const word = fc.constantFrom(
      'is:open',
      '-is:held',
      'status:closed',
      'tag:x',
      'owner:me',
      'owner:none',
      'owner:ann',
      'watcher:me',
      'watcher:ann',
      'mentioned:me',
      'mentioned:ann',
      'queue:q',
      'from:a%_',
      'lamp',
      '"two words"',
      'kind:enquiry',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (parts) => {
        const { texts, values } = conditionsOf(parseFilter(parts.join(' ')), asker(), 4);
        const places = [...texts.join(' ').matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
        const expected = values.map((_, index) => index + 4);
        expect([...new Set(places)].sort((one, other) => one - other)).toEqual(expected);
      }),
    );
  });

  test.each(['status:nonsense', 'kind:lamp', 'priority:9', 'channel:pigeon', 'is:purple'])(
    '%s is refused with what is known',
    (text) => {
      expect(refusalOf(() => conditionsOf(parseFilter(text), asker(), 1))).toBe('invalid');
    },
  );
});

describe('what a query shows', () => {
  const texts = (text: string): readonly string[] => conditionsOf(parseFilter(text), asker(), 1).texts;

  test.each(['', 'tag:lamp', 'owner:me', 'is:unassigned', '-tag:lamp'])('%j is about unfinished work', (text) => {
    expect(texts(text)).toContain('NOT t.shelved');
  });

  test.each(['is:closed', 'is:CLOSED', 'status:resolved', 'is:all', 'lamp', 'is:spam tag:lamp'])(
    '%j is about whatever it names',
    (text) => {
      expect(texts(text)).not.toContain('NOT t.shelved');
    },
  );

  test('an owner is found by an address with any sign in it', () => {
    expect(conditionsOf(parseFilter('owner:ann_b@desk.test'), asker(), 1).values).toContain('ann_b@desk.test');
    expect(texts('is:Mine')).toEqual(texts('is:mine'));
  });

  test('signs that mean something to a pattern are looked for as they are', () => {
    expect(conditionsOf(parseFilter('100%_\\'), asker(), 1).values).toEqual(['100\\%\\_\\\\']);
  });
});
