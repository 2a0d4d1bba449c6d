import { type BusinessCalendar, compileCalendar } from '@redress/domain/sla/business-time.js';
import { type CalendarParts, rulesOf } from '@redress/domain/sla/calendar-parts.js';
import type { CalendarVersion, RegulatoryTemplate, SlaPolicy, SlaRules } from '@redress/domain/sla/policy.js';
import { SHIPPED_TEMPLATES } from '@redress/domain/sla/regulatory-templates.js';
import type { Sql } from '../sql.js';
import { planVersions } from './plans.store.js';

/** Rules by the token of the rule book: it is another one after every change, in whichever database, so equal tokens mean equal rules. */
const KNOWN = new Map<string, SlaRules>();
/** Transactions that began before a change may still ask for what was. */
const MOST_KNOWN = 4;

/**
 * Policies, calendars and templates as this transaction sees them: one small read, and everything else only after a change. `policies`
 * and `templates` hold every version, policies ordered by position and then by version; `inForce` says which of them count at an instant.
 * @param token what `rule_book` says, where the caller has read it with something else; saves the small read.
 */
export async function slaRules(sql: Sql, token?: string): Promise<SlaRules> {
  const known = KNOWN.get(token ?? (await readToken(sql)));
  if (known !== undefined) return known;
  const { token: read, rules } = await readRules(sql);
  KNOWN.set(read, rules);
  for (const old of [...KNOWN.keys()].slice(0, -MOST_KNOWN)) KNOWN.delete(old);
  return rules;
}

async function readToken(sql: Sql): Promise<string> {
  const [book] = await sql.rows<{ token: string }>('SELECT token FROM rule_book');
  return book?.token ?? '';
}

interface Read {
  readonly token: string;
  readonly revision: number;
  readonly policies: readonly SlaPolicy[];
  readonly templates: readonly RegulatoryTemplate[];
  readonly calendars: readonly { readonly rowId: string; readonly id: string; readonly version: number }[];
  readonly teamCalendars: readonly { readonly queueId: string; readonly calendarId: string }[];
  readonly installationCalendarId: string | null;
}

/** One statement is one view of the database: token and rules belong together. What is read after it can only be newer. */
const READ = `
  SELECT b.token, b.revision,
    (SELECT coalesce(jsonb_agg(v.body || jsonb_build_object('id', p.id, 'version', v.version, 'name', v.name, 'position', p.position,
        'enabled', v.enabled, 'validFrom', (extract(epoch FROM v.valid_from) * 1000)::bigint) ORDER BY p.position, p.id, v.version), '[]')
      FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id
      WHERE p.removed_at IS NULL OR v.valid_from <= p.removed_at) AS policies,
    (SELECT coalesce(jsonb_agg(v.body || jsonb_build_object('code', t.code, 'version', v.version,
        'validFrom', (extract(epoch FROM v.made_at) * 1000)::bigint) ORDER BY t.code, v.version), '[]')
      FROM regulatory_templates t JOIN regulatory_template_versions v ON v.template_id = t.id) AS templates,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('rowId', v.id, 'id', v.calendar_id, 'version', v.version)), '[]')
      FROM business_calendar_versions v) AS calendars,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('queueId', q.id, 'calendarId', t.calendar_id)), '[]')
      FROM queues q JOIN teams t ON t.id = q.team_id WHERE t.calendar_id IS NOT NULL) AS "teamCalendars",
    (SELECT id FROM business_calendars WHERE is_installation) AS "installationCalendarId"
  FROM rule_book b`;

async function readRules(sql: Sql): Promise<{ token: string; rules: SlaRules }> {
  const [read] = await sql.rows<Read>(READ);
  if (!read) throw new Error('The rule book is missing: the database was not migrated');
  await learnVersions(
    sql,
    read.calendars.map(({ rowId }) => rowId),
  );
  return { token: read.token, rules: { ...rulesFrom(read), ...(await planVersions(sql)) } };
}

function rulesFrom(read: Read): Omit<SlaRules, 'plan' | 'currentPlan'> {
  const rowIds = new Map(read.calendars.map(({ id, version, rowId }) => [`${id} ${version}`, rowId]));
  const newest = new Map<string, number>();
  for (const { id, version } of read.calendars) newest.set(id, Math.max(version, newest.get(id) ?? 0));
  const teamCalendars = new Map(read.teamCalendars.map(({ queueId, calendarId }) => [queueId, calendarId]));
  const calendar = (id: string, version: number): CalendarVersion => {
    const found = VERSIONS.get(rowIds.get(`${id} ${version}`) ?? '');
    if (found === undefined) throw new Error(`There is no version ${version} of calendar ${id}`);
    return found;
  };
  return {
    revision: read.revision,
    policies: read.policies,
    templates: [...SHIPPED_TEMPLATES, ...read.templates],
    calendar,
    currentCalendar: (id) => calendar(id, newest.get(id) ?? 0),
    teamCalendarId: (queueId) => teamCalendars.get(queueId) ?? null,
    installationCalendarId: read.installationCalendarId,
  };
}

/** By the id of the version's row, which no other database gives again. What a version says never changes. */
const VERSIONS = new Map<string, CalendarVersion>();

interface VersionRow {
  readonly rowId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly parts: CalendarParts;
}

async function learnVersions(sql: Sql, rowIds: readonly string[]): Promise<void> {
  const missing = rowIds.filter((rowId) => !VERSIONS.has(rowId));
  if (missing.length === 0) return;
  const rows = await sql.rows<VersionRow>(
    `SELECT id AS "rowId", calendar_id AS id, version, name, parts FROM business_calendar_versions WHERE id = ANY($1::uuid[])`,
    [missing],
  );
  for (const row of rows) VERSIONS.set(row.rowId, versionOf(row));
}

/** Compiled when somebody counts with it: most old versions are never asked again. */
function versionOf({ id, version, name, parts }: VersionRow): CalendarVersion {
  let compiled: BusinessCalendar | undefined;
  return {
    id,
    version,
    name,
    get calendar(): BusinessCalendar {
      return (compiled ??= compileCalendar(rulesOf(parts)));
    },
  };
}
