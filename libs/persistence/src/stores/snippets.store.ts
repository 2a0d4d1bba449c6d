import type { Asker } from '@redress/domain/people.js';
import type { Sharing } from '@redress/domain/sharing.js';
import type { SnippetText } from '@redress/domain/snippets/snippet.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** Which snippets somebody may use, as SQL on the alias `s`, with values from this place on. */
export function snippetSight(
  asker: Asker,
  place: number,
): { readonly text: string; readonly values: readonly unknown[] } {
  const [me, teams, all] = [place, place + 1, place + 2];
  return {
    text: `(s.owner_id = $${me}::uuid OR s.owner_id IS NULL AND (s.team_id IS NULL OR $${all}::boolean OR s.team_id = ANY($${teams}::uuid[])))`,
    values: [asker.agentId, asker.teamIds, asker.role === 'admin'],
  };
}

/** One that is being changed; null when there is none that the asker may use. */
export async function holdSnippet(
  tx: Transaction,
  asker: Asker,
  id: string,
): Promise<(Sharing & { readonly version: number }) | null> {
  const sight = snippetSight(asker, 2);
  const [row] = await tx.rows<Sharing & { version: number }>(
    `SELECT s.version, s.owner_id AS "ownerId", s.team_id AS "teamId" FROM snippets s WHERE s.id = $1 AND ${sight.text} FOR UPDATE`,
    [id, ...sight.values],
  );
  return row ?? null;
}

export interface SnippetVersion extends Sharing {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Lower case. */
  readonly word: string;
  readonly texts: readonly SnippetText[];
  readonly at: Instant;
  readonly by: string | null;
}

/** One at a time, so that the limit and the words hold. */
const SNIPPETS_LOCK = 7_203_114_571;

/** Why it cannot be stored; null when it was. */
export async function saveSnippet(
  tx: Transaction,
  snippet: SnippetVersion,
  most: { readonly personal: number; readonly shared: number },
): Promise<'taken' | 'tooMany' | null> {
  const { id, version, name, word, texts, ownerId, teamId, by } = snippet;
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [SNIPPETS_LOCK]);
  const [there] = await tx.rows<{ count: number; taken: boolean }>(
    `SELECT count(*)::int AS count, coalesce(bool_or(word = $2 AND coalesce(owner_id, team_id) IS NOT DISTINCT FROM coalesce($3::uuid, $4::uuid)), false) AS taken
     FROM snippets WHERE id <> $1 AND owner_id IS NOT DISTINCT FROM $3::uuid`,
    [id, word, ownerId, teamId],
  );
  if (there?.taken === true) return 'taken';
  if ((there?.count ?? 0) >= (ownerId === null ? most.shared : most.personal)) return 'tooMany';
  await tx.rows(
    `INSERT INTO snippets (id, version, name, word, texts, owner_id, team_id, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, word = excluded.word, texts = excluded.texts,
       owner_id = excluded.owner_id, team_id = excluded.team_id, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [id, version, name, word, JSON.stringify(texts), ownerId, teamId, new Date(snippet.at), by],
  );
  return null;
}

export async function deleteSnippet(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM snippets WHERE id = $1', [id]);
}

/** @returns false when there is none that the asker may use */
export async function countUse(sql: Sql, asker: Asker, id: string): Promise<boolean> {
  const sight = snippetSight(asker, 2);
  const rows = await sql.rows(`UPDATE snippets s SET uses = s.uses + 1 WHERE s.id = $1 AND ${sight.text} RETURNING 1`, [
    id,
    ...sight.values,
  ]);
  return rows.length > 0;
}

export interface UsableSnippet {
  readonly id: string;
  readonly name: string;
  readonly word: string;
  readonly texts: readonly SnippetText[];
  readonly personal: boolean;
}

/**
 * Those that somebody may use and that hold these words, in name, short word or text: whose short word begins so first, then whose name does,
 * then those that were used most.
 */
export function usableSnippets(sql: Sql, asker: Asker, words: string, limit: number): Promise<UsableSnippet[]> {
  const sight = snippetSight(asker, 3);
  return sql.rows<UsableSnippet>(
    `SELECT s.id, s.name, s.word, s.texts, s.owner_id IS NOT NULL AS personal FROM snippets s
     WHERE ${sight.text} AND ($1 = '' OR strpos(s.word, $1) > 0 OR strpos(lower(s.name), $1) > 0
       OR EXISTS (SELECT 1 FROM jsonb_array_elements(s.texts) one WHERE strpos(lower(one->>'text'), $1) > 0))
     ORDER BY s.word = $1 DESC, starts_with(s.word, $1) DESC, starts_with(lower(s.name), $1) DESC, strpos(lower(s.name), $1) > 0 DESC,
       s.uses DESC, lower(s.name), s.id LIMIT $2`,
    [words.trim().toLowerCase(), limit, ...sight.values],
  );
}

/** What the variables of a text are filled with, as it is stored. */
export interface TicketGround {
  readonly number: string;
  readonly subject: string;
  readonly openedAt: Date;
  readonly customerName: string | null;
  /** Of the ticket, else of its customer. */
  readonly language: string | null;
}

export async function ticketGround(sql: Sql, ticketId: string): Promise<TicketGround | null> {
  const [row] = await sql.rows<TicketGround>(
    `SELECT t.number, t.subject, t.received_at AS "openedAt", coalesce(t.language, c.language) AS language,
       coalesce(nullif(c.name, ''), (SELECT p.name FROM participants p WHERE p.ticket_id = t.id AND p.role = 'customer' AND p.name <> ''
         ORDER BY p.address LIMIT 1)) AS "customerName"
     FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id WHERE t.id = $1`,
    [ticketId],
  );
  return row ?? null;
}
