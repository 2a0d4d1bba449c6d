import type {
  BusinessCalendar,
  BusinessCalendarVersion,
  BusinessCalendarWithVersions,
  RegulatoryTemplate,
  RegulatoryTemplateVersionLine,
  RegulatoryTemplateWithVersions,
  SlaPolicy,
  SlaPolicyWithVersions,
} from '@redress/contract/sla-policy.js';
import type { Named, Page } from '@redress/contract/answers.js';
import { SHIPPED_TEMPLATES, TEMPLATE_NOTE } from '@redress/domain/sla/regulatory-templates.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const named = (table: string): string => `json_build_object('id', ${table}.id, 'name', ${table}.name)`;
const whoMade = (column: string): string => `(SELECT ${named('a')} FROM agents a WHERE a.id::text = ${column})`;

const CALENDAR = `
  SELECT c.id, c.name, c.version, c.is_installation AS "isInstallation", v.parts ->> 'timezone' AS timezone, v.parts -> 'weekly' AS weekly,
    v.parts -> 'holidays' AS holidays, v.parts -> 'exceptions' AS exceptions, nullif(v.parts -> 'holidaySet', 'null') AS "holidaySet",
    (v.parts ->> 'setUntilYear')::int AS "setUntilYear", v.parts -> 'setHolidays' AS "setHolidays", v.parts -> 'feedHolidays' AS "feedHolidays",
    CASE WHEN c.feed_url IS NULL THEN NULL ELSE json_build_object('url', c.feed_url, 'readAt', ${rfc3339('c.feed_read_at')},
      'succeededAt', ${rfc3339('c.feed_succeeded_at')}, 'fault', c.feed_fault) END AS feed,
    json_build_object(
      'teams', coalesce((SELECT json_agg(${named('t')} ORDER BY t.name) FROM teams t WHERE t.calendar_id = c.id), '[]'),
      'policies', coalesce((SELECT json_agg(${named('p')} ORDER BY p.position)
        FROM sla_policies p JOIN sla_policy_versions w ON w.policy_id = p.id AND w.version = p.version
        WHERE p.removed_at IS NULL AND w.body ->> 'calendarId' = c.id::text), '[]')) AS "usedBy"
  FROM business_calendars c JOIN business_calendar_versions v ON v.calendar_id = c.id AND v.version = c.version
  WHERE c.removed_at IS NULL`;

/** The installation's first, then by name. */
export async function calendarList(sql: Sql): Promise<Page<BusinessCalendar>> {
  return wholePage(await sql.rows<BusinessCalendar>(`${CALENDAR} ORDER BY c.is_installation DESC, lower(c.name)`));
}

/** With the versions that were, the newest first. */
export async function calendarById(sql: Sql, id: string): Promise<BusinessCalendarWithVersions | null> {
  const [row] = await sql.rows<BusinessCalendar>(`${CALENDAR} AND c.id = $1`, [id]);
  if (!row) return null;
  const versions = await sql.rows<BusinessCalendarWithVersions['versions'][number]>(
    `SELECT version, name, ${rfc3339('valid_from')} AS "validFrom", because, ${whoMade('made_by')} AS "madeBy"
     FROM business_calendar_versions WHERE calendar_id = $1 ORDER BY version DESC LIMIT 200`,
    [id],
  );
  return { ...row, versions };
}

/** One version of a calendar, also of one that was removed: clocks of the past count by it. */
export async function calendarVersion(sql: Sql, id: string, version: number): Promise<BusinessCalendarVersion | null> {
  const [row] = await sql.rows<BusinessCalendarVersion>(
    `SELECT c.id, v.version, v.name, v.parts ->> 'timezone' AS timezone, v.parts -> 'weekly' AS weekly, v.parts -> 'holidays' AS holidays,
       v.parts -> 'exceptions' AS exceptions, nullif(v.parts -> 'holidaySet', 'null') AS "holidaySet",
       (v.parts ->> 'setUntilYear')::int AS "setUntilYear", v.parts -> 'setHolidays' AS "setHolidays", v.parts -> 'feedHolidays' AS "feedHolidays",
       ${rfc3339('v.valid_from')} AS "validFrom", v.because, ${whoMade('v.made_by')} AS "madeBy",
       v.version = c.version AND c.removed_at IS NULL AS current
     FROM business_calendar_versions v JOIN business_calendars c ON c.id = v.calendar_id WHERE c.id = $1 AND v.version = $2`,
    [id, version],
  );
  return row ?? null;
}

