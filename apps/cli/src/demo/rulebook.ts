import type { Condition } from '@redress/domain/rules/condition.js';
import type { CalendarParts } from '@redress/domain/sla/calendar-parts.js';
import type { PolicyTarget } from '@redress/domain/sla/policy.js';
import { type Instant, instant } from '@redress/domain/time.js';
import { STANDARD_TARGETS, STANDARD_WARNINGS } from '@redress/desk/sla-defaults.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { saveCalendarVersion } from '@redress/persistence/stores/calendars.store.js';
import { currentPolicies, orderPolicies, savePolicyVersion } from '@redress/persistence/stores/sla-policies.store.js';
import { holidaysOf } from '@redress/platform/holidays.js';
import { newId } from '@redress/platform/ids.js';
import { layDownPlan } from './automation.js';
import type { Places } from './verbs.js';

/** The story reaches back further than any policy of today: its rules have always held. */
const EVER: Instant = instant(0);
const SAXONY = { country: 'DE', region: 'SN', types: ['public'] } as const;
const YEARS = { back: 3, ahead: 5 };

const OFFICE = [
  ['09:00', '12:30'],
  ['13:00', '17:30'],
] as const;
const SHIFT = [['06:00', '20:00']] as const;

interface DemoCalendar {
  readonly name: string;
  readonly teams: readonly string[];
  readonly parts: Pick<CalendarParts, 'weekly' | 'holidays' | 'exceptions'>;
}

const calendars = (year: number, teams: { readonly office: readonly string[]; readonly shift: readonly string[] }) =>
  [
    {
      name: 'Leipzig office',
      teams: teams.office,
      parts: {
        weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [['09:00', '15:00']] },
        holidays: [
          { date: `${year}-12-24`, from: '12:00', to: '24:00', name: 'Heiligabend' },
          { date: `${year}-12-31`, from: '12:00', to: '24:00', name: 'Silvester' },
        ],
        exceptions: [],
      },
    },
    {
      name: 'Leipzig warehouse',
      teams: teams.shift,
      parts: {
        weekly: { mon: SHIFT, tue: SHIFT, wed: SHIFT, thu: SHIFT, fri: SHIFT, sat: [['08:00', '14:00']] },
        holidays: [],
        // The last parcels before Christmas.
        exceptions: [{ date: `${year}-12-20`, open: [['10:00', '16:00']], name: 'Weihnachtsversand' }],
      },
    },
  ] as const satisfies readonly DemoCalendar[];

interface DemoPolicy {
  readonly name: string;
  readonly condition: Condition;
  readonly targets: readonly PolicyTarget[];
  readonly templates: readonly string[];
  readonly escalates?: true;
}

/** Twice as fast as everybody else's. */
const FAST: readonly PolicyTarget[] = STANDARD_TARGETS.map((line) => ({
  ...line,
  byPriority: Object.fromEntries(
    Object.entries(line.byPriority).map(([priority, target]) => [
      priority,
      'minutes' in target ? { minutes: target.minutes / 2 } : target,
    ]),
  ),
}));

const policies = ({ queues }: Places): readonly DemoPolicy[] => [
  {
    name: 'Key accounts',
    condition: { fact: 'tier', operator: 'anyOf', value: ['key', 'gold', 'platinum'] },
    targets: FAST,
    templates: [],
    escalates: true,
  },
  {
    name: 'Payments',
    condition: {
      all: [
        { fact: 'queue', operator: 'is', value: queues.billing },
        { fact: 'kind', operator: 'is', value: 'complaint' },
      ],
    },
    targets: STANDARD_TARGETS,
    templates: ['euPsd2'],
  },
  {
    name: 'Questions and praise',
    condition: { fact: 'kind', operator: 'anyOf', value: ['enquiry', 'suggestion', 'compliment'] },
    targets: STANDARD_TARGETS.filter(({ milestone }) => milestone === 'firstResponse' || milestone === 'nextResponse'),
    templates: [],
  },
];

