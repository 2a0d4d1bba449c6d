import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instant } from '../time.js';
import { nodeFaults, type TaxonomyNode, withBelow } from './taxonomy.js';

const node = (code: string, more: Partial<TaxonomyNode> = {}): TaxonomyNode => ({
  ...{ code, parent: null, labels: { en: code, de: code }, definition: '', process: null, ownerId: null },
  ...{ controllability: 'ours', position: 0, validFrom: instant(0), validTo: null, replacedBy: null },
  ...more,
});

const RETIRED = instant(1);
const TREE = [
  node('product'),
  node('product.driver', { parent: 'product' }),
  node('product.driver.batch', { parent: 'product.driver' }),
  node('supply'),
  node('old', { validTo: RETIRED, replacedBy: 'supply' }),
];

const faults = (one: TaxonomyNode): string[] => nodeFaults(one, TREE).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a node of a tree', () => {
  test.each<[string, TaxonomyNode, string[]]>([
    ['stands under another', node('supply.late', { parent: 'supply' }), []],
    ['cannot stand under one that is not there', node('x', { parent: 'nowhere' }), ['/parent unknown']],
    ['cannot stand under a retired one', node('x', { parent: 'old' }), ['/parent retired']],
    ['cannot stand under itself', node('product', { parent: 'product' }), ['/parent unknown']],
    ['cannot stand below its own children', node('product', { parent: 'product.driver.batch' }), ['/parent circle']],
    ['has a name in English', node('x', { labels: { en: ' ', de: 'X' } }), ['/labels/en required']],
    ['has a name in German', node('x', { labels: { en: 'X', de: '' } }), ['/labels/de required']],
    ['has a code without capitals', node('X'), ['/code code']],
    ['has a code without empty parts', node('a..b'), ['/code code']],
    ['is replaced only when it is retired', node('x', { replacedBy: 'supply' }), ['/replacedBy inForce']],
    ['is replaced by one that is there', node('x', { validTo: RETIRED, replacedBy: 'none' }), ['/replacedBy unknown']],
    ['is not replaced by a retired one', node('x', { validTo: RETIRED, replacedBy: 'old' }), ['/replacedBy retired']],
  ])('%s', (_, one, expected) => {
    expect(faults(one)).toEqual(expected);
  });
});

test('a node means itself and everything below it, however deep', () => {
  expect(withBelow(TREE, 'product')).toEqual(['product', 'product.driver', 'product.driver.batch']);
  expect(withBelow(TREE, 'supply')).toEqual(['supply']);
});

test('a tree that grows only by nodes without faults never has a circle', () => {
  const codes = ['a', 'b', 'c', 'd', 'e'];
  const change = fc.record({ code: fc.constantFrom(...codes), parent: fc.option(fc.constantFrom(...codes)) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let tree: TaxonomyNode[] = [];
      for (const { code, parent } of changes) {
        const next = node(code, { parent });
        if (nodeFaults(next, tree).length === 0) tree = [...tree.filter((one) => one.code !== code), next];
      }
      for (const start of tree) {
        let above = start.parent;
        for (let step = 0; above !== null; step += 1) {
          expect(step).toBeLessThan(tree.length);
          above = tree.find(({ code }) => code === above)?.parent ?? null;
        }
      }
    }),
  );
});
