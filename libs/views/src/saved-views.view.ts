import type { SavedView, SavedViews } from '@redress/contract/saved-views.js';
import type { Asker } from '@redress/domain/people.js';
import { mayEdit } from '@redress/domain/saved-views/saved-view.js';
import { isUuid } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { AUDIENCE, viewSight } from '@redress/persistence/stores/saved-views.store.js';
import { wholePage } from './page.js';

type Read = Omit<SavedView, 'mayEdit'>;

const VIEW = `SELECT v.id, v.slug, v.name, v.q, v.sort, ${AUDIENCE} AS audience, v.version,
    CASE WHEN te.id IS NULL THEN NULL ELSE json_build_object('id', te.id, 'name', te.name) END AS team,
    json_build_object('id', o.id, 'name', o.name) AS owner
  FROM saved_views v JOIN agents o ON o.id = v.owner_id LEFT JOIN teams te ON te.id = v.team_id`;

const shown = (asker: Asker, { id, slug, name, q, sort, audience, team, owner, version }: Read): SavedView => ({
  ...{ id, slug, name, q, sort, audience, team, owner, version },
  mayEdit: mayEdit(asker, { ownerId: owner.id, audience, teamId: team?.id ?? null }),
});

/** All that the asker sees, by name, and what he pinned of it. */
export async function savedViews(sql: Sql, asker: Asker): Promise<SavedViews> {
  const sight = viewSight(asker, 1);
  const [rows, pins] = await Promise.all([
    sql.rows<Read>(`${VIEW} WHERE ${sight.text} ORDER BY lower(v.name), v.slug LIMIT 1000`, sight.values),
    sql.rows<{ slug: string }>(
      `SELECT coalesce(p.ready_made, v.slug) AS slug FROM view_pins p
       LEFT JOIN saved_views v ON v.id = p.saved_view_id AND ${sight.text}
       WHERE p.agent_id = $1 AND (p.ready_made IS NOT NULL OR v.id IS NOT NULL) ORDER BY p.place`,
      sight.values,
    ),
  ]);
  return { ...wholePage(rows.map((row) => shown(asker, row))), pins: pins.map(({ slug }) => slug) };
}

export async function savedView(sql: Sql, asker: Asker, idOrSlug: string): Promise<SavedView | null> {
  const sight = viewSight(asker, 2);
  const column = isUuid(idOrSlug) ? 'id' : 'slug';
  const [row] = await sql.rows<Read>(`${VIEW} WHERE v.${column} = $1 AND ${sight.text}`, [idOrSlug, ...sight.values]);
  return row === undefined ? null : shown(asker, row);
}

export interface ViewToCount {
  readonly slug: string;
  readonly q: string;
}

/** More than a person looks through; what comes behind them stands in the list without a number. */
const MOST_COUNTED = 60;

/** The views that stand with their number: those that the asker pinned, or all he sees, his own before those of others. */
export function viewsToCount(sql: Sql, asker: Asker, which: 'pinned' | 'all'): Promise<ViewToCount[]> {
  const sight = viewSight(asker, 1);
  const pinned = `LEFT JOIN view_pins p ON p.saved_view_id = v.id AND p.agent_id = $1::uuid`;
  return sql.rows<ViewToCount>(
    `SELECT v.slug, v.q FROM saved_views v ${pinned} WHERE ${sight.text} AND ($4::boolean OR p.place IS NOT NULL)
     ORDER BY p.place, v.owner_id = $1::uuid DESC, lower(v.name), v.slug LIMIT ${MOST_COUNTED}`,
    [...sight.values, which === 'all'],
  );
}
