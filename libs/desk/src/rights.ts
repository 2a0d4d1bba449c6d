import { type Asker, type Role, type Scope, SCOPES, type Sight } from '@redress/domain/people.js';
import { SCOPES_OF, SIGHT_OF } from '@redress/domain/roles.js';
import type { Recognised } from '@redress/persistence/stores/people.store.js';

/** Somebody who was recognised, as one who asks: with what he may see and do at this moment. */
export function askerFrom(found: Recognised, via: Asker['via']): Asker {
  const granted: readonly Scope[] = found.scopes ?? SCOPES;
  return {
    agentId: found.agentId,
    name: found.name,
    role: found.role,
    teamIds: found.teamIds,
    sight: sightOf(found.role, found.queueIds),
    scopes: granted.filter((scope) => SCOPES_OF[found.role].includes(scope)),
    via,
  };
}

function sightOf(role: Role, queueIds: readonly string[]): Sight {
  const kind = SIGHT_OF[role];
  return kind === 'queues' ? { kind, queueIds } : { kind };
}
