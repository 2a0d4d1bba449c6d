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
  escalated: Ticket['escalated'];
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
}
