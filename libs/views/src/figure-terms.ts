import { CLOCK_STATES, MILESTONES } from '@redress/domain/sla/clock.js';
import { REAL } from '@redress/persistence/report-columns.js';
import { belowCode, COUNTED, RECEIVED_FROM, RECEIVED_TO } from './reports/scope.js';

/** The terms by which a figure leads to its tickets. Each means here exactly what it means in the reports. */
export const FIGURE_TERMS = [
  'cause',
  'problem',
  'product',
  'team',
  'sla',
  'took',
  'received',
  'created',
  'age',
] as const;

export interface Meaning {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** `is:counted`: complaints that figures are made of; `is:real`: tickets of every kind that are. */
export const IS_FIGURE = {
  counted: COUNTED,
  real: REAL,
} as const;

const issueWith = (condition: string): string =>
  `EXISTS (SELECT 1 FROM issues x WHERE x.ticket_id = t.id AND ${condition})`;

function causeMeaning(value: string, place: number): Meaning {
  if (value === 'none') return { text: issueWith('x.root_cause IS NULL AND x.undetermined IS NULL'), values: [] };
  if (value === 'undetermined')
    return { text: issueWith('x.root_cause IS NULL AND x.undetermined IS NOT NULL'), values: [] };
  return { text: issueWith(`x.root_cause IN ${belowCode('rootCause', place)}`), values: [value] };
}

function problemMeaning(value: string, place: number): Meaning {
  if (value === 'none') return { text: issueWith('x.problem_type IS NULL'), values: [] };
  return { text: issueWith(`x.problem_type IN ${belowCode('problemType', place)}`), values: [value] };
}

function productMeaning(value: string, place: number): Meaning {
  if (value === 'none') return { text: 't.product IS NULL', values: [] };
  return { text: `t.product = $${place}`, values: [value] };
}

const TEAM = (place: number): string =>
  `t.queue_id IN (SELECT q.id FROM queues q JOIN teams e ON e.id = q.team_id WHERE e.id::text = lower($${place}) OR lower(e.name) = lower($${place}))`;

const NO_TEAM = 't.queue_id IN (SELECT id FROM queues WHERE team_id IS NULL)';

const clockWith = (condition: string): string =>
  `EXISTS (SELECT 1 FROM clocks k WHERE k.ticket_id = t.id AND NOT k.optional AND ${condition})`;

/** `missed`, `risk` or a state of a clock; of one milestone with a dot: `missed.firstResponse`. */
function slaMeaning(value: string, place: number): Meaning | null {
  const [word = '', milestone] = value.split('.');
  const known = MILESTONES.find((name) => name.toLowerCase() === milestone?.toLowerCase());
  if (milestone !== undefined && known === undefined) return null;
  const state = CLOCK_STATES.find((one) => one === word.toLowerCase());
  const condition =
    word.toLowerCase() === 'risk' ? `k.state = 'running' AND k.warned_at IS NOT NULL` : state && `k.state = '${state}'`;
  if (condition === undefined) return null;
  if (known === undefined) return { text: clockWith(condition), values: [] };
  return { text: clockWith(`${condition} AND k.milestone = $${place}`), values: [known] };
}

const WALL = `extract(epoch FROM k.met_at - k.start_at)::int`;
const BUSINESS = `CASE WHEN k.met_at IS NOT NULL THEN (k.body->>'elapsedSeconds')::int END`;

/** How many seconds a clock took until it was met, `firstResponse.wall.3600..7200`: from the first up to but not including the second, either left out. */
function tookMeaning(value: string, place: number): Meaning | null {
  const [, milestone, kind, from, to] = /^(\w{1,20})\.(wall|business)\.(\d{0,9})\.\.(\d{0,9})$/i.exec(value) ?? [];
  const known = MILESTONES.find((name) => name.toLowerCase() === milestone?.toLowerCase());
  if (known === undefined || kind === undefined || (from === '' && to === '')) return null;
  const seconds = kind.toLowerCase() === 'wall' ? WALL : BUSINESS;
  return {
    text: `EXISTS (SELECT 1 FROM clocks k WHERE k.ticket_id = t.id AND k.state <> 'cancelled' AND k.milestone = $${place}
      AND ${seconds} >= coalesce($${place + 1}::int, -2147483648) AND ${seconds} < coalesce($${place + 2}::bigint, 2147483648))`,
    values: [known, from === '' ? null : Number(from), to === '' ? null : Number(to)],
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const isDate = (text: string): boolean => DATE.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** `2026-01-01..2026-01-31` with either end left out, `>2026-01-01`, `<2026-01-31`, or one day. Both ends are included, `>` and `<` exclude theirs. */
function receivedMeaning(value: string, place: number): Meaning | null {
  const [whole, sign, only] = /^([<>]?)(\d{4}-\d{2}-\d{2})$/.exec(value) ?? [];
  if (whole !== undefined && only !== undefined && isDate(only)) {
    if (sign === '>') return { text: `NOT (${RECEIVED_TO(place)})`, values: [only] };
    if (sign === '<') return { text: `NOT (${RECEIVED_FROM(place)})`, values: [only] };
    return { text: `${RECEIVED_FROM(place)} AND ${RECEIVED_TO(place)}`, values: [only] };
  }
  const [from = '', to = '', ...more] = value.split('..');
  if (more.length > 0 || (from === '' && to === '') || !value.includes('..')) return null;
  if ((from !== '' && !isDate(from)) || (to !== '' && !isDate(to))) return null;
  const texts: string[] = [];
  const values: string[] = [];
  if (from !== '') {
    texts.push(RECEIVED_FROM(place));
    values.push(from);
  }
  if (to !== '') {
    texts.push(RECEIVED_TO(place + values.length));
    values.push(to);
  }
  return { text: texts.join(' AND '), values };
}

/** Whole days since receipt, `15..30` or `57..`. */
function ageMeaning(value: string, place: number): Meaning | null {
  const [, from, to] = /^(\d{1,4})\.\.(\d{0,4})$/.exec(value) ?? [];
  if (from === undefined) return null;
  const older = `t.received_at <= now() - make_interval(days => $${place}::int)`;
  if (to === undefined || to === '') return { text: older, values: [Number(from)] };
  return {
    text: `${older} AND t.received_at > now() - make_interval(days => $${place + 1}::int + 1)`,
    values: [Number(from), Number(to)],
  };
}

/** What may be written behind each term, for whoever wrote something else. */
export const FIGURE_WORDS: Readonly<Record<string, readonly string[]>> = {
  sla: ['missed', 'risk', 'met', 'running', 'paused', 'missed.firstResponse'],
  took: ['firstResponse.wall.0..3600', 'resolution.business.86400..'],
  received: ['2026-01-01..2026-01-31', '>2026-01-01', '<2026-01-31'],
  created: ['2026-01-01..2026-01-31', '>2026-01-01', '<2026-01-31'],
  age: ['0..3', '57..'],
};

/** Undefined when the term is none of these, null when its value means nothing. */
export function figureMeaning(name: string, value: string, place: number): Meaning | null | undefined {
  switch (name) {
    case 'cause':
      return causeMeaning(value, place);
    case 'problem':
      return problemMeaning(value, place);
    case 'product':
      return productMeaning(value, place);
    case 'team':
      return value === 'none' ? { text: NO_TEAM, values: [] } : { text: TEAM(place), values: [value] };
    case 'sla':
      return slaMeaning(value, place);
    case 'took':
      return tookMeaning(value, place);
    case 'received':
    case 'created':
      return receivedMeaning(value, place);
    case 'age':
      return ageMeaning(value, place);
    default:
      return undefined;
  }
}
