import { type Fault, Refusal } from '@redress/domain/refusal.js';
import type { CallDirection, CallNews } from '@redress/domain/phone/call.js';

/** One event of a telephone system, in the generic payload that many of them send already. Texts are as written, without control characters. */
export interface CtiEvent {
  readonly event: CallNews['event'];
  readonly direction: CallDirection;
  /** Names the call within its telephone system. */
  readonly callId: string;
  /** Null when withheld, and when left out. */
  readonly from: string | null;
  readonly to: string | null;
  /** Real names or user names, extensions too: each system has its own custom. */
  readonly users: readonly string[];
  readonly queue: string | null;
  readonly cause: string | null;
  /** Extension, user name or mail address of who answered. */
  readonly answeringNumber: string | null;
}

const EVENTS = ['newCall', 'answer', 'hangup'] as const;
const DIRECTIONS: Readonly<Record<string, CallDirection>> = { in: 'inbound', out: 'outbound' };
const LONGEST = 250;
const MOST_USERS = 100;
/** What systems write where a caller hides his number. */
const WITHHELD = new Set(['anonymous', 'private', 'unknown', 'restricted', 'unavailable', 'withheld']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Fields that are not of the payload are passed over: systems send their own beside it. `user` is one name or a list, `user[]` in forms.
 * @throws Refusal invalid that names each wrong field
 */
export function readCti(body: unknown): CtiEvent {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(
      'invalid',
      'Send the fields of the event as JSON or as a form: event, from, to, direction, callId',
    );
  const fields: Fields = { ...body };
  const faults: Fault[] = [];
  const text = (name: string): string | null => textOf(fields[name], `/${name}`, faults);
  const event = EVENTS.find((one) => one === text('event'));
  const direction = DIRECTIONS[text('direction') ?? ''];
  const callId = text('callId');
  if (event === undefined) faults.push(fault('/event', 'unknown', `Must be one of ${EVENTS.join(', ')}`));
  if (direction === undefined) faults.push(fault('/direction', 'unknown', 'Must be in or out'));
  if (callId === null) faults.push(fault('/callId', 'missing', 'Must name the call, the same in all its events'));
  const read = {
    ...{ from: numberOf(text('from')), to: numberOf(text('to')), users: usersOf(fields, faults) },
    ...{ queue: text('queue'), cause: text('cause'), answeringNumber: numberOf(text('answeringNumber')) },
  };
  if (event === undefined || direction === undefined || callId === null || faults.length > 0)
    throw new Refusal('invalid', 'This is no event of a call', firstOfEach(faults));
  return { event, direction, callId, ...read };
}

const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });

const firstOfEach = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map([...faults].reverse().map((one) => [one.pointer, one])).values(),
];

/** Null for what is left out or empty. Numbers are taken for texts: not every system puts quotes around a call id. */
function textOf(value: unknown, pointer: string, faults: Fault[]): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && !(typeof value === 'number' && Number.isFinite(value))) {
    faults.push(fault(pointer, 'type', 'Must be a text'));
    return null;
  }
  const text = String(value)
    .replace(/\p{Cc}+/gu, ' ')
    .toWellFormed()
    .trim();
  if (text.length > LONGEST) faults.push(fault(pointer, 'length', `Must have ${LONGEST} characters at most`));
  return text === '' ? null : text;
}

/** `sip:+4930123@pbx.example` and `tel:+4930123` are the number in them. */
function numberOf(text: string | null): string | null {
  if (text === null) return null;
  const bare = /^(?:sips?|tel):/i.test(text) ? text.replace(/^[^:]*:/, '').replace(/[@;].*$/, '') : text;
  return bare === '' || WITHHELD.has(bare.toLowerCase()) ? null : bare;
}

function usersOf(fields: Fields, faults: Fault[]): readonly string[] {
  const given = [fields['user'], fields['user[]']].flat();
  if (given.length > MOST_USERS) faults.push(fault('/user', 'length', `Must name ${MOST_USERS} people at most`));
  const names = given.slice(0, MOST_USERS).map((one) => textOf(one, '/user', faults));
  return [...new Set(names.filter((name) => name !== null))];
}
