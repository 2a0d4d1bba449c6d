/* The closed lists that cross the wire. Meanings stand in the glossary (docs/glossary.md). */
export type TicketKind = 'complaint' | 'enquiry' | 'suggestion' | 'compliment';
export type TicketStatus =
  | 'new'
  | 'open'
  | 'waitingCustomer'
  | 'waitingThirdParty'
  | 'waitingInternal'
  | 'scheduled'
  | 'resolved'
  | 'closed'
  | 'merged'
  | 'spam';
export type TicketStage =
  'received' | 'acknowledged' | 'assessed' | 'investigating' | 'responding' | 'decided' | 'closed';
export type TicketPriority = 'low' | 'normal' | 'high' | 'urgent';
/** 1 (slight) to 4 (grave). */
export type TicketGrade = 1 | 2 | 3 | 4;
export type ChannelName = 'email' | 'webForm' | 'phone' | 'social' | 'letter' | 'visit' | 'chat' | 'api';
export type HeldCauseName = 'unverifiedSender' | 'agentUnverified' | 'loop' | 'flood' | 'suspectedSpam';
export type IssueOutcome = 'upheld' | 'partlyUpheld' | 'notUpheld' | 'withdrawn' | 'outOfScope';
/** In whose hands a cause lies. */
export type Controllability = 'ours' | 'partner' | 'customer' | 'unknown';
export type LinkKind = 'duplicateOf' | 'followUpOf' | 'causedBy' | 'related';
export type RoleName = 'admin' | 'teamLead' | 'agent' | 'quality' | 'light';
export type ScopeName = 'intake' | 'tickets:read' | 'tickets:write' | 'quality:read' | 'quality:write' | 'admin';
/** RFC 3339 in UTC. */
export type Timestamp = string;
export type Language = 'en' | 'de';

/**
 * `queued` waits (for its undo window or its next try), `sending` is at the mail server, `sent` was taken by it, `delivered` and `read` are what
 * some platforms say later, `captured` stayed here because no mail server is configured, `unknown` may have arrived, `failed` and `bounced`
 * did not, `cancelled` was taken back in time.
 */
export type DeliveryStatus =
  'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'captured' | 'unknown' | 'failed' | 'bounced' | 'cancelled';
