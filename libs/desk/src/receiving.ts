import type { Batch, Connection, Knock, Parcel } from '@redress/channels/channel.js';
import { accessWarning } from '@redress/domain/channel/access.js';
import { type Instant, instant, SECOND } from '@redress/domain/time.js';
import { sqlOn } from '@redress/persistence/sql.js';
import {
  type ChannelAccountRow,
  channelCursor,
  noteAccessEnd,
  noteArrived,
  noteFault,
  noteSuccess,
  noteWaiting,
  saveAbilities,
  saveChannelCursor,
} from '@redress/persistence/stores/channels.store.js';
import type { Delivery } from '@redress/persistence/stores/deliveries.store.js';
import { errorText } from '@redress/platform/errors.js';
import { failpoint } from '@redress/platform/failpoint.js';
import type { Desk } from './desk.js';
import { accept } from './intake.js';

/** Told of each delivery as soon as it is safe, and before the cursor moves. */
export type Stored = (delivery: Delivery, source: Buffer) => void;

/**
 * Keeps what a channel brought, and moves its cursor only when every parcel is safe: whoever dies in between gets the same again, and what
 * comes again is taken once.
 */
export async function keepBatch(desk: Desk, account: ChannelAccountRow, batch: Batch, stored: Stored): Promise<number> {
  const sql = sqlOn(desk.database);
  let count = 0;
  for (const parcel of batch.parcels) count += (await keep(desk, account, parcel, stored)) ? 1 : 0;
  await failpoint('channel.before_cursor');
  const now = desk.clock.now();
  if (batch.cursor !== null) await saveChannelCursor(sql, account.id, batch.cursor, now);
  await noteSuccess(sql, account.id, { count, lagSeconds: lagOf(batch.parcels, now) }, now);
  if (batch.accessEndsAt !== undefined)
    await noteAccessEnd(sql, account.id, batch.accessEndsAt, accessWarning(batch.accessEndsAt, now));
  return count;
}

function lagOf(parcels: readonly Parcel[], now: Instant): number | null {
  const newest = Math.max(...parcels.map((parcel) => parcel.at ?? -Infinity));
  return Number.isFinite(newest) ? Math.max(0, Math.round((now - newest) / SECOND)) : null;
}

/** @param isForOthers whoever keeps it works on nothing himself. */
async function keep(
  desk: Desk,
  account: ChannelAccountRow,
  parcel: Parcel,
  stored: Stored,
  isForOthers = false,
): Promise<boolean> {
  const delivery = await accept(desk, parcel.source, {
    ...{ mailbox: account.id, uidValidity: null, uid: null, externalId: parcel.externalId, queueId: account.queueId },
    ...{ envelopeFrom: null, envelopeTo: [], remoteAddress: null, helo: null, sourceComplete: true, isForOthers },
    receivedAt: instant(Math.min(parcel.at ?? Infinity, desk.clock.now())),
  });
  if (delivery !== null) stored(delivery, parcel.source);
  return delivery !== null;
}

/** Asks an account what it can do and keeps the answer. One that does not answer says why when it is looked at. */
export async function learnAbilities(desk: Desk, account: ChannelAccountRow, connection: Connection): Promise<void> {
  const abilities = await connection.learn?.().catch(() => undefined);
  if (abilities !== undefined) await saveAbilities(sqlOn(desk.database), account.id, abilities);
}

/**
 * Looks once, and keeps what it found. A channel that does not go on says why on its account.
 * @returns whether there is more at once, or why it does not go on.
 */
export async function lookOnce(
  desk: Desk,
  account: ChannelAccountRow,
  connection: Connection,
  stored: Stored,
): Promise<'more' | 'done' | 'failing' | 'refused'> {
  try {
    if (connection.poll === undefined) {
      await noteWaiting(sqlOn(desk.database), account.id);
      return 'done';
    }
    const batch = await connection.poll(await channelCursor(sqlOn(desk.database), account.id));
    await keepBatch(desk, account, batch, stored);
    return batch.hasMore ? 'more' : 'done';
  } catch (error) {
    return tellFault(desk, account.id, error);
  }
}

/** Listens until it is told to end, or the platform ends it. */
export async function listen(
  desk: Desk,
  account: ChannelAccountRow,
  connection: Connection,
  stored: Stored,
  until: AbortSignal,
): Promise<'done' | 'failing' | 'refused'> {
  try {
    const cursor = await channelCursor(sqlOn(desk.database), account.id);
    await connection.stream?.(cursor, async (batch) => void (await keepBatch(desk, account, batch, stored)), until);
    return 'done';
  } catch (error) {
    return until.aborted ? 'done' : tellFault(desk, account.id, error);
  }
}

/** Parcels of one knock that are written to the disk at a time: a batch of hundreds must not keep everybody else waiting. */
const AT_ONCE = 8;

/** What a platform brought at once. */
export interface Taken {
  readonly count: number;
  /** Between the newest of it and now; null when it names no time. */
  readonly lagSeconds: number | null;
}

export const noteTaken = (desk: Desk, accountId: string, taken: Taken): Promise<void> =>
  noteArrived(sqlOn(desk.database), accountId, taken, desk.clock.now());

/**
 * Lets a platform in that knocks: its answer is given when what it brought is safe, and the next worker that looks works on it. Null when the
 * channel has no such door. Who is not let in leaves no trace on the account: anybody may knock.
 * @returns with what was taken, for `noteTaken`; null when nothing was brought
 */
export async function answerKnock(
  desk: Desk,
  account: ChannelAccountRow,
  connection: Connection,
  knock: Knock,
  stored: Stored,
): Promise<{ readonly status: number; readonly body: string; readonly taken: Taken | null } | null> {
  if (connection.webhook === undefined) return null;
  const { answer, parcels } = await connection.webhook(knock);
  let count = 0;
  for (let first = 0; first < parcels.length; first += AT_ONCE) {
    const some = parcels.slice(first, first + AT_ONCE);
    const kept = await Promise.all(some.map((parcel) => keep(desk, account, parcel, stored, true)));
    count += kept.filter(Boolean).length;
  }
  const taken = parcels.length === 0 ? null : { count, lagSeconds: lagOf(parcels, desk.clock.now()) };
  return { ...answer, taken };
}

async function tellFault(desk: Desk, accountId: string, error: unknown): Promise<'failing' | 'refused'> {
  const fault = faultOf(error);
  await noteFault(sqlOn(desk.database), accountId, fault);
  return fault.state;
}

/** What a channel says of itself; anything else is ours, and nothing of it may hold a secret: only its first line is kept. */
function faultOf(error: unknown): { state: 'failing' | 'refused'; message: string; remedy: string } {
  if (error instanceof Error && error.name === 'ChannelFault' && 'remedy' in error && 'state' in error) {
    const state = error.state === 'refused' ? 'refused' : 'failing';
    return { state, message: error.message, remedy: String(error.remedy) };
  }
  const message = errorText(error).split('\n')[0]?.slice(0, 300) ?? '';
  return {
    state: 'failing',
    message,
    remedy: 'It is tried again by itself. If it stays, look at the log of the worker.',
  };
}
