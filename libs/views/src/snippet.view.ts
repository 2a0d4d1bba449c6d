import type { Page } from '@redress/contract/answers.js';
import type { Snippet } from '@redress/contract/snippets.js';
import type { Asker } from '@redress/domain/people.js';
import { mayKeep, type Sharing } from '@redress/domain/sharing.js';
import type { Sql } from '@redress/persistence/sql.js';
import { snippetSight } from '@redress/persistence/stores/snippets.store.js';
import { type PlaceByName, pageByName, placeAfter } from './page.js';

const SNIPPET = `SELECT s.id, s.name, s.word, s.texts, s.uses, s.version, s.owner_id AS "ownerId", s.team_id AS "teamId",
    CASE WHEN s.owner_id IS NOT NULL THEN 'me' WHEN s.team_id IS NOT NULL THEN 'team' ELSE 'everybody' END AS "sharedWith",
    CASE WHEN t.id IS NULL THEN NULL ELSE json_build_object('id', t.id, 'name', t.name) END AS team
  FROM snippets s LEFT JOIN teams t ON t.id = s.team_id`;

type Row = Omit<Snippet, 'mine'> & Sharing & PlaceByName;

function shown(asker: Asker, { ownerId, teamId, ...snippet }: Row): Snippet {
  return { ...snippet, mine: mayKeep(asker, { ownerId, teamId }) };
}

export interface SnippetsQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  /** In name, short word or text. */
  readonly words: string;
}

/** Those that the asker may use, by name. */
export async function snippetList(sql: Sql, asker: Asker, query: SnippetsQuery): Promise<Page<Snippet>> {
  const place = placeAfter(query.after);
  const sight = snippetSight(asker, 5);
  const rows = await sql.rows<Row>(
    `${SNIPPET} WHERE (s.name, s.id) > ($1, $2::uuid) AND ${sight.text}
       AND ($4 = '' OR strpos(s.word, $4) > 0 OR strpos(lower(s.name), $4) > 0
         OR EXISTS (SELECT 1 FROM jsonb_array_elements(s.texts) one WHERE strpos(lower(one->>'text'), $4) > 0))
     ORDER BY s.name, s.id LIMIT $3`,
    [place.name, place.id, query.limit + 1, query.words.trim().toLowerCase(), ...sight.values],
  );
  const { data, page } = pageByName(rows, query.limit);
  return { data: data.map((row) => shown(asker, row)), page };
}

/** Null when there is none that the asker may use. */
export async function snippetView(sql: Sql, asker: Asker, id: string): Promise<Snippet | null> {
  const sight = snippetSight(asker, 2);
  const [row] = await sql.rows<Row>(`${SNIPPET} WHERE s.id = $1 AND ${sight.text}`, [id, ...sight.values]);
  return row === undefined ? null : shown(asker, row);
}
