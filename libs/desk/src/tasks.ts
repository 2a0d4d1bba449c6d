import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import {
  type AskedTask,
  askTask,
  answerTask,
  type TaskQuestion,
  USUAL_MINUTES,
  waiveTask,
} from '@redress/domain/tasks/task.js';
import { allows } from '@redress/domain/ticket/permissions.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import type { Instant } from '@redress/domain/time.js';
import { findTicket } from '@redress/persistence/sight.js';
import { inTransaction, type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { insertMessage } from '@redress/persistence/stores/messages.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import {
  beginReminder,
  calendarOfAsked,
  endTask,
  insertTask,
  isCustomerOf,
  readTask,
  type StoredTask,
  taskByToken,
} from '@redress/persistence/stores/tasks.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken, randomToken } from '@redress/platform/seal.js';
import { actorOf, commit, type Desk, hold, refuseStale, see, SYSTEM, type Wish } from './desk.js';
import { ownMessage } from './notes.js';
import { bookStaffMail } from './notice-mail.js';
import { queueMail } from './outgoing.js';
import { faulty, plainAddress } from './people.js';
import { questionLetter } from './task-words.js';

export interface AskWish {
  readonly question: string;
  readonly to: { readonly agentId: string } | { readonly teamId: string } | { readonly email: string };
  readonly due: TaskQuestion['due'] | null;
  /** The ticket waits for the answer meanwhile. */
  readonly wait: boolean;
}

const TOKEN_BITS = 128;
const SEALED_FOR = 'task token';

/** Asks a person, a team, or somebody without a seat by mail. Repeating it with the same id does nothing. @returns the id of the task */
export async function ask(desk: Desk, wish: Wish, taskId: string, wanted: AskWish): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, await see(tx, wish.asker, wish.ticket, 'ask'));
    if ((await readTask(tx, taskId)) !== null) return taskId;
    await refuseStale(tx, stored.ticket, wish.version);
    const asked = await askedOf(tx, stored, wanted.to);
    const at = desk.clock.now();
    const clockId = newId();
    const { facts, dueAt } = await question(tx, stored, { taskId, clockId, at, wanted, ...asked });
    const token = asked.address === null ? null : randomToken(TOKEN_BITS);
    await insertTask(tx, {
      id: taskId,
      ticketId: stored.ticket.id,
      askedBy: wish.asker.agentId,
      ...asked,
      question: wanted.question,
      askedAt: at,
      dueAt,
      clockId,
      tokenHash: token === null ? null : hashToken(token),
      tokenSealed: token === null ? null : desk.keys.seal(token, SEALED_FOR),
    });
    await commit(tx, stored, { facts }, actorOf(wish.asker), at);
    const task = await readTask(tx, taskId);
    if (task?.address && !(await mailTask(desk, tx, stored, task, false)))
      throw new Refusal('too-many', 'This address got too many mails lately. Ask again in an hour.');
    return taskId;
  });
}

interface Asked {
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly address: string | null;
}

async function askedOf(tx: Transaction, { ticket }: StoredTicket, to: AskWish['to']): Promise<Asked> {
  if ('email' in to) {
    const address = plainAddress(to.email, '/to/email');
    // A question to the customer would be taken for our answer.
    if (await isCustomerOf(tx, ticket.id, address))
      throw faulty('/to/email', 'customer', 'This is the customer: write a reply instead');
    const [agent] = await tx.rows<{ id: string }>('SELECT id FROM agents WHERE email = $1 AND disabled_at IS NULL', [
      address,
    ]);
    return agent === undefined
      ? { agentId: null, teamId: null, address }
      : { agentId: agent.id, teamId: null, address: null };
  }
  if ('teamId' in to) {
    const rows = await tx.rows('SELECT 1 FROM teams WHERE id = $1', [to.teamId]);
    if (rows.length === 0) throw faulty('/to/teamId', 'unknown', 'There is no such team');
    return { agentId: null, teamId: to.teamId, address: null };
  }
  const rows = await tx.rows('SELECT 1 FROM agents WHERE id = $1 AND disabled_at IS NULL', [to.agentId]);
  if (rows.length === 0) throw faulty('/to/agentId', 'unknown', 'There is no such person, or he has left');
  return { agentId: to.agentId, teamId: null, address: null };
}

async function question(
  tx: Transaction,
  { ticket }: StoredTicket,
  {
    taskId,
    clockId,
    at,
    wanted,
    agentId,
    teamId,
  }: Asked & {
    readonly taskId: string;
    readonly clockId: string;
    readonly at: Instant;
    readonly wanted: AskWish;
  },
): Promise<AskedTask> {
  const calendarId = await calendarOfAsked(tx, { agentId, teamId });
  const calendar = calendarId === null ? null : (await slaRules(tx)).currentCalendar(calendarId);
  const due = wanted.due ?? { minutes: USUAL_MINUTES };
  return askTask(ticket, { taskId, clockId, agentId, teamId, due, calendar, wait: wanted.wait, at });
}

