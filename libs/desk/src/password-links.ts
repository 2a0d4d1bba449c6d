import { randomBytes } from 'node:crypto';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { HOUR, later } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { changedTexts } from '@redress/persistence/stores/mail-templates.store.js';
import {
  deleteSessionsOf,
  dropPasswordLinks,
  findCredentials,
  holdAgent,
  insertPasswordLink,
  isLinkOpen,
  setPassword,
  usePasswordLink,
} from '@redress/persistence/stores/people.store.js';
import { hashToken } from '@redress/platform/seal.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { letterFor } from './letters.js';
import { addressKey, countTry, limitsOf } from './limits.js';
import { queueMail } from './outgoing.js';
import { hashPassword } from './passwords.js';

const INVITE_HOURS = 72;
const RESET_HOURS = 1;

/** The page where a password is chosen. */
const linkTo = (desk: Desk, token: string): string => `${desk.publicUrl}/reset/${token}`;

/** The older links of this person open nothing any more; only the hash of the new one is stored. */
async function makeLink(tx: Transaction, desk: Desk, agentId: string, hours: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await dropPasswordLinks(tx, agentId);
  await insertPasswordLink(tx, {
    hash: hashToken(token),
    agentId,
    expiresAt: new Date(later(desk.clock.now(), hours * HOUR)),
  });
  return linkTo(desk, token);
}

/** A link that an administrator hands over himself; good for 72 hours and one use. */
export async function invitationLink(desk: Desk, asker: Asker, agentId: string): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const agent = await holdAgent(tx, agentId);
    if (!agent || agent.disabled) throw new Refusal('not-found');
    const link = await makeLink(tx, desk, agentId, INVITE_HOURS);
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'passwordLinkMade', subject: agentId });
    return link;
  });
}

/** Counts a wish for a reset, whoever it is for. @throws Refusal too-many after 5 in 30 minutes from one address or 5 an hour for one e-mail. */
export async function countReset(desk: Desk, email: string, remoteAddress: string): Promise<void> {
  const limits = limitsOf(desk.database);
  await countTry(limits, 'resetByAddress', addressKey(remoteAddress));
  await countTry(limits, 'resetByEmail', hashToken(email.toLowerCase()).slice(0, 16));
}

/** Mails a link to whoever has this address, or does nothing. To be called after the answer: its time would tell who exists. */
export async function mailReset(desk: Desk, email: string): Promise<void> {
  const found = await findCredentials(sqlOn(desk.database), email.toLowerCase());
  if (!found || found.disabled) return;
  await inTransaction(desk.database, async (tx) => {
    const link = await makeLink(tx, desk, found.agentId, RESET_HOURS);
    const to = { name: found.name, address: email.toLowerCase() };
    const letter = letterFor('passwordLink', found.language, await changedTexts(tx, 'passwordLink'), () => ({
      'password.link': link,
      'installation.name': desk.installationName,
    }));
    await queueMail(tx, desk, { purpose: 'passwordLink', to, ...letter });
    await auditIn(tx, desk.clock, { actor: 'anonymous', action: 'passwordResetAsked', subject: found.agentId });
  });
}

/** Sets the password and ends every session of that person. @throws Refusal too-late for a link that is unknown, used or over. */
export async function choosePassword(desk: Desk, token: string, password: string): Promise<void> {
  const hash = hashToken(token);
  const over = (): Refusal => new Refusal('too-late', 'This link was used or is over: ask for a new one');
  // Asked before the password is hashed: else everybody could keep our processors busy with links that he made up.
  if (!(await isLinkOpen(sqlOn(desk.database), hash, desk.clock.now()))) throw over();
  const passwordHash = await hashPassword(password);
  await inTransaction(desk.database, async (tx) => {
    const agentId = await usePasswordLink(tx, hash, desk.clock.now());
    if (agentId === null) throw over();
    await setPassword(tx, agentId, passwordHash);
    await deleteSessionsOf(tx, agentId);
    await dropPasswordLinks(tx, agentId);
    await auditIn(tx, desk.clock, { actor: agentId, action: 'passwordChosen', subject: agentId });
  });
}
