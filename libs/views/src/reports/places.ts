import type { Sql } from '@redress/persistence/sql.js';

export type Place = 'queue' | 'team' | 'channel';

interface Group {
  readonly id: string;
  readonly name: string;
}

interface QueueRow {
  readonly id: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly team: string | null;
}

const QUEUES = `SELECT q.id::text AS id, q.name, q.team_id::text AS "teamId", e.name AS team FROM queues q LEFT JOIN teams e ON e.id = q.team_id`;

/** The team of a queue that belongs to none. */
export const NO_GROUP = '';

/** What queues, teams and channels are called. */
export async function placesOf(sql: Sql) {
  const rows = await sql.rows<QueueRow>(QUEUES);
  const teamOf = new Map(rows.map(({ id, teamId }) => [id, teamId ?? NO_GROUP]));
  const names = {
    queue: new Map(rows.map(({ id, name }) => [id, name])),
    team: new Map(rows.map(({ teamId, team }) => [teamId ?? NO_GROUP, team ?? ''])),
  };
  return {
    /** The group of all tickets of a queue; null when each ticket has its own. */
    keyOf(by: Place, queueId: string): string | null {
      if (by === 'channel') return null;
      return by === 'queue' ? queueId : (teamOf.get(queueId) ?? NO_GROUP);
    },
    groupOf(by: Place, key: string | number, words: readonly (string | null)[]): Group {
      const id = typeof key === 'number' ? (words[key] ?? '') : key;
      return { id, name: by === 'channel' ? id : (names[by].get(id) ?? '') };
    },
  };
}
