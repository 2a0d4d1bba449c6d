import type { Named } from './answers.js';
import type { TicketStatus, Timestamp } from './words.js';

export interface CallerTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly receivedAt: Timestamp;
}

/** Somebody who may be calling. */
export interface CallerMatch {
  readonly id: string;
  readonly name: string;
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly customerNumbers: readonly string[];
  /** The newest that are not closed, of those that the asker may see. */
  readonly openTickets: readonly CallerTicket[];
}

export interface CallerMatches {
  readonly data: readonly CallerMatch[];
  /** What was asked for, as a number in E.164; null when it is none. */
  readonly number: string | null;
}

/** `POST /intake/phone-calls`: a call, or a letter or visit by `channel`. */
export interface LogCall {
  readonly channel?: 'phone' | 'letter' | 'visit';
  readonly direction?: 'inbound' | 'outbound';
  /** Id of a call that the telephone system told of: who called whom, when and how long is then what the system says. */
  readonly call?: string;
  readonly from?: string;
  readonly to?: string;
  /** When the call began, the letter was stamped, the visitor came. */
  readonly startedAt: Timestamp;
  readonly durationSeconds?: number;
  readonly subject?: string;
  readonly summary: string;
  readonly customer?: { readonly id?: string; readonly name?: string; readonly email?: string };
  /** Id or number of an existing ticket. */
  readonly ticket?: string;
  readonly promise?: { readonly text: string; readonly dueAt: Timestamp };
  readonly attachments?: readonly string[];
  /** `internal`: the page of the customer does not show it. */
  readonly visibility?: 'public' | 'internal';
}

/** `ringing` and `talking` are calls of now; `missed` rang and nobody answered. */
export type PhoneCallState = 'ringing' | 'talking' | 'ended' | 'missed';

/** What is known of the caller, as far as the asker may see it. */
export interface CallCustomer {
  readonly id: string;
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly customerNumbers: readonly string[];
  /** His own, else that of his organisation. */
  readonly tier: string | null;
  readonly organisation: Named | null;
  readonly keyAccountManager: Named | null;
  /** The newest that are not closed. */
  readonly openTickets: readonly CallerTicket[];
  /** Complaints of his in all, finished or not. */
  readonly complaints: number;
}

/** A call, as a telephone system told of it. */
export interface PhoneCall {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: PhoneCallState;
  /** The customer's, in E.164; null when withheld. */
  readonly number: string | null;
  /** Ours, or an extension. */
  readonly ours: string | null;
  readonly queue: Named;
  readonly startedAt: Timestamp;
  readonly answeredAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  /** From the answer to the end. */
  readonly durationSeconds: number | null;
  readonly cause: string | null;
  /** The first one first; a call that is put through has several. */
  readonly answeredBy: readonly Named[];
  /** Null: nobody has this number, or only somebody whom the asker may not see. */
  readonly customer: CallCustomer | null;
  /** Once it was logged: on which ticket, null where the asker may not see it. */
  readonly logged: { readonly ticket: { readonly id: string; readonly number: string } | null } | null;
}

export type CallBackHow = 'called' | 'reached' | 'ticked';

/** Somebody who called and was not answered: one for a caller, however often he tried. */
export interface CallBack {
  readonly id: string;
  readonly number: string;
  readonly queue: Named;
  readonly customer: Named | null;
  readonly misses: number;
  readonly firstMissedAt: Timestamp;
  readonly lastMissedAt: Timestamp;
  readonly dueAt: Timestamp;
  /** Who is speaking with this number now, or calling it. */
  readonly calling: Named | null;
  readonly doneAt: Timestamp | null;
  readonly doneBy: Named | null;
  /** `called`: we called back and were answered. `reached`: he tried again and was answered. */
  readonly doneHow: CallBackHow | null;
}

/** `GET` and `PUT /session/phone-names`. */
export interface PhoneNames {
  /** As they are compared: lower case, whole numbers in E.164. */
  readonly names: readonly string[];
}

/** `GET /phone-connections`: a telephone system that tells us of calls. */
export interface PhoneConnection {
  readonly id: string;
  readonly name: string;
  /** Of calls that name no queue of ours. */
  readonly queue: Named;
  /** How soon a missed call is to be called back, in business hours of its queue. */
  readonly callBackMinutes: number;
  readonly enabled: boolean;
  readonly lastEventAt: Timestamp | null;
  readonly lastRefusedAt: Timestamp | null;
  /** What was wrong with what it sent then. */
  readonly lastRefusal: string | null;
  /** In the last 24 hours. */
  readonly callsLately: number;
  readonly version: number;
}

/** The only answer that holds the address. */
export interface NewPhoneConnection extends PhoneConnection {
  readonly address: string;
}

/** `POST /phone-connections` and `PUT /phone-connections/{id}`. */
export interface SavePhoneConnection {
  readonly name: string;
  readonly queueId: string;
  readonly callBackMinutes: number;
  readonly enabled: boolean;
}