const POLICY = `
  SELECT p.id, p.name, p.version, (SELECT count(*) FROM sla_policies o
      WHERE o.removed_at IS NULL AND (o.position, o.id) <= (p.position, p.id))::int AS position,
    v.enabled, ${rfc3339('v.valid_from')} AS "validFrom", nullif(v.body -> 'condition', 'null') AS condition, v.body -> 'targets' AS targets,
    v.body -> 'warnAt' AS "warnAt", v.body -> 'templates' AS templates,
    (SELECT ${named('c')} FROM business_calendars c WHERE c.id::text = v.body ->> 'calendarId') AS calendar,
    (SELECT ${named('e')} FROM escalation_plans e WHERE e.id::text = v.body ->> 'escalationPlanId') AS "escalationPlan"
  FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
  WHERE p.removed_at IS NULL`;

/** In the order in which they are tried. */
export async function policyList(sql: Sql): Promise<Page<SlaPolicy>> {
  return wholePage(await sql.rows<SlaPolicy>(`${POLICY} ORDER BY p.position, p.id`));
}

/** Grows with every change of a policy or of their order; 0 while nobody has changed any. */
export async function policyListVersion(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ version: number }>(`SELECT version FROM settings WHERE key = 'slaPolicies'`);
  return row?.version ?? 0;
}

export async function policyById(sql: Sql, id: string): Promise<SlaPolicyWithVersions | null> {
  const [row] = await sql.rows<SlaPolicy>(`${POLICY} AND p.id = $1`, [id]);
  if (!row) return null;
  const versions = await sql.rows<SlaPolicyWithVersions['versions'][number]>(
    `SELECT version, name, enabled, ${rfc3339('valid_from')} AS "validFrom", ${rfc3339('made_at')} AS "madeAt", ${whoMade('made_by')} AS "madeBy"
     FROM sla_policy_versions WHERE policy_id = $1 ORDER BY version DESC LIMIT 200`,
    [id],
  );
  return { ...row, versions };
}

const OWN_TEMPLATE = `
  SELECT t.id, t.code, t.version, t.based_on AS "basedOn", v.body ->> 'name' AS name, v.body ->> 'source' AS source, v.body -> 'duties' AS duties
  FROM regulatory_templates t JOIN regulatory_template_versions v ON v.template_id = t.id AND v.version = t.version
  WHERE t.removed_at IS NULL`;

/** The shipped ones first, then those of the house by code. */
export async function templateList(sql: Sql): Promise<Page<RegulatoryTemplate>> {
  const own = await sql.rows<Omit<RegulatoryTemplate, 'note' | 'usedBy'>>(`${OWN_TEMPLATE} ORDER BY t.code`);
  const shipped = SHIPPED_TEMPLATES.map(({ validFrom: _, ...template }) => ({ ...template, id: null, basedOn: null }));
  const uses = await usesByCode(sql);
  return wholePage(
    [...shipped, ...own].map((one) => ({ ...one, note: TEMPLATE_NOTE, usedBy: uses.get(one.code) ?? [] })),
  );
}

async function usesByCode(sql: Sql): Promise<ReadonlyMap<string, readonly Named[]>> {
  const rows = await sql.rows<{ code: string; policies: Named[] }>(
    `SELECT code, json_agg(${named('p')} ORDER BY p.position) AS policies
     FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version,
       jsonb_array_elements_text(v.body -> 'templates') AS code
     WHERE p.removed_at IS NULL GROUP BY code`,
  );
  return new Map(rows.map(({ code, policies }) => [code, policies]));
}

/** One of the house, with the versions that were. */
export async function templateById(sql: Sql, id: string): Promise<RegulatoryTemplateWithVersions | null> {
  const { data } = await templateList(sql);
  const found = data.find((template) => template.id === id);
  if (found === undefined) return null;
  const versions = await sql.rows<RegulatoryTemplateVersionLine>(
    `SELECT version, body ->> 'name' AS name, body ->> 'source' AS source, body -> 'duties' AS duties, ${whoMade('made_by')} AS "madeBy",
       ${rfc3339('made_at')} AS "madeAt"
     FROM regulatory_template_versions WHERE template_id = $1 ORDER BY version DESC LIMIT 200`,
    [id],
  );
  return { ...found, versions };
}
