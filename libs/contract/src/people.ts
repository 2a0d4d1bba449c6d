import type { Named } from './answers.js';
import type { MailTemplateFault } from './mail-templates.js';
import type { TicketVerb } from './ticket.js';
import type { RoleName, TicketKind, Timestamp } from './words.js';

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly teams: readonly Named[];
  readonly disabled: boolean;
  readonly lastSeenAt: Timestamp | null;
  /** Extensions, direct numbers and user names in the telephone system: calls for them are shown to this person. */
  readonly phoneNames: readonly string[];
  readonly version: number;
}

/** What a role sees and may do, whatever the ticket; the state of a ticket may allow less. */
export interface RoleRights {
  readonly role: RoleName;
  /** Which tickets: all, those in the queues of own teams, or those that were logged by themselves. */
  readonly sees: 'all' | 'queues' | 'own';
  readonly verbs: readonly TicketVerb[];
  /** May take a ticket from the colleague who has it. */
  readonly takesAway: boolean;
  readonly readsReports: boolean;
  /** What a session has; a token has a part of it. */
  readonly scopes: readonly string[];
  /** Those who may sign in. */
  readonly people: number;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Named[];
  /** Its business hours; null: the installation's. */
  readonly calendar: Named | null;
  readonly version: number;
}

export interface QueueSignature {
  readonly language: string;
  readonly text: string;
}

/** With faults nothing could be filled in, and the text is empty. */
export interface SignaturePreview {
  readonly text: string;
  readonly faults: readonly MailTemplateFault[];
}

/** What will stand below a mail from this ticket; null for nothing. */
export interface TicketSignature {
  readonly text: string | null;
  /** The queue has one that cannot be filled in: `limit` when it makes too much of little, else the code of its first fault. It is left out. */
  readonly fault: string | null;
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly team: Named | null;
  readonly addresses: readonly string[];
  readonly kind: TicketKind;
  readonly isDefault: boolean;
  /** What stands below its mails, by language; the first is for everybody else. */
  readonly signatures: readonly QueueSignature[];
  readonly version: number;
}
