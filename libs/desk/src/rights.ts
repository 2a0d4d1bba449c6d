import { type Role, type Scope, SCOPES } from '@redress/domain/people.js';

/** What each role may be granted. A session has all of it, a token the part that it was made with. */
export const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  admin: SCOPES,
  teamLead: ['tickets:read', 'tickets:write', 'quality:read'],
  agent: ['tickets:read', 'tickets:write', 'quality:read'],
  quality: ['tickets:read', 'quality:read', 'quality:write'],
  light: ['tickets:read', 'tickets:write'],
};
