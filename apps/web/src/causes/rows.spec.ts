import { expect, test } from '@jest/globals';
import type { CauseNode } from '@redress/contract/causes.js';
import { rowsOf } from './rows.js';

const node = (code: string, parent: string | null): CauseNode => ({
  ...{ code, parent, labels: { en: code, de: code }, definition: '', process: null, owner: null, position: 0 },
  ...{ controllability: 'ours', validFrom: '2026-01-01T00:00:00.000Z', validTo: null, replacedBy: null },
});

test('a tree is shown line by line, each node below the one it stands under', () => {
  const rows = rowsOf([
    node('b', null),
    node('a.one', 'a'),
    node('a', null),
    node('a.one.x', 'a.one'),
    node('lost', 'gone'),
  ]);
  expect(rows.map(({ node: { code }, depth }) => `${depth} ${code}`)).toEqual([
    '0 b',
    '0 a',
    '1 a.one',
    '2 a.one.x',
    '0 lost',
  ]);
});
