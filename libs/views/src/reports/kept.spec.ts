import { expect, test } from '@jest/globals';
import { bitsOf, type Columns, columnsOf } from './columns.js';
import { KeptSegments } from './kept.js';

const CUSTOMERS = bitsOf(['customers']);
const WITH_CAUSES = bitsOf(['customers', 'causes']);
const WEEK = 7 * 86_400_000;

/** One segment of these numbers takes about 40 kB. */
const NUMBERS = 10_000;
const base64 = (number: number): string => {
  const bytes = Buffer.alloc(NUMBERS * 4);
  for (let at = 0; at < NUMBERS; at += 1) bytes.writeInt32BE(number, at * 4);
  return bytes.toString('base64');
};
const customers = (number: number): Columns => columnsOf({ customers: base64(number) });

const everything = (kept: KeptSegments): string[] => [...kept.begin(() => 0).known.keys()];

function read(kept: KeptSegments, layings: readonly string[]): void {
  const reading = kept.begin(() => CUSTOMERS);
  for (const laying of layings) {
    if (reading.known.has(laying)) kept.again(reading, laying);
    else kept.keep(reading, laying, 0, customers(1), CUSTOMERS);
  }
}

test('numbers come out as they were packed, negative ones and none included', () => {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32BE(-1, 0);
  bytes.writeInt32BE(70_000, 4);
  const counts = Buffer.alloc(4);
  counts.writeInt16BE(-2, 0);
  counts.writeInt16BE(300, 2);
  const found = columnsOf({
    ...{ causes: bytes.toString('base64'), issue_counts: counts.toString('base64') },
    ...{ problems: '', walls: null },
  });
  expect([...(found.causes ?? [])]).toEqual([-1, 70_000]);
  expect([...(found.issueCounts ?? [])]).toEqual([-2, 300]);
  expect(found.problems).toHaveLength(0);
  expect(found.walls).toBeNull();
});

test('lines of base64 as the database breaks them are read as one', () => {
  const broken = base64(7).replaceAll(/.{76}/g, '$&\n');
  expect(columnsOf({ customers: broken }).customers).toEqual(new Int32Array(NUMBERS).fill(7));
});

test('what is kept is known by its laying when all columns that are needed are there', () => {
  const kept = new KeptSegments(1_000_000);
  const first = kept.begin(() => CUSTOMERS);
  expect(first.known.size).toBe(0);
  kept.keep(first, 'a', WEEK, customers(7), CUSTOMERS);
  expect(kept.begin(() => CUSTOMERS).known.get('a')?.customers?.[0]).toBe(7);
  expect(kept.begin(() => WITH_CAUSES).known.size).toBe(0);
  expect([...kept.begin((since) => (since === WEEK ? WITH_CAUSES : CUSTOMERS)).known]).toEqual([]);
});

test('columns that come later join those that are there', () => {
  const kept = new KeptSegments(1_000_000);
  kept.keep(
    kept.begin(() => CUSTOMERS),
    'a',
    0,
    customers(7),
    CUSTOMERS,
  );
  const second = kept.begin(() => bitsOf(['causes']));
  kept.keep(second, 'a', 0, columnsOf({ causes: base64(3) }), bitsOf(['causes']));
  const both = kept.begin(() => WITH_CAUSES).known.get('a');
  expect([both?.customers?.[9], both?.causes?.[9]]).toEqual([7, 3]);
});

test('who was not asked for the longest makes room', () => {
  const kept = new KeptSegments(130_000);
  read(kept, ['a', 'b', 'c']);
  read(kept, ['a']);
  read(kept, ['d']);
  expect(everything(kept)).toEqual(['c', 'a', 'd']);
});

test('of a report that needs more than there is room for a part stays', () => {
  const kept = new KeptSegments(130_000);
  read(kept, ['a', 'b', 'c', 'd', 'e']);
  expect(everything(kept)).toEqual(['a', 'b', 'c']);
  read(kept, ['a', 'b', 'c', 'd', 'e']);
  expect(everything(kept)).toEqual(['a', 'b', 'c']);
});

test('a reading has what it was promised, even when another one pushed it out meanwhile', () => {
  const kept = new KeptSegments(90_000);
  read(kept, ['a', 'b']);
  const slow = kept.begin(() => CUSTOMERS);
  read(kept, ['c', 'd']);
  expect(everything(kept)).toEqual(['c', 'd']);
  expect(kept.again(slow, 'a').customers?.[0]).toBe(1);
  expect(() => kept.again(slow, 'c')).toThrow('was not sent');
});
