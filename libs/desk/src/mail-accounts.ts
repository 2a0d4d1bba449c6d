import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import {
  beginFolderAfter,
  deleteMailAccount,
  type HeldMailAccount,
  holdMailAccount,
  type MailAccountServer,
  type MailAccountWords,
  readMailAccountSecret,
  saveMailAccount,
} from '@redress/persistence/stores/mail-accounts.store.js';
import { holdQueue } from '@redress/persistence/stores/policy.store.js';
import { newId } from '@redress/platform/ids.js';
import type { KeyRing } from '@redress/platform/seal.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { countTry, limitsOf } from './limits.js';
import { faulty, plainAddress } from './people.js';

type Ground = Pick<Desk, 'database' | 'clock' | 'keys'>;

/** What a mailbox password is sealed for; it opens for nothing else. */
export const MAILBOX_SECRET = 'mailbox-password';

export interface MailAccountChange extends Omit<MailAccountWords, 'id' | 'outgoing'> {
  /** Absent keeps what is stored. */
  readonly secret?: string | undefined;
  readonly outgoing?: MailAccountServer | null | undefined;
  /** Of a new account: taking in its folder begins behind this mail. */
  readonly startAfter?: { readonly folder: string; readonly uidValidity: string; readonly uid: number } | undefined;
}

/** The open secret of a sealed one; for whoever connects, never for an answer. */
export const openMailboxSecret = (keys: KeyRing, sealed: string): string => keys.unseal(sealed, MAILBOX_SECRET);

export async function createMailAccount(ground: Ground, asker: Asker, wanted: MailAccountChange): Promise<string> {
  if (wanted.secret === undefined) throw faulty('/secret', 'missing', 'Give the password of the mailbox');
  const sealed = ground.keys.seal(wanted.secret, MAILBOX_SECRET);
  const { startAfter: start } = wanted;
  if (start !== undefined && !wanted.folders.includes(start.folder))
    throw faulty('/startAfter', 'unknown', 'Begin in a folder that is read');
  return save(ground, asker, 'mailAccountCreated', wanted, async () => ({ id: newId(), sealed, outgoing: null }));
}

export async function editMailAccount(
  ground: Ground,
  asker: Asker,
  seen: { readonly id: string; readonly version: number },
  wanted: MailAccountChange,
): Promise<void> {
  await save(ground, asker, 'mailAccountChanged', wanted, async (tx) => {
    const held = await holdMailAccount(tx, seen.id);
    if (!held) throw new Refusal('not-found');
    if (held.version !== seen.version) throw new Refusal('moved-on');
    if (wanted.secret === undefined) refuseElsewhere(held, wanted);
    const sealed = wanted.secret === undefined ? held.secretSealed : ground.keys.seal(wanted.secret, MAILBOX_SECRET);
    return { id: seen.id, sealed, outgoing: held.outgoing };
  });
}

interface Servers {
  readonly host: string;
  readonly port: number;
  readonly outgoing?: MailAccountServer | null | undefined;
}

/** A stored password goes only to the servers it was given for: else whoever may edit could have it sent to himself. */
function refuseElsewhere(held: HeldMailAccount, wanted: Servers): void {
  const { outgoing } = wanted;
  const sends =
    outgoing === undefined || outgoing === null || (held.outgoing !== null && same(held.outgoing, outgoing));
  if (same(held, wanted) && sends) return;
  throw faulty('/secret', 'missing', 'Give the password again: it is for another server now');
}

const same = (one: Servers, other: Servers): boolean =>
  one.host.toLowerCase() === other.host.toLowerCase() && one.port === other.port;

async function save(
  ground: Ground,
  asker: Asker,
  action: string,
  wanted: MailAccountChange,
  place: (tx: Transaction) => Promise<{ id: string; sealed: string; outgoing: MailAccountServer | null }>,
): Promise<string> {
  const address = plainAddress(wanted.address, '/address');
  return inTransaction(ground.database, async (tx) => {
    const { id, sealed, outgoing: stored } = await place(tx);
    if (!(await holdQueue(tx, wanted.queueId))) throw faulty('/queueId', 'unknown', 'There is no such queue');
    const [other] = await tx.rows('SELECT id FROM mail_accounts WHERE address = $1 AND id <> $2', [address, id]);
    if (other) throw faulty('/address', 'taken', 'There is an account of this address already');
    const outgoing = wanted.outgoing === undefined ? stored : wanted.outgoing;
    await saveMailAccount(tx, { ...wanted, id, address, outgoing }, sealed);
    const { startAfter: start } = wanted;
    if (start !== undefined) await beginFolderAfter(tx, id, { ...start, afterUid: start.uid });
    await auditIn(tx, ground.clock, {
      actor: asker.agentId ?? 'system',
      action,
      subject: id,
      detail: { host: wanted.host },
    });
    return id;
  });
}

export async function removeMailAccount(ground: Ground, asker: Asker, id: string, version: number): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const held = await holdMailAccount(tx, id);
    if (!held) throw new Refusal('not-found');
    if (held.version !== version) throw new Refusal('moved-on');
    await deleteMailAccount(tx, id);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'mailAccountRemoved', subject: id });
  });
}

/** Trials reach out to servers that the asker named. @throws Refusal too-many */
export async function countTrial(ground: Ground, asker: Asker): Promise<void> {
  await countTry(limitsOf(ground.database), 'mailboxTrialsByAsker', asker.agentId ?? asker.via.id);
}

/** The secret to test a connection with: the one given, else the stored one of this account when it is for the same server. */
export async function secretToTest(
  ground: Ground,
  wanted: Servers & { readonly secret?: string | undefined },
  id: string | undefined,
): Promise<string> {
  if (wanted.secret !== undefined) return wanted.secret;
  const stored = id === undefined ? null : await readMailAccountSecret(sqlOn(ground.database), id);
  if (!stored) throw faulty('/secret', 'missing', 'Give the password of the mailbox');
  refuseElsewhere(stored, wanted);
  return openMailboxSecret(ground.keys, stored.secretSealed);
}
