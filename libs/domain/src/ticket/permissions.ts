import type { Asker, Role, Scope } from '../people.js';
import { stepsFrom } from './stages.js';
import type { Ticket } from './ticket.js';

/** What somebody may want to do to a ticket. The API, the screens and the sockets all ask this one table. */
export const VERBS = [
  'reply',
  'note',
  'assign',
  'route',
  'edit',
  'acknowledge',
  'assess',
  'investigate',
  'respond',
  'decide',
  'resolve',
  'close',
  'reopen',
  'merge',
  'split',
  'link',
  'release',
  'reject',
  'undo',
  'escalate',
  'deescalate',
  'ask',
  'watch',
] as const;
export type Verb = (typeof VERBS)[number];

const READS: readonly Verb[] = [];
const QUALITY: readonly Verb[] = ['note', 'edit', 'undo', 'watch'];
const LIGHT: readonly Verb[] = ['note', 'watch'];

const BY_ROLE: Readonly<Record<Role, readonly Verb[]>> = {
  admin: VERBS,
  teamLead: VERBS,
  agent: VERBS,
  quality: QUALITY,
  light: LIGHT,
};

/** Whether role and token allow the verb at all, whatever the ticket. */
export function allows(asker: Pick<Asker, 'role' | 'scopes'>, verb: Verb): boolean {
  const needed: Scope = asker.role === 'quality' ? 'quality:write' : 'tickets:write';
  const spoken = asker.scopes.includes(needed) || asker.scopes.includes('tickets:write');
  return spoken ? BY_ROLE[asker.role].includes(verb) : READS.includes(verb);
}

export const mayTakeAway = (asker: Pick<Asker, 'role'>): boolean => asker.role === 'admin' || asker.role === 'teamLead';

/** The verbs that role and state allow together: what a screen shows as buttons. */
export function verbsFor(asker: Asker, ticket: Ticket): Verb[] {
  const steps: readonly string[] = stepsFrom(ticket.stage);
  const gone = ticket.status === 'merged';
  const finished = gone || ticket.status === 'spam';
  const closable = ticket.stage === null || ['received', 'acknowledged', 'assessed', 'decided'].includes(ticket.stage);
  const possible: Readonly<Record<Verb, boolean>> = {
    reply: !finished,
    note: true,
    assign: !gone,
    route: !finished && ticket.status !== 'closed' && ticket.held === null,
    edit: !gone,
    acknowledge: !finished && steps.includes('acknowledge'),
    assess: !finished && steps.includes('assess'),
    investigate: !finished && steps.includes('investigate'),
    respond: !finished && steps.includes('respond'),
    decide: !finished && steps.includes('decide'),
    resolve: !finished && ticket.status !== 'resolved' && ticket.status !== 'closed',
    close: !gone && ticket.status !== 'closed' && closable,
    reopen: ['closed', 'resolved', 'spam'].includes(ticket.status),
    merge: !finished,
    split: !finished,
    link: true,
    release: !gone && ticket.held !== null,
    reject: !gone && ticket.held !== null,
    undo: true,
    escalate: !finished && ticket.status !== 'closed',
    deescalate: !finished && ticket.escalated !== null,
    ask: !finished && ticket.status !== 'closed',
    watch: true,
  };
  return VERBS.filter((verb) => possible[verb] && allows(asker, verb));
}
