import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { mayKeep, type Sharing } from '@redress/domain/sharing.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty } from './people.js';

/** @throws Refusal `not-allowed` when it is shared with others and kept by somebody else. */
export function refuseOthers(asker: Asker, sharing: Sharing): void {
  if (mayKeep(asker, sharing)) return;
  throw new Refusal(
    'not-allowed',
    'What others use is kept by administrators and by team leads, for a team by its lead. You may keep your own.',
  );
}

/** @throws Refusal `invalid` at `/teamId` when it is shared with a team that is not there. */
export async function refuseUnknownTeam(tx: Transaction, { teamId }: Sharing): Promise<void> {
  if (teamId !== null && (await tx.rows('SELECT 1 FROM teams WHERE id = $1', [teamId])).length === 0)
    throw faulty('/teamId', 'unknown', 'There is no such team: choose another.');
}

/** What somebody keeps for himself changes nothing for others, and is not written down. */
export async function auditShared(
  desk: Desk,
  tx: Transaction,
  asker: Asker,
  { id: subject, ownerId, action }: Pick<Sharing, 'ownerId'> & { readonly id: string; readonly action: string },
): Promise<void> {
  if (ownerId === null) await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action, subject });
}
