import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { InboundMail } from '@redress/domain/intake/inbound.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, sqlOn, sqlState, type Transaction } from '@redress/persistence/sql.js';
import {
  type Arrived,
  type Delivery,
  insertDelivery,
  postponeDelivery,
  quarantineDelivery,
  readDelivery,
  readSettled,
  settleDelivery,
} from '@redress/persistence/stores/deliveries.store.js';
import { placingLocks } from '@redress/persistence/stores/placing.store.js';
import { errorText } from '@redress/platform/errors.js';
import { failpoint } from '@redress/platform/failpoint.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';
import { type Filed, file, keysOf, type Work } from './filing.js';
import { storeAttachments } from './attachments.js';
import { readPost } from './posts.js';

/** One mail taken apart, as the channel hands it over. */
export interface ReadMail {
  readonly mail: InboundMail;
  readonly newText: string;
  /** False when that is a quotation or a signature only. */
  readonly ownWords: boolean;
  readonly sanitisedHtml: string | null;
  readonly remoteImages: number;
}

/** Takes a source apart; throws when it cannot be read within the limits. */
export type MailReader = (
  source: Buffer,
  envelope: { from: string | null; to: readonly string[]; helo: string | null; remoteAddress: string | null },
  trustedAuthservIds: readonly string[],
) => Promise<ReadMail>;

export type Arrival = Omit<Arrived, 'id' | 'sourceSha256' | 'sourceSize'>;

/**
 * Keeps a mail before anybody looks into it: once this resolves, nothing that goes wrong can lose it.
 * @returns the delivery, leased to the caller, or null when this UID of this mailbox is known already.
 */
export async function accept(desk: Desk, source: Buffer, arrival: Arrival): Promise<Delivery | null> {
  const blob = await desk.blobs.put(source);
  await failpoint('intake.after_blob');
  const arrived: Arrived = { ...arrival, id: newId(), sourceSha256: blob.sha256, sourceSize: blob.size };
  const isNew = await insertDelivery(sqlOn(desk.database), arrived);
  const attempts = arrived.isForOthers === true ? 0 : 1;
  return isNew ? { ...arrived, receivedAt: new Date(arrived.receivedAt), attempts, state: 'received' } : null;
}

/** A mail that fails this often goes to quarantine: it must not keep the others waiting. */
const MOST_TRIES = 3;
const RETRY_SECONDS = [2, 15];
/** Each try begins by counting it. A mail that was begun so often and never ended took its readers along. */
const MOST_DEATHS = 5;

/**
 * Reads a delivery that the caller has leased and puts it where it belongs. Doing it twice does it once. What cannot be read is kept,
 * tried again, and in the end quarantined with its source and its reason; nothing here throws because of what a mail contains.
 * @param known the bytes, where the caller still has them: they need not be read back from the disk then.
 */
export async function workOn(
  desk: Desk,
  delivery: Delivery,
  read: MailReader,
  known: Buffer | null = null,
): Promise<IntakeReceipt> {
  if (delivery.attempts > MOST_DEATHS)
    return refuseToRead(desk, delivery, 'Whoever read it died of it, again and again.');
  let work: Work;
  try {
    const source = known ?? (await desk.blobs.read(delivery.sourceSha256));
    work = isMail(delivery) ? await readMail(desk, delivery, read, source) : await readPost(desk, delivery, source);
  } catch (error) {
    // Only what lies in the source itself counts against it: a full disk or a lost database is not its fault. Bytes that are gone are told.
    if (!isUnreadable(error) && !isGone(error)) throw error;
    return refuseToRead(desk, delivery, error.message);
  }
  await failpoint('intake.before_commit');
  const once = async (tx: Transaction): Promise<IntakeReceipt> => {
    const { settled, ...receipt }: Filed = await work.file(tx);
    // Somebody else was faster (our lease ran out): what we did is taken back whole, what he did stands.
    if (!(settled ?? (await settleDelivery(tx, delivery.id, receipt)))) throw new SettledBefore();
    return receipt;
  };
  // Planning the look-up for a mail anew costs more than running it.
  const beginning = { locks: work.locks, plannedOnce: true };
  const receipt = await inTransaction(desk.database, once, beginning).catch((error: unknown) => {
    if (error instanceof SettledBefore) return settledBefore(sqlOn(desk.database), delivery.id);
    if (isRefusedForItself(error)) return refuseToRead(desk, delivery, `The database refuses it: ${errorText(error)}`);
    // An agent's answer to a ticket that takes none: tried for ever it would never be seen by anybody.
    if (error instanceof Refusal) return refuseToRead(desk, delivery, error.detail);
    throw error;
  });
  await failpoint('intake.after_commit');
  return receipt;
}

