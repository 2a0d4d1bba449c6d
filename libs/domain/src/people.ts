/**
 * Who acts. `customer` is somebody outside who writes to us; `system` is a rule or a sweep.
 * Roles: `admin` configures and sees all; `teamLead` is an agent who also assigns for his teams; `agent` sees and works the queues
 * of his teams; `quality` reads all tickets, tags and acts on causes, writes no replies; `light` logs calls and visits and sees what he logged.
 */
export const ROLES = ['admin', 'teamLead', 'agent', 'quality', 'light'] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = ['intake', 'tickets:read', 'tickets:write', 'quality:read', 'quality:write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Which tickets somebody may see: all of them, those of some queues, or only those he logged himself. */
export type Sight =
  | { readonly kind: 'all' }
  | { readonly kind: 'queues'; readonly queueIds: readonly string[] }
  | { readonly kind: 'own' };

/** Somebody who asks, with everything that decides what he may see and do. Built by the session guard, once per request. */
export interface Asker {
  readonly agentId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly sight: Sight;
  /** Scopes of the token; a session has all scopes of its role. */
  readonly scopes: readonly Scope[];
  /** The token or session that speaks, so that a right taken away can close its sockets. */
  readonly via: { readonly kind: 'session' | 'token' | 'system'; readonly id: string };
}
