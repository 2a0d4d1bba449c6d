import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { parseRfc3339 } from '@redress/domain/rfc3339.js';
import { type KnownNames, policyFaults } from '@redress/domain/sla/policy-faults.js';
import { type Instant, toRfc3339 } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import { calendarNames } from '@redress/persistence/stores/calendars.store.js';
import { type CurrentPolicy, currentPolicies } from '@redress/persistence/stores/sla-policies.store.js';
import { isScalar, parseDocument, stringify, visit } from 'yaml';
import { faulty } from './people.js';
import { bodyOf, knownNames, type ReadPolicy } from './sla-policies.js';

const FORMAT = 1;
const LONGEST = 200_000;
const MOST_POLICIES = 200;
const FIELDS = [
  'name',
  'enabled',
  'validFrom',
  'condition',
  'calendar',
  'escalationPlan',
  'warnAt',
  'templates',
  'targets',
] as const;

/** Ids of one installation mean nothing in another: what a policy names stands in the file by its name. */
interface Names {
  readonly calendars: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, string>;
}

async function namesById(sql: Sql): Promise<Names> {
  const { planNames } = await knownNames(sql);
  return { calendars: new Map((await calendarNames(sql)).map(({ id, name }) => [id, name])), plans: planNames };
}

/** All policies in their order. The begin of a version stands there only while it lies ahead. */
export async function exportPolicies(sql: Sql, now: Instant): Promise<string> {
  const names = await namesById(sql);
  const policies = (await currentPolicies(sql)).map((policy) => ({
    name: policy.name,
    enabled: policy.enabled,
    ...(policy.validFrom > now ? { validFrom: toRfc3339(policy.validFrom) } : {}),
    condition: policy.condition,
    calendar: names.calendars.get(policy.calendarId ?? '') ?? null,
    escalationPlan: names.plans.get(policy.escalationPlanId ?? '') ?? null,
    warnAt: policy.warnAt,
    templates: policy.templates,
    targets: policy.targets,
  }));
  return `# SLA policies in their order: the first whose condition holds is the ticket's.\n${stringify({ format: FORMAT, policies }, { lineWidth: 120 })}`;
}

/** A policy as a file says it. */
export interface WantedPolicy {
  readonly policy: ReadPolicy;
  /** The file names its begin. */
  readonly begins: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Reading extends Names {
  readonly known: KnownNames;
  readonly held: readonly CurrentPolicy[];
  readonly now: Instant;
  readonly seen: Set<string>;
  readonly faults: Fault[];
}

const MOST_FAULTS = 100;

/** @throws Refusal invalid with pointers into the document. */
export async function readPolicyFile(
  sql: Sql,
  now: Instant,
  text: string,
  held: readonly CurrentPolicy[],
): Promise<readonly WantedPolicy[]> {
  const document = parsed(text);
  if (!isFields(document) || document['format'] !== FORMAT)
    throw faulty('/format', 'format', `This is no file of SLA policies: those have format: ${FORMAT}.`);
  const list = document['policies'];
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_POLICIES)
    throw faulty('/policies', 'list', `Give 1 to ${MOST_POLICIES} policies: without any no clock runs.`);
  const reading: Reading = {
    ...(await namesById(sql)),
    known: await knownNames(sql),
    held,
    now,
    seen: new Set(),
    faults: [],
  };
  const wanted = list.map((entry: unknown, index) => readEntry(entry, `/policies/${index}`, reading));
  const { faults } = reading;
  if (faults.length > 0)
    throw new Refusal('invalid', 'The file is not right: nothing of it was applied.', faults.slice(0, MOST_FAULTS));
  return wanted.flatMap((one) => one ?? []);
}

