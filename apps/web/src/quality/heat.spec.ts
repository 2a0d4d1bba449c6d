import { describe, expect, test } from '@jest/globals';
import type { CauseByProduct } from '@redress/contract/reports.js';
import { heatOf } from './heat.js';

const PRODUCTS = ['lumo', 'mira', 'arc', 'tiny', null];

function reportOf(table: Readonly<Record<string, readonly number[]>>): CauseByProduct {
  const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
  const lines = Object.values(table);
  return {
    ...{ name: 'cause-by-product', by: 'cause', from: '', to: '', zone: 'UTC', tickets: 0, customers: 0, q: '' },
    products: PRODUCTS.map((code, place) => ({ code, name: code, tickets: sum(lines.map((row) => row[place] ?? 0)) })),
    rows: Object.entries(table).map(([name, counts]) => {
      const code = name === 'none' ? null : name;
      const cells = counts.map((tickets, place) => ({ tickets, customers: tickets, q: `${name} ${place}` }));
      return { code, label: null, tickets: sum(counts), cells };
    }),
  };
}

const report = reportOf({
  driver: [20, 90, 20, 1, 6],
  late: [40, 40, 40, 1, 7],
  rude: [20, 20, 20, 0, 5],
  smell: [1, 1, 1, 0, 0],
  none: [9, 9, 9, 0, 9],
});

describe('the heat map', () => {
  const heat = heatOf(report, 10, 10);

  test('puts causes and products under five together, and last what has no name', () => {
    expect(heat.columns.map(({ kind, code }) => code ?? kind)).toEqual(['lumo', 'mira', 'arc', 'other', 'unknown']);
    expect(heat.rows.map(({ kind, code }) => code ?? kind)).toEqual(['driver', 'late', 'rude', 'other']);
  });

  test('loses nobody by it: the cells add up to all that is classified', () => {
    const all = heat.rows.flatMap(({ cells }) => cells).reduce((sum, { tickets }) => sum + tickets, 0);
    expect(all).toBe(333);
    expect(
      heatOf(report, 1, 1)
        .rows.flatMap(({ cells }) => cells)
        .reduce((sum, { tickets }) => sum + tickets, 0),
    ).toBe(333);
  });

  test('marks the one cell that holds more than its row and column let expect', () => {
    const marked = heat.rows.flatMap(({ code, cells }) =>
      cells.flatMap(({ more }, place) => (more ? [`${code} ${heat.columns[place]?.code}`] : [])),
    );
    expect(marked).toEqual(['driver mira']);
  });

  test('knows the residual by its formula', () => {
    const cell = heat.rows[0]?.cells[1];
    expect(cell?.expected).toBeCloseTo((137 * 151) / 333, 10);
    expect(cell?.residual).toBeCloseTo((90 - (137 * 151) / 333) / Math.sqrt((137 * 151) / 333), 10);
  });

  test('leads from a cell to its tickets, and from a merged one nowhere', () => {
    expect(heat.rows[0]?.cells[1]?.q).toBe('driver 1');
    expect(heatOf(report, 2, 2).rows.at(-1)?.cells[0]?.q).toBeNull();
  });

  test('of nothing is empty', () => {
    expect(heatOf(reportOf({}), 5, 5).rows).toEqual([]);
  });
});
