import type { Asker } from './people.js';

/** Who may use it: its owner alone, a team, or, when both are null, everybody. */
export interface Sharing {
  readonly ownerId: string | null;
  readonly teamId: string | null;
}

/** Whether somebody may change or remove what is shared so. Whoever leads a team looks after what it uses, and after what all use. */
export function mayKeep(asker: Pick<Asker, 'agentId' | 'role' | 'teamIds'>, { ownerId, teamId }: Sharing): boolean {
  if (ownerId !== null) return ownerId === asker.agentId;
  if (asker.role === 'admin') return true;
  return asker.role === 'teamLead' && (teamId === null || asker.teamIds.includes(teamId));
}
