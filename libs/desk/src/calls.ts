import type { CtiEvent } from '@redress/channels/phone/cti.js';
import {
  type Call,
  type CallNews,
  follow,
  HANGUP_LOST_AFTER,
  shownTo,
  talkSeconds,
} from '@redress/domain/phone/call.js';
import { instant, type Instant, later } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { dropIfEmpty } from '@redress/persistence/stores/call-backs.store.js';
import { customerOfNumber } from '@redress/persistence/stores/identities.store.js';
import {
  agentsNamed,
  countPhoneTry,
  holdCall,
  peopleOfQueue,
  queueNamed,
  ringingSince,
  saveCall,
  setLoggedLength,
  type StoredCall,
  takePhoneEvent,
} from '@redress/persistence/stores/phone-calls.store.js';
import { type PhoneConnectionRow, readPhoneConnection } from '@redress/persistence/stores/phone-connections.store.js';
import { newId } from '@redress/platform/ids.js';
import { hushCallBack } from './call-back-notices.js';
import { callBackFor, spokeWith } from './call-backs.js';
import type { Desk } from './desk.js';
import { wholeNumber } from './phone-names.js';

type Ground = Pick<Desk, 'database' | 'clock' | 'phoneCountry'>;

interface CallKey {
  readonly connectionId: string;
  readonly externalId: string;
}

/**
 * Works on what telephone systems told, the oldest first, until nothing is left that nobody else has in hand.
 * @param noted hears of an event that cannot be worked on; it is tried again, five times in all
 * @returns how many events it worked on
 */
export async function workOnCalls(desk: Ground, noted: (error: unknown) => void): Promise<number> {
  for (let worked = 0, failed = 0; ;) {
    let inHand: string | null = null;
    try {
      const took = await inTransaction(desk.database, async (tx) => {
        const heard = await takePhoneEvent<CtiEvent>(tx);
        if (heard === null) return false;
        inHand = heard.id;
        await workOnEvent(desk, tx, heard);
        return true;
      });
      if (!took) return worked;
      worked += 1;
    } catch (error) {
      if (inHand === null) throw error;
      noted(error);
      await countPhoneTry(sqlOn(desk.database), inHand);
      failed += 1;
      // What fails again and again is left to the next look: this one must end.
      if (failed > 20) return worked;
    }
  }
}

async function workOnEvent(
  desk: Ground,
  tx: Transaction,
  heard: { readonly connectionId: string; readonly heardAt: Date; readonly event: CtiEvent },
): Promise<void> {
  const connection = await readPhoneConnection(tx, heard.connectionId);
  if (connection === null || isVoicemail(heard.event)) return;
  const at = instant(heard.heardAt.getTime());
  const news = await newsOf(desk, tx, connection, heard.event, at);
  await hearOf(tx, { connectionId: connection.id, externalId: heard.event.callId }, connection, news);
}

/** A machine that answers has answered nobody. */
const isVoicemail = ({ event, users, answeringNumber }: CtiEvent): boolean =>
  event === 'answer' && [...users, answeringNumber ?? ''].some((name) => /^voice ?mail/i.test(name));

async function newsOf(
  desk: Ground,
  tx: Transaction,
  { queueId: usual }: PhoneConnectionRow,
  event: CtiEvent,
  at: Instant,
): Promise<CallNews> {
  const inbound = event.direction === 'inbound';
  const [caller, called] = inbound ? [event.from, event.to] : [event.to, event.from];
  const queueId = event.queue === null ? usual : ((await queueNamed(tx, event.queue)) ?? usual);
  return {
    ...{ event: event.event, direction: event.direction, queueId, cause: event.cause, at },
    theirs: caller === null ? null : wholeNumber(caller, desk.phoneCountry),
    ours: called === null ? null : (wholeNumber(called, desk.phoneCountry) ?? called),
    agentIds: await agentsOf(desk, tx, event, queueId),
  };
}

/** Of an answer the first word that names somebody; of a ring all of them, and where none does whoever works the queue. */
async function agentsOf(desk: Ground, tx: Transaction, event: CtiEvent, queueId: string): Promise<readonly string[]> {
  if (event.event === 'hangup') return [];
  const own = event.direction === 'inbound' ? event.to : event.from;
  const words = (names: readonly (string | null)[]): string[] =>
    names.flatMap((name) => (name === null ? [] : wordsOf(name, desk.phoneCountry)));
  if (event.event === 'newCall' || event.direction === 'outbound') {
    const found = await agentsNamed(tx, words([...event.users, own]));
    return found.length > 0 || event.direction === 'outbound' ? found : peopleOfQueue(tx, queueId);
  }
  for (const names of [[event.answeringNumber], event.users, [own]]) {
    const found = await agentsNamed(tx, words(names));
    if (found.length > 0) return found;
  }
  return [];
}

function wordsOf(name: string, country: string): string[] {
  const number = wholeNumber(name, country);
  return number === null ? [name.toLowerCase()] : [name.toLowerCase(), number];
}

async function hearOf(
  tx: Transaction,
  key: CallKey,
  { callBackMinutes: minutes }: PhoneConnectionRow,
  news: CallNews,
): Promise<void> {
  const before = await holdCall(tx, key.connectionId, key.externalId);
  const call = follow(before?.call ?? null, news);
  const customerId = await customerOf(tx, before, call);
  const callBackId = await callBackFor(tx, { before, call, customerId, minutes, at: news.at });
  const shown = before?.messageId == null ? shownTo(call) : null;
  await saveCall(tx, key, { id: before?.id ?? newId(), call, customerId, callBackId }, shown);
  if (before?.callBackId != null && callBackId === null && (await dropIfEmpty(tx, before.callBackId)))
    await hushCallBack(tx, before.callBackId, news.at);
  if (call.theirs !== null && call.answeredAt !== null && before?.call.answeredAt == null)
    await spokeWith(tx, call.theirs, {
      direction: call.direction,
      by: call.answeredBy[0]?.agentId ?? null,
      at: news.at,
    });
  const seconds = talkSeconds(call);
  if (before?.messageId != null && seconds !== null) await setLoggedLength(tx, before.messageId, seconds);
}

/** Whoever it turned out to be when it was logged stays; a number that was told differently is looked up again. */
async function customerOf(tx: Transaction, before: StoredCall | null, call: Call): Promise<string | null> {
  const known = before?.call.theirs === call.theirs || before?.messageId != null ? before?.customerId : null;
  if (known != null || call.theirs === null) return known ?? null;
  return (await customerOfNumber(tx, call.theirs))?.id ?? null;
}

const MOST_AT_ONCE = 100;

/** Ends calls whose hang-up never came: else nobody would call back whom nobody answered. @returns how many */
export async function endSilentCalls(desk: Ground): Promise<number> {
  const now = desk.clock.now();
  const silent = await ringingSince(sqlOn(desk.database), later(now, -HANGUP_LOST_AFTER), MOST_AT_ONCE);
  for (const key of silent)
    await inTransaction(desk.database, async (tx) => {
      const [connection, held] = [
        await readPhoneConnection(tx, key.connectionId),
        await holdCall(tx, key.connectionId, key.externalId),
      ];
      if (connection === null || held === null || held.call.endedAt !== null || held.call.answeredAt !== null) return;
      const { direction, theirs, ours, queueId, startedAt } = held.call;
      const at = later(startedAt, HANGUP_LOST_AFTER);
      await hearOf(tx, key, connection, {
        ...{ event: 'hangup', direction, theirs, ours, queueId, agentIds: [], cause: null, at },
      });
    });
  return silent.length;
}
