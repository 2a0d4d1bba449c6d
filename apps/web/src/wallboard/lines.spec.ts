import { describe, expect, it } from '@jest/globals';
import { byTeam } from './lines.js';

const queue = (name: string, team: string | null, late: number, open: number) => ({
  queue: { id: name, name },
  team: team === null ? null : { id: team, name: team },
  open,
  late,
  dueSoon: 1,
  paused: 0,
  unassigned: 0,
});

describe('the wallboard by team', () => {
  it('adds up the queues of a team, and puts the one with most late tickets first', () => {
    const lines = byTeam(
      [
        queue('Returns', 'Care', 0, 4),
        queue('Lamps', 'Care', 1, 3),
        queue('Press', null, 0, 9),
        queue('VIP', 'Gold', 3, 3),
      ],
      'Everybody',
    );
    expect(lines.map(({ name, late, open, dueSoon }) => [name, late, open, dueSoon])).toEqual([
      ['Gold', 3, 3, 1],
      ['Care', 1, 7, 2],
      ['Everybody', 0, 9, 1],
    ]);
  });
});
