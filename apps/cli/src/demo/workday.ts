import { insertMessage } from '@redress/persistence/stores/messages.store.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { endTask, insertTask } from '@redress/persistence/stores/tasks.store.js';
import { endUndertaking, insertUndertaking } from '@redress/persistence/stores/undertakings.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { commit, hold } from '@redress/desk/desk.js';
import { ownMessage } from '@redress/desk/notes.js';
import { answerTask, askTask } from '@redress/domain/tasks/task.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import { DAY, HOUR, type Instant, later, MINUTE } from '@redress/domain/time.js';
import { keep, promise } from '@redress/domain/undertakings/undertaking.js';
import { newId } from '@redress/platform/ids.js';
import type { DataSource } from 'typeorm';

/** Who was asked what, in minutes before and until: a question that is late, one that is due soon, one with time, one that was answered. */
const QUESTIONS = [
  { text: 'When did this parcel leave the warehouse, and is there a photo of it?', ago: 300, until: -45 },
  { text: 'Bitte prüfen: Wurde die Rechnung zweimal gestellt?', ago: 200, until: 50 },
  { text: 'Do we have this shade in brass? The customer would take it instead.', ago: 60, until: 420 },
  {
    text: 'Gibt es für diese Charge schon eine Prüfung?',
    ago: 1_500,
    until: 60,
    answer: 'Ja. Drei von zwanzig Leuchten sind auffällig; bitte tauschen.',
  },
] as const;

const PROMISES = [
  { text: 'Call back with the new delivery date', ago: 20 * HOUR, until: 2 * HOUR },
  { text: 'Ersatzleuchte ist unterwegs, Sendungsnummer folgt', ago: 2 * HOUR, until: 30 * HOUR },
  { text: 'Send a return label', ago: 30 * HOUR, until: -3 * HOUR },
  { text: 'Gutschrift gebucht und bestätigt', ago: 2 * DAY, until: 5 * HOUR, kept: true },
] as const;

/** What is under way on a few tickets of the live queue: questions to colleagues and promises to customers. Doing it again does nothing. */
export function beginWorkday(database: DataSource, now: Instant): Promise<void> {
  return inTransaction(database, async (tx) => {
    const [there] = await tx.rows('SELECT 1 FROM tasks x JOIN tickets t ON t.id = x.ticket_id AND t.demo LIMIT 1');
    if (there !== undefined) return;
    const waiting = await owned(tx, ['waitingInternal', 'open'], QUESTIONS.length);
    for (const [index, { id, ownerId }] of waiting.entries()) await asked(tx, id, ownerId, QUESTIONS[index], now);
    const promised = await owned(tx, ['open', 'waitingThirdParty'], PROMISES.length);
    for (const [index, { id, ownerId }] of promised.entries()) await undertaken(tx, id, ownerId, PROMISES[index], now);
    // Told, as the months before: nobody is notified of it.
    await tx.rows('UPDATE tickets SET told_version = version WHERE id = ANY($1::uuid[])', [
      [...waiting, ...promised].map(({ id }) => id),
    ]);
  });
}

interface Owned {
  readonly id: string;
  readonly ownerId: string;
}

/** Quiet for days: what is told now comes after all that was told before. */
const owned = (tx: Transaction, statuses: readonly string[], most: number): Promise<Owned[]> =>
  tx.rows<Owned>(
    `SELECT t.id, t.owner_id AS "ownerId" FROM tickets t JOIN agents a ON a.id = t.owner_id AND a.demo
     WHERE t.demo AND NOT t.shelved AND t.held IS NULL AND t.status = ANY($1) ORDER BY array_position($1, t.status), t.updated_at, t.id LIMIT $2`,
    [statuses, most],
  );

const actor = (id: string) => ({ kind: 'agent', id }) as const;

/** Never before what happened last on the ticket. */
const since = ({ ticket }: StoredTicket, at: Instant): Instant => (at < ticket.updatedAt ? ticket.updatedAt : at);

async function asked(
  tx: Transaction,
  ticketId: string,
  ownerId: string,
  question: (typeof QUESTIONS)[number] | undefined,
  now: Instant,
): Promise<void> {
  if (question === undefined) return;
  const stored = await hold(tx, ticketId);
  const [team] = await tx.rows<{ id: string }>(
    `SELECT t.id FROM teams t WHERE t.demo AND NOT EXISTS (SELECT 1 FROM queues q WHERE q.id = $1 AND q.team_id = t.id) ORDER BY t.name LIMIT 1`,
    [stored.ticket.queueId],
  );
  const at = since(stored, later(now, -question.ago * MINUTE));
  const due = later(now, question.until * MINUTE);
  const wanted = { taskId: newId(), clockId: newId(), agentId: null, teamId: team?.id ?? null, calendar: null };
  const dueAt = due < later(at, 5 * MINUTE) ? later(at, 5 * MINUTE) : due;
  const { facts } = askTask(stored.ticket, { ...wanted, due: { at: dueAt }, wait: true, at });
  const { taskId: id, clockId, agentId, teamId } = wanted;
  const task = { id, ticketId, askedBy: ownerId, agentId, teamId, address: null, question: question.text, clockId };
  await insertTask(tx, { ...task, askedAt: at, dueAt, tokenHash: null, tokenSealed: null });
  await commit(tx, stored, { facts }, actor(ownerId), at);
  if (!('answer' in question)) return;
  const after = await hold(tx, ticketId);
  const answeredAt = later(at, 30 * MINUTE) < now ? later(at, 30 * MINUTE) : at;
  const noteId = newId();
  await insertMessage(tx, ownMessage(noteId, ticketId, question.answer, answeredAt, ownerId));
  await endTask(tx, id, { state: 'answered', noteId, answeredBy: ownerId, via: 'desk', at: answeredAt });
  await commit(
    tx,
    after,
    { facts: answerTask(after.ticket, { taskId: id, noteId, at: answeredAt }) },
    actor(ownerId),
    answeredAt,
  );
}

async function undertaken(
  tx: Transaction,
  ticketId: string,
  ownerId: string,
  promised: (typeof PROMISES)[number] | undefined,
  now: Instant,
): Promise<void> {
  if (promised === undefined) return;
  const stored = await hold(tx, ticketId);
  const rules = await slaRules(tx);
  const at = since(stored, later(now, -promised.ago));
  const due = later(now, promised.until);
  const dueAt = due < later(at, 5 * MINUTE) ? later(at, 5 * MINUTE) : due;
  const [id, clockId] = [newId(), newId()];
  const facts: TicketFact[] = promise(stored.ticket, { undertakingId: id, clockId, dueAt, at }, rules);
  await insertUndertaking(tx, { id, ticketId, text: promised.text, madeBy: ownerId, madeAt: at, dueAt, clockId });
  await commit(tx, stored, { facts }, actor(ownerId), at);
  if (!('kept' in promised)) return;
  const after = await hold(tx, ticketId);
  await endUndertaking(tx, id, { state: 'kept', by: ownerId, at });
  await commit(tx, after, { facts: keep(after.ticket, id, rules, at) }, actor(ownerId), at);
}
