import type { Named } from './answers.js';
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

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly team: Named | null;
  readonly addresses: readonly string[];
  readonly kind: TicketKind;
  readonly isDefault: boolean;
  readonly version: number;
}
