import { describe, expect, it } from '@jest/globals';
import type { Absence } from '@redress/contract/routing.js';
import { sortAbsences } from './order.js';

const absence = (id: string, from: string, to: string): Absence => ({
  id,
  from,
  to,
  agent: { id: 'a', name: 'Mara' },
  deputy: null,
  version: 1,
});
const NOW = Date.parse('2026-11-24T10:00:00Z');

describe('a list of absences', () => {
  it('has who is away now first, then what comes next, then what ended last', () => {
    const sorted = sortAbsences(
      [
        absence('spring', '2027-04-01T00:00:00Z', '2027-04-08T00:00:00Z'),
        absence('summer', '2026-07-01T00:00:00Z', '2026-07-20T00:00:00Z'),
        absence('today', '2026-11-24T08:00:00Z', '2026-11-24T18:00:00Z'),
        absence('christmas', '2026-12-22T00:00:00Z', '2027-01-04T00:00:00Z'),
        absence('morning', '2026-11-24T07:00:00Z', '2026-11-24T10:00:00Z'),
      ],
      NOW,
    );
    expect(sorted.now.map(({ id }) => id)).toEqual(['today']);
    expect(sorted.later.map(({ id }) => id)).toEqual(['christmas', 'spring']);
    expect(sorted.past.map(({ id }) => id)).toEqual(['morning', 'summer']);
  });
});
