import type { TokenDesk } from '@redress/channels/email/oauth.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
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
import { isGrantInUse, readGrant } from '@redress/persistence/stores/mailbox-grants.store.js';
import { holdQueue } from '@redress/persistence/stores/policy.store.js';
import { newId } from '@redress/platform/ids.js';
import type { KeyRing } from '@redress/platform/seal.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { countTry, limitsOf } from './limits.js';
import { accessTokenOf, GrantFailure } from './mailbox-tokens.js';
import { serverWord } from './mailbox-sign-in.js';
import { faulty, plainAddress } from './people.js';

type Ground = Pick<Desk, 'database' | 'clock' | 'keys'>;

/** What a mailbox password is sealed for; it opens for nothing else. */
export const MAILBOX_SECRET = 'mailbox-password';

export interface MailAccountChange extends Omit<MailAccountWords, 'id' | 'outgoing'> {
  /** Absent keeps what is stored. */
  readonly secret?: string | undefined;
  /** In place of a secret: of a finished sign-in at the provider. */
  readonly grantId?: string | undefined;
  readonly outgoing?: MailAccountServer | null | undefined;
  /** Of a new account: taking in its folder begins behind this mail. */
  readonly startAfter?: { readonly folder: string; readonly uidValidity: string; readonly uid: number } | undefined;
}

/** The open secret of a sealed one; for whoever connects, never for an answer. */
export const openMailboxSecret = (keys: KeyRing, sealed: string): string => keys.unseal(sealed, MAILBOX_SECRET);

export async function createMailAccount(ground: Ground, asker: Asker, wanted: MailAccountChange): Promise<string> {
  if (wanted.secret === undefined && wanted.grantId === undefined)
    throw faulty('/secret', 'missing', 'Give the password of the mailbox');
  const { startAfter: start } = wanted;
  if (start !== undefined && !wanted.folders.includes(start.folder))
    throw faulty('/startAfter', 'unknown', 'Begin in a folder that is read');
  return save(ground, asker, 'mailAccountCreated', wanted, async (tx) => {
    const id = newId();
    return { ...(await opensOf(ground, tx, id, wanted, null)), id, outgoing: null };
  });
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
    return { ...(await opensOf(ground, tx, seen.id, wanted, held)), id: seen.id, outgoing: held.outgoing };
  });
}

type Opens = Pick<HeldMailAccount, 'secretSealed' | 'grantId'>;

/** What opens the mailbox from now on: a new secret, a new grant, or what it had. */
async function opensOf(
  { keys }: Ground,
  tx: Transaction,
  id: string,
  wanted: MailAccountChange,
  held: HeldMailAccount | null,
): Promise<Opens> {
  if (wanted.grantId !== undefined) {
    if (wanted.authentication !== 'xoauth2') throw faulty('/authentication', 'invalid', 'A sign-in gives tokens');
    await checkGrant(tx, wanted.grantId, wanted);
    if (await isGrantInUse(tx, wanted.grantId, id)) throw faulty('/grantId', 'taken', 'Sign in once for each mailbox');
    return { secretSealed: keys.seal('', MAILBOX_SECRET), grantId: wanted.grantId };
  }
  if (wanted.secret !== undefined) return { secretSealed: keys.seal(wanted.secret, MAILBOX_SECRET), grantId: null };
  if (held === null) throw faulty('/secret', 'missing', 'Give the password of the mailbox');
  refuseElsewhere(held, wanted);
  if (held.grantId !== null && wanted.authentication !== 'xoauth2')
    throw faulty('/secret', 'missing', 'Give the password of the mailbox');
  return held;
}

/** @throws Refusal for a grant that gives no token, or whose tokens are for other servers */
async function checkGrant(sql: Sql, grantId: string, wanted: Servers): Promise<void> {
  const grant = await readGrant(sql, grantId);
  if (grant?.refreshSealed == null) throw faulty('/grantId', 'unknown', 'Sign in at the provider first');
  const servers = [wanted, ...(wanted.outgoing ? [wanted.outgoing] : [])];
  if (!servers.every((one) => grant.servers.includes(serverWord(one))))
    throw faulty('/grantId', 'invalid', 'Sign in again: it is for another server now');
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
  place: (tx: Transaction) => Promise<Opens & { id: string; outgoing: MailAccountServer | null }>,
): Promise<string> {
  const address = plainAddress(wanted.address, '/address');
  return inTransaction(ground.database, async (tx) => {
    const { id, outgoing: stored, ...opens } = await place(tx);
    if (!(await holdQueue(tx, wanted.queueId))) throw faulty('/queueId', 'unknown', 'There is no such queue');
    const [other] = await tx.rows('SELECT id FROM mail_accounts WHERE address = $1 AND id <> $2', [address, id]);
    if (other) throw faulty('/address', 'taken', 'There is an account of this address already');
    const outgoing = wanted.outgoing === undefined ? stored : wanted.outgoing;
    await saveMailAccount(tx, { ...wanted, id, address, outgoing }, opens);
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
  tokenDesk: TokenDesk,
  wanted: Servers & { readonly secret?: string | undefined; readonly grantId?: string | undefined },
  id: string | undefined,
): Promise<string> {
  if (wanted.grantId !== undefined) {
    await checkGrant(sqlOn(ground.database), wanted.grantId, wanted);
    return tokenToTest(ground, tokenDesk, wanted.grantId);
  }
  if (wanted.secret !== undefined) return wanted.secret;
  const stored = id === undefined ? null : await readMailAccountSecret(sqlOn(ground.database), id);
  if (!stored) throw faulty('/secret', 'missing', 'Give the password of the mailbox');
  refuseElsewhere(stored, wanted);
  if (stored.grantId !== null) return tokenToTest(ground, tokenDesk, stored.grantId);
  return openMailboxSecret(ground.keys, stored.secretSealed);
}

async function tokenToTest(ground: Ground, tokenDesk: TokenDesk, grantId: string): Promise<string> {
  try {
    return await accessTokenOf(ground, tokenDesk, grantId);
  } catch (failure) {
    if (!(failure instanceof GrantFailure)) throw failure;
    throw faulty('/grantId', 'invalid', `Sign in at the provider again. ${failure.message}`);
  }
}