const isMail = ({ externalId }: Delivery): boolean => (externalId ?? null) === null;

async function readMail(desk: Desk, delivery: Delivery, read: MailReader, source: Buffer): Promise<Work> {
  const mail = await read(source, envelopeOf(delivery), await trustedIn(desk));
  const attachments = await storeAttachments(desk, mail.mail.attachments);
  const keys = keysOf(mail.mail, delivery);
  return { locks: placingLocks(keys), file: (tx) => file(desk, tx, delivery, mail, keys, attachments) };
}

class SettledBefore extends Error {}

/** Of a value, of integrity, of size: tried once more in case somebody else was in the way, then a person has to see it. */
const isRefusedForItself = (error: unknown): boolean => /^(?:22|23|54)/.test(sqlState(error) ?? '');

const isGone = (error: unknown): error is Refusal => error instanceof Refusal && error.code === 'not-found';

const isUnreadable = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'Unparseable' && 'message' in error;

async function settledBefore(sql: ReturnType<typeof sqlOn>, deliveryId: string): Promise<IntakeReceipt> {
  const settled = await readSettled(sql, deliveryId);
  if (settled === null)
    return {
      outcome: 'filed',
      ticketId: null,
      ticketNumber: null,
      messageId: null,
      reason: 'It was discarded meanwhile.',
    };
  const [row] = await sql.rows<{ number: string }>('SELECT number FROM tickets WHERE id = $1', [settled.ticketId]);
  return { ...settled, outcome: settled.outcome as IntakeReceipt['outcome'], ticketNumber: row?.number ?? null };
}

async function refuseToRead(desk: Desk, delivery: Delivery, reason: string): Promise<IntakeReceipt> {
  const sql = sqlOn(desk.database);
  const wait = RETRY_SECONDS[delivery.attempts - 1];
  if (delivery.attempts < MOST_TRIES && wait !== undefined) {
    await postponeDelivery(sql, delivery.id, reason, wait);
  } else {
    await quarantineDelivery(sql, delivery.id, reason);
  }
  return { outcome: 'quarantined', ticketId: null, ticketNumber: null, messageId: null, reason };
}

const envelopeOf = (delivery: Delivery): Parameters<MailReader>[1] => ({
  from: delivery.envelopeFrom,
  to: delivery.envelopeTo,
  helo: delivery.helo,
  remoteAddress: delivery.remoteAddress,
});

const trusted = new WeakMap<Desk, { readonly until: number; readonly ids: readonly string[] }>();

/** Asked for every mail, changed once a year: five seconds old is fresh enough. */
export async function trustedIn(desk: Desk): Promise<readonly string[]> {
  const known = trusted.get(desk);
  const now = desk.clock.now();
  if (known !== undefined && known.until > now && known.until <= now + 5_000) return known.ids;
  const [row] = await sqlOn(desk.database).rows<{ ids: string[] | null }>(
    `SELECT value -> 'trustedAuthservIds' AS ids FROM settings WHERE key = 'mail'`,
  );
  const ids = [...new Set([...desk.trustedAuthservIds, ...(row?.ids ?? [])])];
  trusted.set(desk, { until: now + 5_000, ids });
  return ids;
}

/** For callers who wait for the outcome: a mail that cannot be read is tried as often as it may be, and then quarantined. */
export async function workThrough(desk: Desk, deliveryId: string, read: MailReader): Promise<IntakeReceipt> {
  const sql = sqlOn(desk.database);
  const delivery = await readDelivery(sql, deliveryId);
  if (delivery === null) throw new Error(`No delivery ${deliveryId}`);
  return workOn(desk, { ...delivery, attempts: MOST_TRIES }, read);
}

/** Puts a quarantined mail to another try, now, with the reader as it is today. */
export async function retryQuarantined(
  desk: Desk,
  deliveryId: string,
  read: MailReader,
): Promise<IntakeReceipt | null> {
  const rows = await sqlOn(desk.database).rows(
    `UPDATE deliveries SET state = 'received', next_try_at = now() + interval '90 seconds' WHERE id = $1 AND state = 'quarantined' RETURNING id`,
    [deliveryId],
  );
  return rows.length === 0 ? null : workThrough(desk, deliveryId, read);
}

/** Throws a quarantined mail away; its row stays and says so. */
export async function discardQuarantined(desk: Desk, deliveryId: string): Promise<boolean> {
  const rows = await sqlOn(desk.database).rows(
    `UPDATE deliveries SET state = 'discarded', outcome = 'discarded' WHERE id = $1 AND state = 'quarantined' RETURNING id`,
    [deliveryId],
  );
  return rows.length > 0;
}
