import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '@redress/domain/refusal.js';
import { DAY } from '@redress/domain/time.js';
import { inTransaction, sqlOn } from '@redress/persistence/sql.js';
import {
  deleteSession,
  findCredentials,
  insertSession,
  savePreferences,
} from '@redress/persistence/stores/people.store.js';
import type { Asker } from '@redress/domain/people.js';
import { hashToken } from '@redress/platform/seal.js';
import { audit, auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { addressKey, countTry, limitsOf } from './limits.js';
import { PASSWORD_LENGTH, passwordIs } from './passwords.js';

type Ground = Pick<Desk, 'database' | 'clock'>;

export const SESSION_DAYS = 7;

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** As the trusted proxies tell it. */
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/**
 * Opens a session and returns its id: 256 random bits, of which only the hash is stored.
 * @throws Refusal wrong-credentials, the same for an unknown address, a wrong password and a disabled person; too-many after 20 failures
 *   in 5 minutes from one address or 10 in 15 minutes for one e-mail.
 */
export async function signIn(ground: Ground, attempt: SignInAttempt): Promise<string> {
  const email = attempt.email.toLowerCase();
  if (attempt.password.length > PASSWORD_LENGTH.max) throw new Refusal('wrong-credentials');
  const settle = await countSignIn(ground, attempt.remoteAddress, email);
  const found = await findCredentials(sqlOn(ground.database), email);
  const right = await passwordIs(attempt.password, found?.disabled === false ? found.passwordHash : null);
  if (!right || !found) {
    const detail = { from: attempt.remoteAddress };
    // The address as it was typed may be a password in the wrong field: only a digest goes into the audit.
    await audit(ground, {
      actor: 'anonymous',
      action: 'signInFailed',
      subject: found?.agentId ?? digest(email),
      detail,
    });
    throw new Refusal('wrong-credentials');
  }
  await settle();
  return openSession(ground, found.agentId, attempt);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Counts before the password is looked at, so that many at once cannot slip past; a right one takes its count back. */
async function countSignIn({ database }: Ground, remoteAddress: string, email: string): Promise<() => Promise<void>> {
  const limits = limitsOf(database);
  const address = addressKey(remoteAddress);
  const mailbox = digest(email);
  await countTry(limits, 'signInByAddress', address);
  await countTry(limits, 'signInByEmail', mailbox);
  return async () => {
    await Promise.all([limits.signInByAddress.reward(address), limits.signInByEmail.delete(mailbox)]);
  };
}

async function openSession(ground: Ground, agentId: string, from: SignInAttempt): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const now = ground.clock.now();
  await inTransaction(ground.database, async (tx) => {
    await insertSession(tx, {
      idHash: hashToken(id),
      agentId,
      csrfToken: randomBytes(32).toString('base64url'),
      createdAt: new Date(now),
      expiresAt: new Date(now + SESSION_DAYS * DAY),
      remoteAddress: from.remoteAddress,
      userAgent: from.userAgent.slice(0, 300),
    });
    await auditIn(tx, ground.clock, {
      actor: agentId,
      action: 'signedIn',
      subject: agentId,
      detail: { from: from.remoteAddress },
    });
  });
  return id;
}

/** Ends the session that speaks; a token cannot sign out. */
export async function signOut(ground: Ground, asker: Asker): Promise<void> {
  if (asker.via.kind !== 'session')
    throw new Refusal('invalid', 'Only a session can be ended; a token is revoked under /tokens');
  await deleteSession(sqlOn(ground.database), asker.via.id);
  await audit(ground, { actor: asker.agentId ?? 'system', action: 'signedOut', subject: asker.agentId ?? '' });
}

export interface PreferenceChange {
  readonly language?: string | undefined;
  readonly preferences: Readonly<Record<string, unknown>>;
}

export async function setPreferences(ground: Ground, asker: Asker, change: PreferenceChange): Promise<void> {
  if (asker.agentId === null) throw new Refusal('not-allowed');
  const { language, preferences } = change;
  await savePreferences(sqlOn(ground.database), asker.agentId, {
    preferences,
    ...(language === undefined ? {} : { language }),
  });
}
