import type { Clock } from '@redress/domain/sla/clock.js';
import { nextDue } from '@redress/domain/sla/next-due.js';
import { type Instant, instant } from '@redress/domain/time.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import type { Issue, Link, Ticket } from '@redress/domain/ticket/ticket.js';

/** A ticket as the database gives it. */
export interface TicketRow {
  id: string;
  number: string;
  version: number;
  kind: Ticket['kind'];
  is_claim: boolean;
  channel: Ticket['channel'];
  status: Ticket['status'];
  stage: Ticket['stage'];
  priority: Ticket['priority'];
  severity: Ticket['severity'];
  risk: Ticket['risk'];
  held: HeldCause | null;
  queue_id: string;
  owner_id: string | null;
  customer_id: string | null;
  tags: string[];
  links: Link[];
  episode: number;
  received_at: Date;
  updated_at: Date;
  unanswered_since: Date | null;
  answered: Ticket['answered'];
  first_response_at: Date | null;
  last_inbound_at: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  merged_into: string | null;
  status_before_merge: Ticket['statusBeforeMerge'];
  merged_from: string[];
  inherited: Ticket['inherited'];
  escalated: Ticket['escalated'];
  public_talk: Ticket['publicTalk'];
  language: string | null;
  product: string | null;
  region: string | null;
  skills: Ticket['skills'];
  excluded: string[];
  chosen_policy_id: string | null;
  unassigned_since: Date | null;
  unassigned_because: Ticket['unassignedBecause'];
  subject: string;
  preview: string;
  reply_token: string;
  issues: Issue[];
  clocks: Clock[];
  rules_token: string;
}

const at = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));
const date = (moment: Instant | null): Date | null => (moment === null ? null : new Date(moment));

export const ticketOf = (row: TicketRow): Ticket => ({
  ...whatItIs(row),
  ...whereItIs(row),
  ...whenItWas(row),
  mergedInto: row.merged_into,
  statusBeforeMerge: row.status_before_merge,
  mergedFrom: row.merged_from,
  inherited: row.inherited,
  escalated: row.escalated,
  publicTalk: row.public_talk,
  clocks: row.clocks,
});

const whatItIs = (row: TicketRow) => ({
  id: row.id,
  number: row.number,
  version: row.version,
  kind: row.kind,
  isClaim: row.is_claim,
  channel: row.channel,
  status: row.status,
  stage: row.stage,
  priority: row.priority,
  severity: row.severity,
  risk: row.risk,
  held: row.held,
  tags: row.tags,
  issues: row.issues,
  links: row.links,
  episode: row.episode,
  description: { language: row.language, product: row.product, region: row.region },
});

const whereItIs = (row: TicketRow) => ({
  queueId: row.queue_id,
  ownerId: row.owner_id,
  customerId: row.customer_id,
  skills: row.skills,
  excluded: row.excluded,
  chosenPolicyId: row.chosen_policy_id,
  unassignedSince: at(row.unassigned_since),
  unassignedBecause: row.unassigned_because,
});

const whenItWas = (row: TicketRow) => ({
  receivedAt: instant(row.received_at.getTime()),
  updatedAt: instant(row.updated_at.getTime()),
  unansweredSince: at(row.unanswered_since),
  answered: row.answered,
  firstResponseAt: at(row.first_response_at),
  lastInboundAt: at(row.last_inbound_at),
  resolvedAt: at(row.resolved_at),
  closedAt: at(row.closed_at),
});

/** The folded ticket in its columns, and the duty that falls due first; issues and clocks have rows of their own. */
export const foldedRow = (ticket: Ticket) => ({
  ...kindColumns(ticket),
  ...placeColumns(ticket),
  ...timeColumns(ticket),
  ...dueColumns(ticket),
  merged_into: ticket.mergedInto,
  status_before_merge: ticket.statusBeforeMerge,
  merged_from: ticket.mergedFrom,
  inherited: ticket.inherited,
  escalated: ticket.escalated,
  public_talk: ticket.publicTalk,
});

const kindColumns = (ticket: Ticket) => ({
  version: ticket.version,
  kind: ticket.kind,
  is_claim: ticket.isClaim,
  status: ticket.status,
  stage: ticket.stage,
  priority: ticket.priority,
  severity: ticket.severity,
  risk: ticket.risk,
  held: ticket.held,
  tags: ticket.tags,
  links: ticket.links,
  episode: ticket.episode,
  ...ticket.description,
});

const placeColumns = (ticket: Ticket) => ({
  queue_id: ticket.queueId,
  owner_id: ticket.ownerId,
  customer_id: ticket.customerId,
  skills: ticket.skills,
  excluded: ticket.excluded,
  chosen_policy_id: ticket.chosenPolicyId,
  unassigned_since: date(ticket.unassignedSince),
  unassigned_because: ticket.unassignedBecause,
});

const timeColumns = (ticket: Ticket) => ({
  received_at: date(ticket.receivedAt),
  updated_at: date(ticket.updatedAt),
  unanswered_since: date(ticket.unansweredSince),
  answered: ticket.answered,
  first_response_at: date(ticket.firstResponseAt),
  last_inbound_at: date(ticket.lastInboundAt),
  resolved_at: date(ticket.resolvedAt),
  closed_at: date(ticket.closedAt),
});

/** The duty that falls due first, as a queue shows it. */
export function dueColumns({ clocks }: Pick<Ticket, 'clocks'>) {
  const due = nextDue(clocks);
  return {
    next_due_at: date(due?.dueAt ?? null),
    next_due_milestone: due?.milestone ?? null,
    next_due_state: due?.state ?? null,
    next_due_warn_at: date(due?.warnAt ?? null),
  };
}

/** The columns of `foldedRow`. */
export const FOLDED = [
  ...[
    'version',
    'kind',
    'is_claim',
    'status',
    'stage',
    'priority',
    'severity',
    'risk',
    'held',
    'tags',
    'links',
    'episode',
  ],
  ...['language', 'product', 'region', 'queue_id', 'owner_id', 'customer_id', 'skills', 'excluded', 'chosen_policy_id'],
  ...['unassigned_since', 'unassigned_because', 'received_at', 'updated_at', 'unanswered_since', 'answered'],
  ...['first_response_at', 'last_inbound_at', 'resolved_at', 'closed_at', 'next_due_at', 'next_due_milestone'],
  ...[
    'next_due_state',
    'next_due_warn_at',
    'merged_into',
    'status_before_merge',
    'merged_from',
    'inherited',
    'escalated',
    'public_talk',
  ],
] as const;
