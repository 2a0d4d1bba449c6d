import type { Sql } from '@redress/persistence/sql.js';

/** What breaks the promises about clocks; all are empty when they hold. */
export interface ClockFindings {
  /** Should have warned, fallen due or escalated, and nobody rang them. */
  readonly clocksSilent: readonly string[];
  /** Missed before their due time, or twice without a verdict that fell in between. */
  readonly missedWrongly: readonly string[];
  /** Clocks whose columns, and tickets whose next due time, are not what the folded clocks say. */
  readonly clockRowsDiffer: readonly string[];
}

export const CLOCKS_HELD: ClockFindings = { clocksSilent: [], missedWrongly: [], clockRowsDiffer: [] };

/** A sweep looks every second; after a fault it has this long to come to itself. */
const TOLERANCE_SECONDS = 10;

/** @param now null for the time of the database */
export async function clockFindings(sql: Sql, now: Date | null = null): Promise<ClockFindings> {
  return {
    clocksSilent: await silentClocks(sql, now),
    missedWrongly: await names(sql, MISSED_WRONGLY),
    clockRowsDiffer: [...(await names(sql, COLUMNS_DIFFER)), ...(await names(sql, NEXT_DUE_DIFFERS))],
  };
}

const names = async (sql: Sql, text: string, values: readonly unknown[] = []): Promise<string[]> =>
  (await sql.rows<{ name: string }>(text, values)).map(({ name }) => name);

const instant = (json: string): string => `to_timestamp((${json})::bigint / 1000.0)`;

/** By the clock as it was folded, not by the column that the sweep looks for. */
export const silentClocks = (sql: Sql, now: Date | null = null): Promise<string[]> =>
  names(
    sql,
    `SELECT 'clock ' || id || ' ' || milestone || ' should have rung' AS name FROM clocks
     WHERE ended_at IS NULL AND ${instant(`body #>> '{alarms,0,at}'`)} < coalesce($1::timestamptz, now()) - interval '${TOLERANCE_SECONDS} seconds'
     ORDER BY id`,
    [now],
  );

const MISSED_WRONGLY = `
  WITH verdicts AS (
    SELECT ticket_id, body ->> 'clockId' AS clock_id, type, version, at, body,
      lag(type) OVER (PARTITION BY body ->> 'clockId' ORDER BY version) AS before
    FROM ticket_events WHERE type IN ('ClockMissed', 'VerdictRevoked'))
  SELECT 'clock ' || clock_id || ' missed twice' AS name FROM verdicts WHERE type = 'ClockMissed' AND before = 'ClockMissed'
  UNION ALL SELECT 'clock ' || clock_id || ' missed too early' FROM verdicts
    WHERE type = 'ClockMissed' AND ${instant(`body ->> 'dueAt'`)} > at
  ORDER BY 1`;

const COLUMNS_DIFFER = `
  SELECT 'clock ' || id AS name FROM clocks
  WHERE (state, milestone, episode, due_at, start_at, met_at, warned_at, ended_at, missed_by_retarget) IS DISTINCT FROM
    (body ->> 'state', body ->> 'milestone', (body ->> 'episode')::int, ${instant(`body ->> 'dueAt'`)}, ${instant(`body ->> 'startAt'`)},
     ${instant(`body ->> 'metAt'`)}, ${instant(`body ->> 'warnedAt'`)}, ${instant(`body ->> 'endedAt'`)}, (body ->> 'missedByRetarget')::boolean)
    OR next_alarm_at IS DISTINCT FROM ${instant(`body #>> '{alarms,0,at}'`)}
  ORDER BY 1`;

/** What is overdue comes first, then what runs, then what is paused. */
const NEXT_DUE_DIFFERS = `
  SELECT 'next due of ticket ' || t.id AS name FROM tickets t
  LEFT JOIN LATERAL (
    SELECT state, due_at FROM clocks k WHERE k.ticket_id = t.id AND ended_at IS NULL AND state IN ('running', 'paused', 'missed')
    ORDER BY array_position(ARRAY['missed', 'running', 'paused'], state), due_at, position LIMIT 1) k ON true
  WHERE (t.next_due_at, t.next_due_state) IS DISTINCT FROM (k.due_at, k.state)
  ORDER BY 1`;
