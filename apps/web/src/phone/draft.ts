import type { CallerMatch, LogCall, PhoneCall } from '@redress/contract/phone.js';
import type { Attachment } from '@redress/contract/messages.js';
import { localField } from '../ui/times.js';

export const LOGGED = ['phone', 'letter', 'visit'] as const;
export const DIRECTIONS = ['inbound', 'outbound'] as const;
const DAY = 86_400_000;
/** What is older is asked about. */
const LONG_AGO_DAYS = 30;

/** What stands in the form; times as the fields hold them, in the zone of whoever writes. */
export interface Draft {
  readonly channel: (typeof LOGGED)[number];
  readonly direction: (typeof DIRECTIONS)[number];
  /** As typed: a number, or a name. */
  readonly caller: string;
  /** What was typed, in E.164; null when it is no whole number. */
  readonly number: string | null;
  readonly known: CallerMatch | null;
  readonly name: string;
  readonly email: string;
  /** What the telephone system told of the call; null for one that is written down by hand. */
  readonly call: PhoneCall | null;
  /** Of the ticket that it belongs to; empty for a new one. */
  readonly ticket: string;
  readonly startedAt: string;
  readonly postmark: string;
  /** Since when the clock of the call runs, in milliseconds; null when it stands. */
  readonly since: number | null;
  readonly minutes: string;
  readonly subject: string;
  readonly summary: string;
  /** The page of the customer does not show it. */
  readonly internal: boolean;
  readonly promise: string;
  readonly promiseDue: string;
  readonly files: readonly Attachment[];
}

export const emptyDraft = (now: number): Draft => ({
  ...{ channel: 'phone', direction: 'inbound', caller: '', number: null, known: null, name: '', email: '', ticket: '' },
  ...{ startedAt: localField(now), postmark: localField(now).slice(0, 10), since: now, minutes: '', subject: '' },
  ...{ summary: '', internal: false, promise: '', promiseDue: '', files: [], call: null },
});

/** Of a call that the telephone system told of: who called whom, when and how long stand in it already. */
export function draftOfCall(call: PhoneCall, now: number): Draft {
  const { customer, direction, number, startedAt } = call;
  return {
    ...emptyDraft(now),
    ...{ call, direction, number, caller: number ?? '', since: null, startedAt: localField(Date.parse(startedAt)) },
    ...{ known: customer, ticket: customer?.openTickets[0]?.id ?? '' },
  };
}

/** A call that is made now, to this number. */
export const draftTo = (number: string, now: number): Draft => ({
  ...emptyDraft(now),
  ...{ direction: 'outbound', caller: number, number },
});

/** Whether what was typed is no name: then a name is asked for at once, before the number was looked up. */
export const looksLikeNumber = (typed: string): boolean => /^[+\d\s()/.-]+$/.test(typed) && /\d/.test(typed);

/** When it happened, in milliseconds: a letter counts from the beginning of the day of its postmark. NaN when no time is chosen. */
export function beganAt(draft: Draft): number {
  if (draft.call !== null) return Date.parse(draft.call.startedAt);
  if (draft.channel === 'letter') return Date.parse(`${draft.postmark}T00:00`);
  const began = Date.parse(draft.startedAt);
  // The field holds whole minutes; a running clock knows better.
  return draft.since !== null && localField(draft.since) === draft.startedAt ? draft.since : began;
}

/** Days since then when they are many, else null. */
export function longAgo(draft: Draft, now: number): number | null {
  const days = Math.floor((now - beganAt(draft)) / DAY);
  return days >= LONG_AGO_DAYS ? days : null;
}

type FaultName = 'summary' | 'when' | 'email' | 'promise';

export function faultsIn(draft: Draft, now: number): readonly FaultName[] {
  const began = beganAt(draft);
  const oldest = now - (draft.channel === 'phone' ? 366 : 3_660) * DAY;
  const email = draft.email.trim();
  const due = Date.parse(draft.promiseDue);
  const promises = draft.promise.trim() !== '' || draft.promiseDue !== '';
  const faults: readonly (readonly [FaultName, boolean])[] = [
    ['when', !(began <= now && began > oldest)],
    ['summary', draft.summary.trim() === ''],
    ['email', draft.known === null && email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)],
    ['promise', promises && (draft.promise.trim() === '' || !(due > now && due < now + 365 * DAY))],
  ];
  return faults.filter(([, wrong]) => wrong).map(([name]) => name);
}

export function bodyOf(draft: Draft, now: number): LogCall {
  const { channel, direction, known, ticket, promise } = draft;
  const number = channel === 'phone' ? (draft.number ?? known?.phones[0] ?? typedNumber(draft)) : null;
  const call = channel === 'phone' ? draft.call : null;
  const side = direction === 'inbound' || channel !== 'phone' ? 'from' : 'to';
  const duration = channel === 'phone' && call === null ? secondsOf(draft, now) : null;
  return {
    channel,
    direction: channel === 'phone' ? direction : 'inbound',
    startedAt: new Date(beganAt(draft)).toISOString(),
    summary: draft.summary.trim(),
    ...(draft.internal ? { visibility: 'internal' as const } : {}),
    ...(call === null ? {} : { call: call.id }),
    ...(number === null ? {} : { [side]: number }),
    ...(duration === null ? {} : { durationSeconds: duration }),
    ...(draft.subject.trim() === '' ? {} : { subject: draft.subject.trim() }),
    ...(ticket === '' ? {} : { ticket }),
    ...customerOf(draft),
    ...(promise.trim() === ''
      ? {}
      : { promise: { text: promise.trim(), dueAt: new Date(draft.promiseDue).toISOString() } }),
    ...(draft.files.length === 0 ? {} : { attachments: draft.files.map(({ id }) => id) }),
  };
}

/** Beside a name it can only be meant as a number, whole or not: the desk judges it, so that nothing typed is lost. */
const typedNumber = ({ known, name, caller }: Draft): string | null =>
  known === null && name.trim() !== '' && looksLikeNumber(caller) ? caller.trim() : null;

function secondsOf({ since, minutes }: Draft, now: number): number | null {
  if (since !== null) return Math.min(86_400, Math.max(0, Math.round((now - since) / 1_000)));
  const typed = Number(minutes);
  return minutes.trim() === '' || !(typed >= 0) ? null : Math.min(86_400, Math.round(typed * 60));
}

function customerOf({ known, number, caller, name, email }: Draft): Pick<LogCall, 'customer'> {
  if (known !== null) return { customer: { id: known.id } };
  const called = name.trim() !== '' ? name.trim() : number === null ? caller.trim() : '';
  const customer = {
    ...(called === '' ? {} : { name: called }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  };
  return Object.keys(customer).length === 0 ? {} : { customer };
}
