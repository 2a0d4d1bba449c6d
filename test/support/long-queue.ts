import type pg from 'pg';

/** What the row stands for, and where it stands: the first one waits longest. @param place from 1 */
export const subjectAt = (place: number): string => `Row ${String(place).padStart(5, '0')} of a long queue`;

/** Unfinished tickets without messages, put into the database at one stroke; by how long they wait they are in the order of their subjects. */
export async function fillQueue(database: Pick<pg.Pool, 'query'>, count: number): Promise<void> {
  await database.query(
    `WITH q AS (SELECT id FROM queues ORDER BY is_default DESC LIMIT 1),
       n AS (SELECT generate_series(1, $1::int) AS i)
     INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, received_at, updated_at, unanswered_since, subject, preview, reply_token, tags)
     SELECT gen_random_uuid(), 'L-2026-' || lpad(i::text, 6, '0'), 1, 'enquiry', 'email', 'open', NULL, 'normal', q.id,
       now() - make_interval(mins => $1 - i + 10), now(), now() - make_interval(mins => $1 - i + 10),
       'Row ' || lpad(i::text, 5, '0') || ' of a long queue', 'Good day, I write because of my order', md5(i::text || clock_timestamp()::text), '{}'
     FROM n CROSS JOIN q`,
    [count],
  );
  await database.query('ANALYZE tickets');
}
