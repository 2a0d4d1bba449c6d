import type { CalendarParts } from '@redress/domain/sla/calendar-parts.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export interface HeldCalendar {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly isInstallation: boolean;
  readonly feedUrl: string | null;
  readonly parts: CalendarParts;
}

/** Holds the calendar's row, with its newest version, until the transaction ends; null for one that was removed. */
export async function holdCalendar(tx: Transaction, id: string): Promise<HeldCalendar | null> {
  const [row] = await tx.rows<HeldCalendar>(
    `SELECT c.id, c.name, c.version, c.is_installation AS "isInstallation", c.feed_url AS "feedUrl", v.parts
     FROM business_calendars c JOIN business_calendar_versions v ON v.calendar_id = c.id AND v.version = c.version
     WHERE c.id = $1 AND c.removed_at IS NULL FOR UPDATE OF c`,
    [id],
  );
  return row ?? null;
}

export interface CalendarVersionRow {
  /** Of the version, never used again. */
  readonly rowId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly feedUrl: string | null;
  readonly parts: CalendarParts;
  readonly validFrom: Instant;
  readonly madeBy: string;
  readonly because: 'created' | 'edited' | 'feed' | 'renewed';
  readonly demo?: boolean;
}

/** The first version with its calendar, or one more. The unique index on names speaks when the name is taken. */
export async function saveCalendarVersion(tx: Transaction, row: CalendarVersionRow): Promise<void> {
  await tx.rows(
    `INSERT INTO business_calendars (id, name, version, feed_url, demo) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version,
       feed_fault = CASE WHEN business_calendars.feed_url IS DISTINCT FROM excluded.feed_url THEN NULL ELSE business_calendars.feed_fault END,
       feed_read_at = CASE WHEN business_calendars.feed_url IS DISTINCT FROM excluded.feed_url THEN NULL ELSE business_calendars.feed_read_at END,
       feed_succeeded_at = CASE WHEN business_calendars.feed_url IS DISTINCT FROM excluded.feed_url THEN NULL ELSE business_calendars.feed_succeeded_at END,
       feed_url = excluded.feed_url`,
    [row.id, row.name, row.version, row.feedUrl, row.demo ?? false],
  );
  await tx.rows(
    `INSERT INTO business_calendar_versions (id, calendar_id, version, name, parts, valid_from, made_by, because)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), $7, $8)`,
    [row.rowId, row.id, row.version, row.name, JSON.stringify(row.parts), row.validFrom, row.madeBy, row.because],
  );
}

/** There is at most one; the old one steps down first, because the index allows no second. */
export async function makeInstallationCalendar(tx: Transaction, id: string): Promise<void> {
  await tx.rows('UPDATE business_calendars SET is_installation = false WHERE is_installation AND id <> $1', [id]);
  await tx.rows('UPDATE business_calendars SET is_installation = true WHERE id = $1', [id]);
}

/** Names of what counts by this calendar: teams, and policies in their newest version or one that is still to begin. */
export async function usesOfCalendar(
  tx: Transaction,
  id: string,
  now: Instant,
): Promise<{ teams: string[]; policies: string[] }> {
  const [row] = await tx.rows<{ teams: string[]; policies: string[] }>(
    `SELECT ARRAY(SELECT name FROM teams WHERE calendar_id = $1 ORDER BY name) AS teams,
       ARRAY(SELECT DISTINCT p.name FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id
         WHERE p.removed_at IS NULL AND v.body ->> 'calendarId' = $1::text AND (v.version = p.version OR v.valid_from > to_timestamp($2 / 1000.0))
         ORDER BY p.name) AS policies`,
    [id, now],
  );
  return row ?? { teams: [], policies: [] };
}

/** Its versions stay: clocks of the past name them. */
export async function markCalendarRemoved(tx: Transaction, id: string, now: Instant): Promise<void> {
  await tx.rows('UPDATE business_calendars SET removed_at = to_timestamp($2 / 1000.0) WHERE id = $1', [id, now]);
}

/** Every calendar that was not removed. */
export async function calendarNames(sql: Sql): Promise<{ id: string; name: string }[]> {
  return sql.rows('SELECT id, name FROM business_calendars WHERE removed_at IS NULL ORDER BY name');
}

/** How the last reading of the feed went; a fault leaves the holidays as they were. */
export async function noteFeedReading(sql: Sql, id: string, now: Instant, fault: string | null): Promise<void> {
  await sql.rows(
    `UPDATE business_calendars SET feed_read_at = to_timestamp($2 / 1000.0), feed_fault = $3,
       feed_succeeded_at = CASE WHEN $3::text IS NULL THEN to_timestamp($2 / 1000.0) ELSE feed_succeeded_at END
     WHERE id = $1`,
    [id, now, fault],
  );
}

/** Calendars whose feed nobody read since `before`; the longest unread first. */
export async function unreadFeeds(
  sql: Sql,
  before: Instant,
  limit: number,
): Promise<{ id: string; feedUrl: string }[]> {
  return sql.rows(
    `SELECT id, feed_url AS "feedUrl" FROM business_calendars
     WHERE removed_at IS NULL AND feed_url IS NOT NULL AND (feed_read_at IS NULL OR feed_read_at < to_timestamp($1 / 1000.0))
     ORDER BY feed_read_at NULLS FIRST LIMIT $2`,
    [before, limit],
  );
}

/** Ids of calendars with a holiday set whose dates were worked out for no later year than `year - 1`. */
export async function calendarsToRenew(sql: Sql, year: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT c.id FROM business_calendars c JOIN business_calendar_versions v ON v.calendar_id = c.id AND v.version = c.version
     WHERE c.removed_at IS NULL AND v.parts ->> 'holidaySet' IS NOT NULL AND coalesce((v.parts ->> 'setUntilYear')::int, 0) < $1`,
    [year],
  );
  return rows.map((row) => row.id);
}
