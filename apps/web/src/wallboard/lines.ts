import type { WallboardQueue } from '@redress/contract/wallboard.js';

export interface Line {
  readonly id: string;
  readonly name: string;
  readonly open: number;
  readonly late: number;
  readonly dueSoon: number;
}

/** The queues of each team together; the ones with most late tickets first. */
export function byTeam(queues: readonly WallboardQueue[], everybody: string): readonly Line[] {
  const teams = new Map<string, Line>();
  for (const { team, open, late, dueSoon } of queues) {
    const id = team?.id ?? '';
    const known = teams.get(id) ?? { id, name: team?.name ?? everybody, open: 0, late: 0, dueSoon: 0 };
    teams.set(id, { ...known, open: known.open + open, late: known.late + late, dueSoon: known.dueSoon + dueSoon });
  }
  return [...teams.values()].sort(
    (a, b) => b.late - a.late || b.dueSoon - a.dueSoon || b.open - a.open || a.name.localeCompare(b.name),
  );
}
