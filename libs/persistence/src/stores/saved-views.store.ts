import type { Asker } from '@redress/domain/people.js';
import type { ReadyMade, Sharing } from '@redress/domain/saved-views/saved-view.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** Which saved views an asker sees, as SQL on the alias `v`; what it hides does not exist. Admins see those of every team, nobody those of one person. */
export function viewSight(asker: Asker, place: number): { readonly text: string; readonly values: readonly unknown[] } {
  return {
    text: `(v.owner_id = $${place}::uuid OR v.for_everybody OR v.team_id = ANY($${place + 1}::uuid[]) OR ($${place + 2}::boolean AND v.team_id IS NOT NULL))`,
    values: [asker.agentId, asker.teamIds, asker.role === 'admin'],
  };
}

/** `audience` as the columns say it; the alias `v` is the view. */
export const AUDIENCE = `CASE WHEN v.for_everybody THEN 'everybody' WHEN v.team_id IS NOT NULL THEN 'team' ELSE 'me' END`;

export interface HeldView extends Sharing {
  readonly version: number;
}

/** Held to the end of the transaction; null when the asker sees no such view. */
export async function holdSavedView(tx: Transaction, asker: Asker, id: string): Promise<HeldView | null> {
  const sight = viewSight(asker, 2);
  const [row] = await tx.rows<HeldView>(
    `SELECT v.owner_id AS "ownerId", ${AUDIENCE} AS audience, v.team_id AS "teamId", v.version
     FROM saved_views v WHERE v.id = $1 AND ${sight.text} FOR UPDATE`,
    [id, ...sight.values],
  );
  return row ?? null;
}

/** Slugs that are `stem`, or `stem` with a number. */
export async function slugsLike(tx: Transaction, stem: string): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ slug: string }>(
    `SELECT slug FROM saved_views WHERE slug = $1 OR starts_with(slug, $1 || '-')`,
    [stem],
  );
  return new Set(rows.map(({ slug }) => slug));
}

export async function viewsOwnedBy(tx: Transaction, ownerId: string): Promise<number> {
  const [row] = await tx.rows<{ count: number }>('SELECT count(*)::int AS count FROM saved_views WHERE owner_id = $1', [
    ownerId,
  ]);
  return row?.count ?? 0;
}

/** Whether this person has another view of the name. */
export async function nameTaken(tx: Transaction, ownerId: string, name: string, id: string): Promise<boolean> {
  const rows = await tx.rows(
    'SELECT 1 FROM saved_views WHERE owner_id = $1 AND lower(name) = lower($2) AND id <> $3 LIMIT 1',
    [ownerId, name, id],
  );
  return rows.length > 0;
}

export async function teamExists(tx: Transaction, teamId: string): Promise<boolean> {
  return (await tx.rows('SELECT 1 FROM teams WHERE id = $1 FOR KEY SHARE', [teamId])).length > 0;
}

export interface ViewRow extends Sharing {
  readonly id: string;
  readonly name: string;
  readonly q: string;
  readonly sort: string;
  readonly version: number;
  readonly at: Instant;
}

const values = (view: ViewRow): unknown[] => [
  view.id,
  view.name,
  view.q,
  view.sort,
  view.audience === 'everybody',
  view.audience === 'team' ? view.teamId : null,
  view.version,
  new Date(view.at),
];

/** False when there is one of this id already: the request came before. */
export async function insertSavedView(tx: Transaction, view: ViewRow, slug: string): Promise<boolean> {
  const rows = await tx.rows(
    `INSERT INTO saved_views (id, name, q, sort, for_everybody, team_id, version, saved_at, owner_id, slug)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [...values(view), view.ownerId, slug],
  );
  return rows.length > 0;
}

export async function updateSavedView(tx: Transaction, view: ViewRow): Promise<void> {
  await tx.rows(
    `UPDATE saved_views SET name = $2, q = $3, sort = $4, for_everybody = $5, team_id = $6, version = $7, saved_at = $8 WHERE id = $1`,
    values(view),
  );
}

export async function deleteSavedView(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM saved_views WHERE id = $1', [id]);
}

/** Ids by slug, of those the asker sees. */
export async function idsOfSlugs(
  tx: Transaction,
  asker: Asker,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sight = viewSight(asker, 2);
  const rows = await tx.rows<{ id: string; slug: string }>(
    `SELECT v.id, v.slug FROM saved_views v WHERE v.slug = ANY($1::text[]) AND ${sight.text} FOR KEY SHARE`,
    [slugs, ...sight.values],
  );
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

export interface Pin {
  readonly readyMade: ReadyMade | null;
  readonly viewId: string | null;
}

/** These and no others, in this order. */
export async function savePins(tx: Transaction, agentId: string, pins: readonly Pin[]): Promise<void> {
  await tx.rows('DELETE FROM view_pins WHERE agent_id = $1', [agentId]);
  await tx.rows(
    `INSERT INTO view_pins (agent_id, place, ready_made, saved_view_id)
     SELECT $1, place, ready_made, view_id FROM unnest($2::text[], $3::uuid[]) WITH ORDINALITY AS p (ready_made, view_id, place)`,
    [agentId, pins.map(({ readyMade }) => readyMade), pins.map(({ viewId }) => viewId)],
  );
}

export async function holdPerson(tx: Sql, agentId: string): Promise<void> {
  await tx.rows('SELECT 1 FROM agents WHERE id = $1 FOR NO KEY UPDATE', [agentId]);
}
