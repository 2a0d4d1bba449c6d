import {
  type NoticeFacts,
  mayTell,
  noticesOf,
  type TaskParties,
  type ToldNotice,
} from '@redress/domain/escalation/notices.js';
import {
  filled,
  mailAt,
  type NoticePreferences,
  preferenceFaults,
  showFrom,
} from '@redress/domain/escalation/preferences.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { type Instant, toRfc3339 } from '@redress/domain/time.js';
import { inTransaction, type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { isOfBulkChange } from '@redress/persistence/stores/bulk-changes.store.js';
import {
  addWatchers,
  adminIds,
  insertNotifications,
  markRead,
  removeWatcher,
  toldAmong,
  watchersOf,
  writePreferences,
} from '@redress/persistence/stores/notifications.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { awokenBy } from '@redress/persistence/stores/snoozes.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { type Desk, see } from './desk.js';

/** The agent who asks. @throws Refusal not-allowed for a token of the installation, which has no bell. */
export function personOf(asker: Asker): string {
  if (asker.agentId === null) throw new Refusal('not-allowed', 'This is for people who sign in.');
  return asker.agentId;
}

/** Tells whoever an event concerns. Run twice it tells once: a notification is unique by person and event. */
export async function tellOf(desk: Desk, event: TicketEvent): Promise<void> {
  if (!mayTell(event)) return;
  await inTransaction(desk.database, async (tx) => {
    const stored = await readTicket(tx, event.ticketId);
    // What was given to somebody in bulk he is told of at its end, once.
    if (
      stored === null ||
      (event.type === 'TicketAssigned' && (await isOfBulkChange(tx, event.ticketId, event.version)))
    )
      return;
    const notices = noticesOf(event, stored.ticket, await noticeFacts(tx, event, stored.ticket));
    await tell(tx, notices, aboutOf(event, stored.ticket), event.at);
  });
}

/** Of tickets that nobody gets, the lead is told once an hour for each queue and cause: at night there may be hundreds. */
function aboutOf(event: TicketEvent, ticket: Ticket): NoticeSource {
  const { ticketId, version } = event;
  if (event.type !== 'TicketLeftWaiting') return { ticketId, source: `${ticketId}/${version}` };
  const hour = toRfc3339(event.at).slice(0, 13);
  return { ticketId, source: `unassigned/${ticket.queueId}/${event.because}/${hour}` };
}

/** What notices are about, and by what they are known when they come again. */
export interface NoticeSource {
  readonly ticketId: string | null;
  readonly source: string;
}

/** Called by name or asked for an answer: told also where they may not see the ticket; then without its subject. */
const CALLED: readonly ToldNotice['kind'][] = ['escalated', 'taskGiven', 'taskReminder', 'taskLate'];

/** Writes notices for those who work here, each shown and mailed when the person wants it. */
export async function tell(
  tx: Transaction,
  notices: readonly ToldNotice[],
  about: NoticeSource,
  at: Instant,
): Promise<void> {
  if (notices.length === 0) return;
  const ids = notices.map(({ agentId }) => agentId);
  const called = notices.filter(({ kind }) => CALLED.includes(kind)).map(({ agentId }) => agentId);
  const people = await toldAmong(tx, ids, about.ticketId, called);
  const rules = await slaRules(tx);
  const rows = notices.flatMap((notice) => {
    const person = people.find(({ agentId }) => agentId === notice.agentId);
    if (person === undefined) return [];
    const preferences = filled(person.preferences);
    const calendar = person.calendarId === null ? null : rules.currentCalendar(person.calendarId).calendar;
    const visibleFrom = showFrom(notice.kind, preferences, calendar, at);
    const inBell = preferences.kinds[notice.kind].bell;
    const mail = mailAt(notice.kind, preferences, visibleFrom);
    if (!inBell && mail === null) return [];
    return [{ ...notice, ...about, id: newId(), createdAt: at, visibleFrom, inBell, mailAt: mail }];
  });
  await insertNotifications(tx, rows);
}

/** Tells all administrators of something that is wrong with the desk itself. */
export async function tellAdmins(
  tx: Transaction,
  kind: 'alarm' | 'automation',
  body: ToldNotice['body'],
  about: NoticeSource,
  at: Instant,
): Promise<void> {
  const notices = (await adminIds(tx)).map((agentId) => ({ agentId, kind, clockId: null, body }));
  await tell(tx, notices, about, at);
}

async function noticeFacts(tx: Transaction, event: TicketEvent, ticket: Ticket): Promise<NoticeFacts> {
  return {
    watcherIds: await watchersOf(tx, ticket.id),
    awokenIds: event.type === 'MessageReceived' ? await awokenBy(tx, ticket.id, event.at) : [],
    task: await taskOf(tx, taskIdOf(event, ticket)),
    leadIds: event.type === 'TicketLeftWaiting' ? await leadsOf(tx, ticket.queueId) : [],
  };
}

function taskIdOf(event: TicketEvent, ticket: Ticket): string | null {
  if (event.type === 'TaskAsked' || event.type === 'TaskAnswered' || event.type === 'TaskUndeliverable')
    return event.taskId;
  if (event.type !== 'ClockWarned' && event.type !== 'ClockMissed') return null;
  const clock = ticket.clocks.find(({ id }) => id === event.clockId);
  return clock?.milestone === 'task' ? clock.part : null;
}

async function taskOf(sql: Sql, id: string | null): Promise<TaskParties | null> {
  if (id === null) return null;
  const [task] = await sql.rows<TaskParties>(
    `SELECT id, agent_id AS "agentId", asked_by AS "askedBy",
       ARRAY(SELECT m.agent_id FROM team_members m WHERE m.team_id = tasks.team_id) AS "memberIds" FROM tasks WHERE id = $1`,
    [id],
  );
  return task ?? null;
}

async function leadsOf(sql: Sql, queueId: string): Promise<string[]> {
  const leads = await sql.rows<{ id: string }>(
    `SELECT a.id FROM agents a JOIN team_members m ON m.agent_id = a.id JOIN queues q ON q.team_id = m.team_id
     WHERE q.id = $1 AND a.role = 'teamLead' AND a.disabled_at IS NULL`,
    [queueId],
  );
  return leads.length > 0 ? leads.map(({ id }) => id) : adminIds(sql);
}

/** @param ids null for all that are shown now. */
export async function readNotifications(desk: Desk, asker: Asker, ids: readonly string[] | null): Promise<void> {
  await markRead(sqlOn(desk.database), personOf(asker), ids, desk.clock.now());
}

export async function watch(desk: Desk, asker: Asker, ticket: string, watching: boolean): Promise<void> {
  const agentId = personOf(asker);
  await inTransaction(desk.database, async (tx) => {
    const id = await see(tx, asker, ticket, 'watch');
    if (watching) await addWatchers(tx, id, [agentId]);
    else await removeWatcher(tx, id, agentId);
  });
}

/** @param version that the person saw; null overwrites whatever is there. */
export async function preferNotices(
  desk: Desk,
  asker: Asker,
  wanted: NoticePreferences,
  version: number | null,
): Promise<void> {
  const faults = preferenceFaults(wanted);
  if (faults.length > 0) throw new Refusal('invalid', 'The preferences cannot be used: see their faults.', faults);
  if (!(await writePreferences(sqlOn(desk.database), personOf(asker), wanted, version))) throw new Refusal('moved-on');
}
