import type { AgentSkill, Capacity } from '@redress/contract/routing.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { CHANNELS } from '@redress/domain/ticket/ticket.js';
import { DAY, fromRfc3339 } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { holdAgent } from '@redress/persistence/stores/people.store.js';
import { knownNames } from '@redress/persistence/stores/routing-rules.store.js';
import {
  type AbsenceRow,
  deleteAbsence,
  holdAbsence,
  holdAssignment,
  overlappingAbsence,
  saveAbsence,
  saveAssignment,
  savePresence,
  saveWork,
  worker,
} from '@redress/persistence/stores/work.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground } from './people.js';

/** Admins do it for everybody, team leads for the people of their teams. What is not theirs is not there. */
async function refuseForeign(tx: Transaction, asker: Asker, agentId: string): Promise<void> {
  const known = await worker(tx, agentId);
  const theirs = known?.teamIds.some((id) => asker.teamIds.includes(id)) ?? false;
  if (known === null || (asker.role !== 'admin' && !(asker.role === 'teamLead' && theirs)))
    throw new Refusal('not-found');
}

export interface WorkWords {
  readonly skills: readonly AgentSkill[];
  readonly capacity: Capacity;
}

/** What somebody can do and how much he takes. @param version of the person */
export async function saveWorkOf(
  ground: Ground,
  asker: Asker,
  agentId: string,
  version: number | null,
  words: WorkWords,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const agent = await holdAgent(tx, agentId);
    if (agent === null) throw new Refusal('not-found');
    await refuseForeign(tx, asker, agentId);
    if (version !== null && agent.version !== version) throw new Refusal('moved-on');
    const { skills } = await knownNames(tx);
    for (const [index, one] of words.skills.entries())
      if (!skills.has(one.skill)) throw faulty(`/skills/${index}/skill`, 'unknown', 'There is no such skill.');
    refuseBadCapacity(words.capacity);
    await saveWork(tx, agentId, words.skills, words.capacity);
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'agentWorkChanged', subject: agentId });
  });
}

function refuseBadCapacity({ perChannel }: Capacity): void {
  for (const [channel, limit] of Object.entries(perChannel)) {
    if (!CHANNELS.some((known) => known === channel))
      throw faulty(`/capacity/perChannel/${channel.slice(0, 40)}`, 'unknown', `Use one of ${CHANNELS.join(', ')}.`);
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0 || limit > 1_000)
      throw faulty(`/capacity/perChannel/${channel}`, 'range', 'Write a whole number from 0 to 1000.');
  }
}

/** Says that the asker is there, or not. */
export async function choosePresence(
  ground: Ground,
  asker: Asker,
  state: 'available' | 'away' | 'offline',
): Promise<void> {
  if (asker.agentId === null) throw new Refusal('not-allowed', 'Only a person is present or away.');
  await savePresence(sqlOn(ground.database), asker.agentId, state, ground.clock.now());
}

export interface AbsenceWords {
  readonly agentId: string;
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly deputyId?: string | null | undefined;
}

/** Somebody says it of himself; admins and his team leads say it of him. Returns the id. */
export async function registerAbsence(ground: Ground, asker: Asker, words: AbsenceWords): Promise<string> {
  const id = newId();
  await changeAbsence(ground, asker, 'absenceRegistered', id, (tx) => storeAbsence(tx, asker, id, words));
  return id;
}

export async function editAbsence(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number | null,
  words: AbsenceWords,
): Promise<void> {
  await changeAbsence(ground, asker, 'absenceChanged', id, async (tx) => {
    const before = await holdOwnAbsence(tx, asker, id);
    if (version !== null && before.version !== version) throw new Refusal('moved-on');
    await storeAbsence(tx, asker, id, words);
  });
}

export async function removeAbsence(ground: Ground, asker: Asker, id: string): Promise<void> {
  await changeAbsence(ground, asker, 'absenceRemoved', id, async (tx) => {
    await holdOwnAbsence(tx, asker, id);
    await deleteAbsence(tx, id);
  });
}

async function changeAbsence(
  ground: Ground,
  asker: Asker,
  action: string,
  subject: string,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await work(tx);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action, subject });
  });
}

async function holdOwnAbsence(tx: Transaction, asker: Asker, id: string): Promise<{ readonly version: number }> {
  const absence = await holdAbsence(tx, id);
  if (absence === null) throw new Refusal('not-found');
  if (absence.agentId !== asker.agentId) await refuseForeign(tx, asker, absence.agentId);
  return absence;
}

/** A year and a day: longer is not an absence but somebody who left. */
const LONGEST = 366 * DAY;

async function storeAbsence(tx: Transaction, asker: Asker, id: string, words: AbsenceWords): Promise<void> {
  const [from, to] = [fromRfc3339(words.from), fromRfc3339(words.to)];
  if (to <= from) throw faulty('/to', 'order', 'An absence ends after it begins.');
  if (to - from > LONGEST) throw faulty('/to', 'tooLong', 'An absence lasts a year at most: disable whoever has left.');
  if (words.agentId !== asker.agentId) await refuseForeign(tx, asker, words.agentId);
  const deputyId = words.deputyId ?? null;
  const deputy = deputyId === null ? null : await worker(tx, deputyId);
  if (deputyId === words.agentId)
    throw faulty('/deputyId', 'self', 'Nobody stands in for himself: choose a colleague.');
  if (deputyId !== null && (deputy === null || deputy.left))
    throw faulty('/deputyId', 'unknown', 'This person is not here, or has left: choose another.');
  const row: AbsenceRow = { id, agentId: words.agentId, from: new Date(from), to: new Date(to), deputyId };
  if (await overlappingAbsence(tx, row))
    throw faulty('/from', 'overlap', 'There is an absence in this time already: change that one.');
  await saveAbsence(tx, row, asker.agentId);
}

/** How a queue gives out its tickets. Admins, and leads of the team that works it. */
export async function editAssignment(
  ground: Ground,
  asker: Asker,
  queueId: string,
  version: number | null,
  words: { readonly mode: string; readonly relaxAfterSeconds: number | null },
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const queue = await holdAssignment(tx, queueId);
    const leads = asker.role === 'teamLead' && queue?.teamId != null && asker.teamIds.includes(queue.teamId);
    if (queue === null || (asker.role !== 'admin' && !leads)) throw new Refusal('not-found');
    if (version !== null && queue.version !== version) throw new Refusal('moved-on');
    await saveAssignment(tx, queueId, words.mode, words.relaxAfterSeconds);
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'queueAssignmentChanged', subject: queueId });
  });
}