/** False when the budget of the address is used up. */
async function mailTask(
  desk: Desk,
  tx: Transaction,
  { ticket }: StoredTicket,
  task: StoredTask,
  reminder: boolean,
): Promise<boolean> {
  if (task.address === null || task.tokenSealed === null) return true;
  if (!(await bookStaffMail(tx, task.address, ticket.id, desk.clock.now()))) return false;
  const token = desk.keys.unseal(task.tokenSealed, SEALED_FOR);
  const [asker] = await tx.rows<{ name: string; language: string | null }>(
    'SELECT name, language FROM agents WHERE id = $1',
    [task.askedBy],
  );
  const letter = await questionLetter(tx, reminder ? 'taskReminder' : 'taskQuestion', {
    installation: desk.installationName,
    asker: asker?.name ?? desk.installationName,
    question: task.question,
    dueAt: task.dueAt,
    link: `${desk.publicUrl}/task/${token}`,
    language: asker?.language ?? null,
  });
  await queueMail(tx, desk, {
    purpose: reminder ? 'taskReminder' : 'task',
    to: { name: '', address: task.address },
    ...letter,
    task: { ticketId: ticket.id, queueId: ticket.queueId, token },
  });
  return true;
}

/** The clock of a task warned: whom we asked by mail is reminded, once. */
export async function remindOutside(desk: Desk, event: TicketEvent): Promise<void> {
  if (event.type !== 'ClockWarned') return;
  await inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, event.ticketId);
    const clock = stored.ticket.clocks.find(({ id }) => id === event.clockId);
    if (clock?.milestone !== 'task' || clock.part === null) return;
    if (!(await beginReminder(tx, clock.part, desk.clock.now()))) return;
    const task = await readTask(tx, clock.part);
    if (task !== null) await mailTask(desk, tx, stored, task, true);
  });
}

/** Whoever was asked, whoever leads the work on the ticket, and nobody else. @throws Refusal not-found */
async function refuseForeign(sql: Sql, asker: Asker, task: StoredTask): Promise<void> {
  if (asker.scopes.includes('tickets:write')) {
    if (task.agentId !== null && task.agentId === asker.agentId) return;
    if (task.teamId !== null && asker.teamIds.includes(task.teamId)) return;
    if (allows(asker, 'ask') && (await findTicket(sql, asker, task.ticketId)) !== null) return;
  }
  throw new Refusal('not-found', 'There is no such task, or it is not yours.');
}

export async function answer(desk: Desk, asker: Asker, taskId: string, text: string): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const known = await readTask(tx, taskId);
    if (known === null) throw new Refusal('not-found', 'There is no such task, or it is not yours.');
    await refuseForeign(tx, asker, known);
    const stored = await hold(tx, known.ticketId);
    const at = desk.clock.now();
    const noteId = newId();
    const facts = answerTask(stored.ticket, { taskId, noteId, at });
    await insertMessage(tx, ownMessage(noteId, known.ticketId, text, at, asker.agentId));
    await endTask(tx, taskId, { state: 'answered', noteId, answeredBy: asker.agentId, via: 'desk', at });
    await commit(tx, stored, { facts }, actorOf(asker), at);
    return taskId;
  });
}

export async function waive(desk: Desk, asker: Asker, taskId: string): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const known = await readTask(tx, taskId);
    if (known === null) throw new Refusal('not-found', 'There is no such task, or it is not yours.');
    const stored = await hold(tx, await see(tx, asker, known.ticketId, 'ask'));
    const at = desk.clock.now();
    const stretch = stored.ticket.clocks.find(({ id }) => id === known.clockId)?.stretches[0];
    const calendar =
      stretch === undefined || stretch.calendarId === null
        ? null
        : (await slaRules(tx)).calendar(stretch.calendarId, stretch.calendarVersion).calendar;
    const facts = waiveTask(stored.ticket, taskId, calendar, at);
    await endTask(tx, taskId, { state: 'waived', noteId: null, answeredBy: asker.agentId, via: null, at });
    await commit(tx, stored, { facts }, actorOf(asker), at);
    return taskId;
  });
}

/** What the page behind a link shows: the question, and whether it still waits. */
export interface LinkedTask {
  readonly question: string;
  readonly dueAt: Date;
  readonly state: StoredTask['state'];
}

export async function taskBehind(desk: Desk, token: string): Promise<LinkedTask | null> {
  const task = await taskByToken(sqlOn(desk.database), [hashToken(token)]);
  return task === null ? null : { question: task.question, dueAt: task.dueAt, state: task.state };
}

/** Answers by the link. The token is what allows it; an answer to a task that ended meanwhile is refused. */
export async function answerByLink(desk: Desk, token: string, text: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const task = await taskByToken(tx, [hashToken(token)]);
    if (task === null) throw new Refusal('not-found');
    const stored = await hold(tx, task.ticketId);
    const at = desk.clock.now();
    const noteId = newId();
    const facts = answerTask(stored.ticket, { taskId: task.id, noteId, at });
    const own = ownMessage(noteId, task.ticketId, text, at, null);
    const from = { name: '', address: task.address ?? '' };
    await insertMessage(tx, { ...own, channel: 'webForm', direction: 'inbound', from });
    await endTask(tx, task.id, { state: 'answered', noteId, answeredBy: null, via: 'link', at });
    await commit(tx, stored, { facts }, SYSTEM('task'), at);
  });
}
