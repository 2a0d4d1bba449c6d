import type { Task } from '@redress/contract/tasks.js';
import type { Page } from '@redress/contract/answers.js';
import type { Asker } from '@redress/domain/people.js';
import type { Instant } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

/** `t` is the ticket as far as the asker may see it: `$1` now, `$2` his sight. */
const task = (sight: string): string => `
  SELECT k.id, json_build_object('id', n.id, 'number', n.number, 'subject', t.subject) AS ticket, k.question, ${named('b')} AS "askedBy",
    ${named('a')} AS agent, ${named('m')} AS team, k.address, k.state,
    CASE WHEN k.undeliverable_at IS NOT NULL THEN json_build_object('at', ${rfc3339('k.undeliverable_at')}, 'because', k.undeliverable_because) END AS undeliverable,
    coalesce(k.ended_at, $1::timestamptz) > k.due_at AND k.state <> 'waived' AS late,
    ${rfc3339('k.asked_at')} AS "askedAt", ${rfc3339('k.due_at')} AS "dueAt", ${rfc3339('k.ended_at')} AS "endedAt",
    CASE WHEN t.id IS NULL THEN NULL ELSE coalesce(nullif(w.new_text, ''), w.text) END AS answer, ${named('r')} AS "answeredBy", k.answered_via AS "answeredVia"
  FROM tasks k JOIN tickets n ON n.id = k.ticket_id LEFT JOIN tickets t ON t.id = k.ticket_id AND ${sight}
    LEFT JOIN agents b ON b.id = k.asked_by LEFT JOIN agents a ON a.id = k.agent_id LEFT JOIN teams m ON m.id = k.team_id
    LEFT JOIN agents r ON r.id = k.answered_by LEFT JOIN messages w ON w.id = k.note_id`;

const MOST = 200;

/** Whose tasks: asked of me or my teams, asked by me, or all that are open on tickets that I may see. */
export type TaskScope = 'mine' | 'asked' | 'open';

const SCOPES: Readonly<Record<TaskScope, string>> = {
  mine: `k.state = 'open' AND (k.agent_id = $3::uuid OR k.team_id = ANY($4::uuid[]))`,
  asked: `k.asked_by = $3::uuid AND $4::uuid[] IS NOT NULL AND (k.state = 'open' OR k.ended_at > $1::timestamptz - interval '14 days')`,
  open: `k.state = 'open' AND $3::uuid IS NOT DISTINCT FROM $3::uuid AND $4::uuid[] IS NOT NULL AND t.id IS NOT NULL`,
};

/** What is due first comes first. */
export async function taskList(sql: Sql, asker: Asker, scope: TaskScope, at: Instant): Promise<Page<Task>> {
  const sight = sightClause(asker, 2);
  const text = `${task(sight.text)} WHERE ${SCOPES[scope]} ORDER BY k.state <> 'open', k.due_at, k.id LIMIT ${MOST}`;
  return wholePage(await sql.rows<Task>(text, [new Date(at), ...sight.values, asker.agentId, asker.teamIds]));
}

/** Of one ticket that the asker may see, the oldest first. */
export async function tasksOfTicket(sql: Sql, asker: Asker, ticketId: string, at: Instant): Promise<Page<Task>> {
  const sight = sightClause(asker, 2);
  const text = `${task(sight.text)} WHERE k.ticket_id = $3::uuid AND t.id IS NOT NULL ORDER BY k.asked_at, k.id LIMIT ${MOST}`;
  return wholePage(await sql.rows<Task>(text, [new Date(at), ...sight.values, ticketId]));
}

/** The caller has made sure that the asker may see the task. */
export async function taskById(sql: Sql, asker: Asker, id: string, at: Instant): Promise<Task | null> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<Task>(`${task(sight.text)} WHERE k.id = $3::uuid`, [new Date(at), ...sight.values, id]);
  return row ?? null;
}
