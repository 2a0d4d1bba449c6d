import { type Role, type Scope, SCOPES, type Sight } from './people.js';
import { allows, type Verb, VERBS } from './ticket/permissions.js';

/** What each role may be granted. A session has all of it, a token the part that it was made with. */
export const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  admin: SCOPES,
  teamLead: ['tickets:read', 'tickets:write', 'quality:read'],
  agent: ['tickets:read', 'tickets:write', 'quality:read'],
  quality: ['tickets:read', 'quality:read', 'quality:write'],
  light: ['tickets:read', 'tickets:write'],
};

/** Which tickets each role sees; which queues these are say the teams of a person. */
export const SIGHT_OF: Readonly<Record<Role, Sight['kind']>> = {
  admin: 'all',
  teamLead: 'queues',
  agent: 'queues',
  quality: 'all',
  light: 'own',
};

/** What a role may do to the tickets that it sees, with everything that it may be granted. */
export const verbsOf = (role: Role): Verb[] => VERBS.filter((verb) => allows({ role, scopes: SCOPES_OF[role] }, verb));

/** Whose work the reports are for; an agent has the figures of his tickets on the tickets. */
export const READS_REPORTS: readonly Role[] = ['admin', 'teamLead', 'quality'];
