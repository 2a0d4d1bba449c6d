import type { Named } from './answers.js';
import type { MailTemplateFault } from './mail-templates.js';
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
