import { randomBytes } from 'node:crypto';
import { type Asker, type Role, type Scope, SCOPES } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { SCOPES_OF } from '@redress/domain/roles.js';
import { DAY, type Instant, later } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import {
  type AgentState,
  deleteSessionsOf,
  findCredentials,
  holdAgent,
  insertAgent,
  otherAdmins,
  saveAgent,
  savePhoneNames,
  setTeamsOf,
} from '@redress/persistence/stores/people.store.js';
import { insertToken, revokeToken } from '@redress/persistence/stores/token.store.js';
import { addrSpec } from '@redress/platform/address.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken } from '@redress/platform/seal.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { hashPassword } from './passwords.js';

export type Ground = Pick<Desk, 'database' | 'clock'>;

const LONGEST_NAME = 200;

/** One field that is not right. */
export function faulty(pointer: string, code: string, message: string): Refusal {
  return new Refusal('invalid', message, [{ pointer, code, message }]);
}

/** Lower case, one plain address. @throws Refusal invalid */
export function plainAddress(text: string, pointer = '/email'): string {
  const address = addrSpec(text)?.toLowerCase() ?? null;
  if (address === null) throw faulty(pointer, 'email', 'Write one plain mail address, like ada@example.com');
  return address;
}

export function plainName(text: string, pointer = '/name'): string {
  const name = text.replace(/\p{Cc}+/gu, ' ').trim();
  if (name === '' || name.length > LONGEST_NAME) {
    throw faulty(pointer, 'length', `Write a name of 1 to ${LONGEST_NAME} characters`);
  }
  return name;
}

export interface NewAgent {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teamIds?: readonly string[];
  /** Without one nobody can sign in until a password link is used. */
  readonly password?: string;
}

/** Returns the id. @throws Refusal invalid when the address is taken or a team does not exist. */
export async function createAgent(ground: Ground, by: string, wanted: NewAgent): Promise<string> {
  const email = plainAddress(wanted.email);
  const name = plainName(wanted.name);
  const passwordHash = wanted.password === undefined ? null : await hashPassword(wanted.password);
  return inTransaction(ground.database, async (tx) => {
    const id = newId();
    if (!(await insertAgent(tx, { id, email, name, role: wanted.role, passwordHash }))) {
      throw faulty('/email', 'taken', 'Somebody with this address is here already');
    }
    await joinTeams(tx, id, wanted.teamIds ?? []);
    await auditIn(tx, ground.clock, {
      actor: by,
      action: 'agentCreated',
      subject: id,
      detail: { role: wanted.role, teams: wanted.teamIds ?? [] },
    });
    return id;
  });
}

async function joinTeams(tx: Transaction, agentId: string, teamIds: readonly string[]): Promise<void> {
  const [row] = await tx.rows<{ found: number }>(
    'SELECT count(*)::int AS found FROM teams WHERE id = ANY($1::uuid[])',
    [teamIds],
  );
  if (row?.found !== new Set(teamIds).size) throw faulty('/teamIds', 'unknown', 'One of these teams does not exist');
  await setTeamsOf(tx, agentId, teamIds);
}

export interface AgentChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly teamIds?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
  /** As they are compared. */
  readonly phoneNames?: readonly string[] | undefined;
}

/**
 * What changes rights grows the rights version, so that open sockets notice; who is disabled loses his sessions at once. The last
 * administrator can neither be disabled nor get another role.
 */
export async function editAgent(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number,
  change: AgentChange,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const agent = await holdAgent(tx, id);
    if (!agent) throw new Refusal('not-found');
    if (agent.version !== version) throw new Refusal('moved-on');
    const role = change.role ?? agent.role;
    const disabled = change.disabled ?? agent.disabled;
    await refuseLastAdmin(tx, agent, role, disabled);
    const rightsMoved = role !== agent.role || disabled !== agent.disabled || change.teamIds !== undefined;
    const name = change.name === undefined ? agent.name : plainName(change.name);
    const disabledAt = disabled ? new Date(ground.clock.now()) : null;
    await saveAgent(tx, { id, name, role, disabledAt, rightsMoved });
    if (change.teamIds) await joinTeams(tx, id, change.teamIds);
    if (change.phoneNames) await savePhoneNames(tx, id, change.phoneNames);
    if (disabled) await deleteSessionsOf(tx, id);
    const { teamIds, phoneNames } = change;
    const detail = { role, disabled, ...(teamIds && { teams: teamIds }), ...(phoneNames && { phoneNames }) };
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'agentChanged', subject: id, detail });
  });
}

async function refuseLastAdmin(tx: Transaction, agent: AgentState, role: Role, disabled: boolean): Promise<void> {
  const leaves = agent.role === 'admin' && !agent.disabled && (role !== 'admin' || disabled);
  if (leaves && (await otherAdmins(tx, agent.id)) === 0) {
    throw new Refusal('in-use', 'This is the last administrator: make somebody else one first');
  }
}

export interface NewToken {
  readonly name: string;
  readonly agentId: string;
  readonly scopes: readonly Scope[];
  readonly expiresInDays?: number | undefined;
}

/**
 * Returns id and secret; the secret is stored as a hash only and never shown again.
 * @throws Refusal invalid for a scope that the person's role cannot have.
 */
export async function createToken(
  ground: Ground,
  by: string,
  wanted: NewToken,
): Promise<{ id: string; secret: string }> {
  const id = newId();
  const secret = `rdt_${randomBytes(32).toString('base64url')}`;
  const now = ground.clock.now();
  const name = plainName(wanted.name);
  await inTransaction(ground.database, async (tx) => {
    const agent = await holdAgent(tx, wanted.agentId);
    if (!agent || agent.disabled) throw faulty('/agentId', 'unknown', 'There is no such person');
    refuseScopes(agent.role, wanted.scopes);
    await insertToken(tx, {
      id,
      hash: hashToken(secret),
      name,
      agentId: agent.id,
      scopes: wanted.scopes,
      createdAt: new Date(now),
      expiresAt: expiry(now, wanted.expiresInDays),
    });
    const detail = { agent: agent.id, scopes: wanted.scopes };
    await auditIn(tx, ground.clock, { actor: by, action: 'tokenCreated', subject: id, detail });
  });
  return { id, secret };
}

const expiry = (now: Instant, days: number | undefined): Date | null =>
  days === undefined ? null : new Date(later(now, days * DAY));

function refuseScopes(role: Role, scopes: readonly Scope[]): void {
  const beyond = scopes.filter((scope) => !SCOPES_OF[role].includes(scope));
  if (scopes.length === 0) throw faulty('/scopes', 'empty', `Choose at least one of ${SCOPES.join(', ')}`);
  if (beyond.length > 0) {
    throw faulty('/scopes', 'beyondRole', `The role ${role} cannot have ${beyond.join(', ')}`);
  }
}

export async function withdrawToken(ground: Ground, by: string, id: string): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    if (!(await revokeToken(tx, id, new Date(ground.clock.now())))) throw new Refusal('not-found');
    await auditIn(tx, ground.clock, { actor: by, action: 'tokenRevoked', subject: id });
  });
}

/** The id of the agent with this address. @throws Refusal not-found */
export async function agentByEmail(ground: Ground, email: string): Promise<string> {
  const found = await findCredentials(sqlOn(ground.database), email.toLowerCase());
  if (!found) throw new Refusal('not-found', `Nobody here has the address ${email}`);
  return found.agentId;
}
