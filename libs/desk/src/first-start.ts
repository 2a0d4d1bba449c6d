import { SCOPES } from '@redress/domain/people.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { insertAgent, setTeamsOf } from '@redress/persistence/stores/people.store.js';
import { insertToken } from '@redress/persistence/stores/token.store.js';
import { type Clock, systemClock } from '@redress/platform/clock.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken } from '@redress/platform/seal.js';
import type { DataSource } from 'typeorm';
import { auditIn } from './audit.js';
import { makeDefaultTrees } from './cause-defaults.js';
import { hashPassword, randomPassword } from './passwords.js';
import { makeSlaDefaults } from './sla-defaults.js';
import { makeFirstForm } from './web-forms.js';

export interface FirstStartWishes {
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  readonly apiToken: string | null;
}

/** What to print. A password is told only when it was made up here: this once, and never again. */
export interface FirstStart {
  /** True when this start found an empty installation. */
  readonly first: boolean;
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  /** True when API_TOKEN was added now. */
  readonly tokenAdded: boolean;
}

const START_LOCK = 7_203_114_555;
const DEFAULT_ADMIN = 'admin@localhost';
const NAMES = { team: 'Customer care', queue: 'Complaints', admin: 'Administrator' };

/**
 * Gives an empty installation what nobody can work without: a team, a queue that takes whatever names no other, and an administrator who
 * is in the team. On every later start it only adds API_TOKEN when that value is new. Safe to call from many processes at once.
 */
export async function firstStart(
  database: DataSource,
  wishes: FirstStartWishes,
  clock: Clock = systemClock,
): Promise<FirstStart> {
  return inTransaction(database, async (tx) => {
    await tx.rows('SELECT pg_advisory_xact_lock($1)', [START_LOCK]);
    await makeDefaults(tx);
    await makeSlaDefaults(tx);
    await makeDefaultTrees(tx, clock.now());
    await makeFirstForm(tx);
    const [oldest] = await tx.rows<{ id: string }>(
      `SELECT id FROM agents WHERE role = 'admin' AND disabled_at IS NULL ORDER BY created_at, id LIMIT 1`,
    );
    const made = oldest ? null : await makeAdmin(tx, wishes, clock);
    const adminId = oldest?.id ?? made?.id ?? '';
    const tokenAdded = wishes.apiToken !== null && (await addToken(tx, adminId, wishes.apiToken, clock));
    return {
      first: made !== null,
      adminEmail: made?.email ?? null,
      adminPassword: wishes.adminPassword === null ? (made?.password ?? null) : null,
      tokenAdded,
    };
  });
}

async function makeDefaults(tx: Transaction): Promise<void> {
  const [queue] = await tx.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  if (queue) return;
  const [team] = await tx.rows<{ id: string }>(
    `INSERT INTO teams (id, name) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId(), NAMES.team],
  );
  await tx.rows(
    `INSERT INTO queues (id, name, team_id, kind, is_default) VALUES ($1, $2, $3, 'complaint', true)
     ON CONFLICT (name) DO UPDATE SET is_default = true`,
    [newId(), NAMES.queue, team?.id],
  );
}

interface MadeAdmin {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

async function makeAdmin(tx: Transaction, wishes: FirstStartWishes, clock: Clock): Promise<MadeAdmin> {
  const admin = {
    id: newId(),
    email: (wishes.adminEmail ?? DEFAULT_ADMIN).toLowerCase(),
    password: wishes.adminPassword ?? randomPassword(),
  };
  const passwordHash = await hashPassword(admin.password);
  const inserted = await insertAgent(tx, {
    id: admin.id,
    email: admin.email,
    name: NAMES.admin,
    role: 'admin',
    passwordHash,
  });
  if (!inserted)
    throw new Error(`${admin.email} is here already and no administrator: set ADMIN_EMAIL to another address`);
  const teams = await tx.rows<{ id: string }>(
    'SELECT team_id AS id FROM queues WHERE is_default AND team_id IS NOT NULL',
  );
  const teamIds = teams.map((team) => team.id);
  await setTeamsOf(tx, admin.id, teamIds);
  await auditIn(tx, clock, {
    actor: 'system',
    action: 'agentCreated',
    subject: admin.id,
    detail: { role: 'admin' },
  });
  return admin;
}

async function addToken(tx: Transaction, agentId: string, secret: string, clock: Clock): Promise<boolean> {
  const id = newId();
  const now = clock.now();
  const token = { id, hash: hashToken(secret), name: 'API_TOKEN', agentId, scopes: SCOPES };
  const added = await insertToken(tx, { ...token, createdAt: new Date(now), expiresAt: null });
  if (added) {
    await auditIn(tx, clock, {
      actor: 'system',
      action: 'tokenCreated',
      subject: id,
      detail: { agent: agentId, scopes: SCOPES },
    });
  }
  return added;
}
