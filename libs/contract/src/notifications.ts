import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

export type NoticeKindName =
  | 'assigned'
  | 'customerAnswered'
  | 'thirdPartyAnswered'
  | 'statusChanged'
  | 'snoozeOver'
  | 'clockWarned'
  | 'clockMissed'
  | 'escalated'
  | 'mentioned'
  | 'taskGiven'
  | 'taskReminder'
  | 'taskAnswered'
  | 'taskLate'
  | 'taskUndeliverable'
  | 'automation'
  | 'unassigned'
  | 'callBackDue'
  | 'alarm';

/** The ticket that it is about; without a subject where the person may not see it. */
export interface NoticeTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string | null;
}

export interface Notification {
  readonly id: string;
  readonly kind: NoticeKindName;
  readonly ticket: NoticeTicket | null;
  /** Who did it; null for a rule or a clock. */
  readonly by: Named | null;
  /** Of the clock that it is about. */
  readonly milestone: string | null;
  readonly dueAt: Timestamp | null;
  /** Of an escalation plan. */
  readonly level: number | null;
  readonly taskId: string | null;
  /** How many tickets were given at once; then it is about none of them alone. Null for one. */
  readonly count: number | null;
  /** Number of the caller whom nobody answered, as long as the call-back is known. */
  readonly callBack: { readonly id: string; readonly number: string } | null;
  /** A code that says more: what an alarm is about, why a rule stopped, or the new status. */
  readonly because: string | null;
  readonly at: Timestamp;
  readonly read: boolean;
}

export interface NotificationPage {
  readonly data: readonly Notification[];
  readonly page: { readonly next: string | null; readonly hasMore: boolean };
  readonly unread: number;
}

/** `POST /notifications/read`: these, or all that are shown now. */
export interface ReadNotifications {
  readonly ids?: readonly string[];
  readonly all?: boolean;
}

export interface NoticeWish {
  readonly kind: NoticeKindName;
  readonly bell: boolean;
  readonly mail: boolean;
}

export interface QuietHours {
  /** `22:00`, in the zone of the preferences. */
  readonly from: string;
  readonly to: string;
}

export interface NotificationPreferences {
  readonly kinds: readonly NoticeWish[];
  readonly digest: 'off' | 'hourly' | 'daily';
  readonly quiet: QuietHours | null;
  readonly timezone: string;
  readonly version: number;
}

export interface SaveNotificationPreferences {
  readonly kinds: readonly NoticeWish[];
  readonly digest: 'off' | 'hourly' | 'daily';
  readonly quiet: QuietHours | null;
  readonly timezone: string;
}

/** Pushed to the person alone whenever the number or the newest one changes. */
export interface BellState {
  readonly unread: number;
  readonly newestId: string | null;
}

/** A ticket that somebody has put off for himself: until then, or until the customer writes, it stands in none of his lists. */
export interface Snoozed {
  readonly ticketId: string;
  readonly until: Timestamp;
}

/** Whom a note on a ticket can name with `@`. */
export interface Nameable {
  /** `sees`: whether he may see the ticket; whoever may not is told nothing. */
  readonly people: readonly (Named & { readonly sees: boolean })[];
  /** `members`: how many they are. */
  readonly teams: readonly (Named & { readonly members: number })[];
}

export interface Watching {
  readonly watching: boolean;
  readonly watchers: readonly Named[];
}

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly enabled: boolean;
  readonly version: number;
  /** Of the newest delivery. */
  readonly lastState: 'queued' | 'delivered' | 'failed' | null;
  readonly lastAt: Timestamp | null;
}

/** `secret` is shown once, when it was made. */
export interface NewWebhook extends Webhook {
  readonly secret: string;
}

export interface SaveWebhook {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly enabled: boolean;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly kind: string;
  readonly state: 'queued' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly status: number | null;
  readonly detail: string | null;
  readonly createdAt: Timestamp;
  readonly deliveredAt: Timestamp | null;
  readonly body: string;
}