/** Calendars of Saxony for the teams and policies before the standard one. Doing it again does nothing. */
export async function layDownRules(tx: Transaction, places: Places, now: number): Promise<void> {
  const [there] = await tx.rows('SELECT 1 FROM business_calendars WHERE demo AND removed_at IS NULL');
  if (there !== undefined) return;
  await makeCalendars(tx, places, new Date(now).getUTCFullYear());
  await makePolicies(tx, places, await layDownPlan(tx, instant(now)));
}

async function makeCalendars(tx: Transaction, { queues }: Places, year: number): Promise<void> {
  const toYear = year + YEARS.ahead;
  const setHolidays = await holidaysOf(SAXONY, year - YEARS.back, toYear);
  const set = { timezone: 'Europe/Berlin', holidaySet: SAXONY, setUntilYear: toYear, setHolidays, feedHolidays: [] };
  const teams = { office: [queues.care, queues.billing], shift: [queues.delivery] };
  for (const { name, teams: ofQueues, parts } of calendars(year, teams)) {
    const id = newId();
    await saveCalendarVersion(tx, {
      ...{ rowId: newId(), id, version: 1, feedUrl: null, validFrom: EVER, madeBy: 'system', because: 'created' },
      name: await freeName(tx, 'business_calendars', name),
      parts: { ...set, ...parts },
      demo: true,
    });
    await tx.rows(
      `UPDATE teams SET calendar_id = $1 FROM queues q WHERE q.team_id = teams.id AND q.id = ANY($2::uuid[]) AND teams.demo AND calendar_id IS NULL`,
      [id, ofQueues],
    );
  }
}

async function makePolicies(tx: Transaction, places: Places, planId: string | null): Promise<void> {
  const before = (await currentPolicies(tx)).map(({ id }) => id);
  const ids: string[] = [];
  for (const policy of policies(places)) {
    const id = newId();
    ids.push(id);
    await savePolicyVersion(tx, {
      ...{ rowId: newId(), id, version: 1, position: ids.length, enabled: true, validFrom: EVER, madeAt: EVER },
      ...{ condition: policy.condition, targets: policy.targets, templates: policy.templates },
      ...{ warnAt: STANDARD_WARNINGS, calendarId: null, madeBy: 'system' },
      escalationPlanId: policy.escalates === true ? planId : null,
      name: await freeName(tx, 'sla_policies', policy.name),
      demo: true,
    });
  }
  await orderPolicies(tx, [...ids, ...before]);
}

/** People may have given the name to something of theirs. */
async function freeName(tx: Transaction, table: 'business_calendars' | 'sla_policies', name: string): Promise<string> {
  const [taken] = await tx.rows(`SELECT 1 FROM ${table} WHERE lower(name) = lower($1) AND removed_at IS NULL`, [name]);
  return taken === undefined ? name : `${name} (Lumo)`;
}

/** Takes them out of use. Their versions stay, because clocks of real tickets may have run by them. */
export async function takeUpRules(tx: Transaction, now: Instant): Promise<void> {
  const at = new Date(now);
  const statements = [
    `UPDATE teams SET calendar_id = NULL FROM business_calendars c
     WHERE c.id = teams.calendar_id AND c.demo AND NOT c.is_installation AND $1::timestamptz IS NOT NULL`,
    `INSERT INTO sla_policy_versions (id, policy_id, version, name, enabled, valid_from, body, made_by, made_at)
     SELECT gen_random_uuid(), p.id, p.version + 1, p.name, false, $1, v.body, 'system', $1
     FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version WHERE p.demo AND p.removed_at IS NULL`,
    `UPDATE sla_policies SET version = version + 1, removed_at = $1 WHERE demo AND removed_at IS NULL`,
    `UPDATE business_calendars SET removed_at = $1 WHERE demo AND removed_at IS NULL AND NOT is_installation AND NOT EXISTS (
       SELECT 1 FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
       WHERE p.removed_at IS NULL AND v.body ->> 'calendarId' = business_calendars.id::text)`,
    // Whoever made it his own keeps it.
    `UPDATE business_calendars SET demo = false WHERE demo AND removed_at IS NULL AND $1::timestamptz IS NOT NULL`,
  ];
  for (const statement of statements) await tx.rows(statement, [at]);
}
