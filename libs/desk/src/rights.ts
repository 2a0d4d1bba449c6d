import { type Asker, type Role, type Scope, SCOPES, type Sight } from '@redress/domain/people.js';
import type { Recognised } from '@redress/persistence/stores/people.store.js';

/** What each role may be granted. A session has all of it, a token the part that it was made with. */
export const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  admin: SCOPES,
  teamLead: ['tickets:read', 'tickets:write', 'quality:read'],
  agent: ['tickets:read', 'tickets:write', 'quality:read'],
  quality: ['tickets:read', 'quality:read', 'quality:write'],
  light: ['tickets:read', 'tickets:write'],
};

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
  if (role === 'admin' || role === 'quality') return { kind: 'all' };
  return role === 'light' ? { kind: 'own' } : { kind: 'queues', queueIds };
}