function readEntry(entry: unknown, at: string, reading: Reading): WantedPolicy | null {
  const { faults, now } = reading;
  const say = (part: string, code: string, message: string): null => {
    faults.push({ pointer: `${at}${part}`, code, message });
    return null;
  };
  if (!isFields(entry)) return say('', 'policy', `A policy has ${FIELDS.join(', ')}.`);
  for (const field of Object.keys(entry)
    .filter((key) => !FIELDS.some((known) => known === key))
    .slice(0, 20))
    say(
      `/${field.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`,
      'unknownField',
      `A policy has ${FIELDS.join(', ')}.`,
    );
  const name = readName(entry['name'], reading, (code, message) => say('/name', code, message));
  if (entry['enabled'] !== undefined && typeof entry['enabled'] !== 'boolean')
    say('/enabled', 'boolean', 'Write true or false.');
  const before = reading.held.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const validFrom = beginOf(entry['validFrom'], now, before, (message) => say('/validFrom', 'time', message));
  const words = {
    condition: entry['condition'] ?? null,
    targets: entry['targets'],
    warnAt: entry['warnAt'] ?? [],
    templates: entry['templates'] ?? [],
    calendarId: idOf(entry['calendar'], reading.calendars, (message) => say('/calendar', 'unknown', message)),
    escalationPlanId: idOf(entry['escalationPlan'], reading.plans, (message) =>
      say('/escalationPlan', 'unknown', message),
    ),
  };
  faults.push(...policyFaults(words, reading.known, at));
  const read = { name, enabled: entry['enabled'] !== false, validFrom };
  return { policy: { ...read, ...bodyOf({ ...words, name, enabled: true }) }, begins: entry['validFrom'] != null };
}

const LONGEST_NAME = 200;

function readName(name: unknown, { seen }: Reading, say: (code: string, message: string) => null): string {
  const text = typeof name === 'string' ? name.replace(/\p{Cc}+/gu, ' ').trim() : '';
  if (text === '' || text.length > LONGEST_NAME) say('length', `Write a name of 1 to ${LONGEST_NAME} characters.`);
  else if (seen.has(text.toLowerCase())) say('taken', 'Another policy of this file has this name.');
  seen.add(text.toLowerCase());
  return text;
}

/** Written as it stands already it may lie in the past; else not. */
function beginOf(
  begin: unknown,
  now: Instant,
  before: CurrentPolicy | undefined,
  say: (message: string) => null,
): Instant {
  if (begin === undefined || begin === null) return now;
  const at = parseRfc3339(begin instanceof Date ? begin.toISOString() : begin);
  if (at === null) say('Write a time with its zone, such as 2026-12-01T00:00:00Z.');
  else if (at < now && at !== before?.validFrom) say('A policy cannot begin in the past: leave validFrom out.');
  return at ?? now;
}

function idOf(name: unknown, names: ReadonlyMap<string, string>, say: (message: string) => null): string | null {
  if (name === undefined || name === null) return null;
  for (const [id, known] of names)
    if (typeof name === 'string' && known.toLowerCase() === name.toLowerCase()) return id;
  return say('There is none of this name: make it first, or write null.');
}

const DEEPEST = 40;
const NESTED_ON_ONE_LINE = /(?:[-?][ \t]+){40}/;

/** The parser takes minutes for thousands of brackets; a policy needs a dozen. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return NESTED_ON_ONE_LINE.test(text);
}

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `(line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

const UNREADABLE = 'This YAML cannot be read: it is nested too deeply, or refers to itself.';

/** @throws Refusal invalid with line and column of what cannot be read. */
function parsed(text: string): unknown {
  if (text.length > LONGEST) throw faulty('/yaml', 'tooLarge', `The file is longer than ${LONGEST / 1_000} kB.`);
  if (isTooDeep(text)) throw faulty('/yaml', 'yaml', UNREADABLE);
  try {
    // Keys are compared below, and lines counted: the library would compare each key with each, and count for every fault anew.
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined)
      throw faulty('/yaml', 'yaml', `This is no YAML: ${error.message} ${placeIn(text, error.pos[0])}`);
    visit(document, {
      Map(_, { items }) {
        const keys = new Set<string>();
        for (const { key } of items) {
          const name = isScalar(key) ? String(key.value) : '';
          if (keys.has(name)) throw faulty('/yaml', 'twice', `${name.slice(0, 60)} stands twice in one place.`);
          keys.add(name);
        }
      },
    });
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    return content;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw faulty('/yaml', 'yaml', UNREADABLE);
  }
}
