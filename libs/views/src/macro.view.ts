import type { Page } from '@redress/contract/answers.js';
import type { Macro, MacroChange } from '@redress/contract/macros.js';
import type { Asker } from '@redress/domain/people.js';
import { mayKeep, type Sharing } from '@redress/domain/sharing.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Sql } from '@redress/persistence/sql.js';
import { snippetSight } from '@redress/persistence/stores/snippets.store.js';
import { wholePage } from './page.js';

const MACRO = `SELECT s.id, s.name, s.version, s.position, s.condition, s.steps, s.go_to AS "goTo", s.uses, s.owner_id AS "ownerId", s.team_id AS "teamId",
    CASE WHEN s.owner_id IS NOT NULL THEN 'me' WHEN s.team_id IS NOT NULL THEN 'team' ELSE 'everybody' END AS "sharedWith",
    CASE WHEN t.id IS NULL THEN NULL ELSE json_build_object('id', t.id, 'name', t.name) END AS team
  FROM macros s LEFT JOIN teams t ON t.id = s.team_id`;

type Row = Omit<Macro, 'mine'> & Sharing;

function shown(asker: Asker, { ownerId, teamId, ...macro }: Row): Macro {
  return { ...macro, mine: mayKeep(asker, { ownerId, teamId }) };
}

/** Those that the asker may use, in the order of the menu. */
export async function macroList(sql: Sql, asker: Asker): Promise<Page<Macro>> {
  const sight = snippetSight(asker, 1);
  const rows = await sql.rows<Row>(
    `${MACRO} WHERE ${sight.text} ORDER BY s.position, lower(s.name), s.id LIMIT 1000`,
    sight.values,
  );
  return wholePage(rows.map((row) => shown(asker, row)));
}

/** Null when there is none that the asker may use. */
export async function macroView(sql: Sql, asker: Asker, id: string): Promise<Macro | null> {
  const sight = snippetSight(asker, 2);
  const [row] = await sql.rows<Row>(`${MACRO} WHERE s.id = $1 AND ${sight.text}`, [id, ...sight.values]);
  return row === undefined ? null : shown(asker, row);
}

/** What is another in the second, with names for queues and people. */
export async function changesBetween(sql: Sql, before: Ticket, after: Ticket): Promise<readonly MacroChange[]> {
  const ids = [before.queueId, after.queueId, before.ownerId, after.ownerId];
  const rows = await sql.rows<{ id: string; name: string }>(
    'SELECT id, name FROM queues WHERE id = ANY($1::uuid[]) UNION ALL SELECT id, name FROM agents WHERE id = ANY($1::uuid[])',
    [ids.filter((id) => id !== null)],
  );
  const nameOf = (id: string | null): string | null => rows.find((row) => row.id === id)?.name ?? null;
  const parts: readonly MacroChange[] = [
    { what: 'status', from: before.status, to: after.status },
    { what: 'stage', from: before.stage, to: after.stage },
    { what: 'priority', from: before.priority, to: after.priority },
    { what: 'queue', from: nameOf(before.queueId), to: nameOf(after.queueId) },
    { what: 'owner', from: nameOf(before.ownerId), to: nameOf(after.ownerId) },
  ];
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  return [
    ...parts.filter(({ from, to }) => from !== to),
    ...added.map((tag): MacroChange => ({ what: 'tagAdded', from: null, to: tag })),
    ...removed.map((tag): MacroChange => ({ what: 'tagRemoved', from: tag, to: null })),
  ];
}
