import type { Fault } from '../refusal.js';
import { type Grade, PRIORITIES, type Priority } from '../ticket/ticket.js';

/** Rows are severities 1–4, columns are risks 1–4. */
export type PriorityTable = readonly (readonly Priority[])[];

/** A small incident gets a small response: slight and unlikely is low, grave and certain is urgent. */
export const DEFAULT_PRIORITY_TABLE: PriorityTable = [
  ['low', 'low', 'normal', 'normal'],
  ['low', 'normal', 'normal', 'high'],
  ['normal', 'normal', 'high', 'urgent'],
  ['normal', 'high', 'urgent', 'urgent'],
];

/** Null while one of the two is not known. */
export function priorityOf(table: PriorityTable, severity: Grade | null, risk: Grade | null): Priority | null {
  if (severity === null || risk === null) return null;
  return table[severity - 1]?.[risk - 1] ?? null;
}

const rank = (priority: unknown): number => PRIORITIES.findIndex((one) => one === priority);

/** A table is four rows of four priorities, and never falls when severity or risk grows. */
export function priorityTableFaults(input: unknown, pointer: string): Fault[] {
  const rows: readonly unknown[] = Array.isArray(input) ? input : [];
  if (rows.length !== 4 || !rows.every((row) => Array.isArray(row) && row.length === 4))
    return [{ pointer, code: 'shape', message: 'Write four rows (severity 1 to 4) of four priorities (risk 1 to 4).' }];
  const faults: Fault[] = [];
  const cell = (row: number, column: number): unknown => {
    const cells: unknown = rows[row];
    return Array.isArray(cells) ? cells[column] : undefined;
  };
  for (let row = 0; row < 4; row += 1)
    for (let column = 0; column < 4; column += 1) {
      const at = `${pointer}/${row}/${column}`;
      const value = rank(cell(row, column));
      if (value < 0) faults.push({ pointer: at, code: 'unknown', message: `Use one of ${PRIORITIES.join(', ')}.` });
      else if ((row > 0 && value < rank(cell(row - 1, column))) || (column > 0 && value < rank(cell(row, column - 1))))
        faults.push({ pointer: at, code: 'falls', message: 'More severity or more risk must not give less priority.' });
    }
  return faults;
}
