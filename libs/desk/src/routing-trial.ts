import type { DryRun, DryRunChange, RoutingPreview } from '@redress/contract/routing.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { route, type RoutingResult, type RoutingTrace, type StickyOwner } from '@redress/domain/routing/route.js';
import type { RoutingRule } from '@redress/domain/routing/rule.js';
import { domainOf } from '@redress/domain/routing/snapshot.js';
import type { Facts, FactValue } from '@redress/domain/rules/condition.js';
import { FACT_KINDS, type FactType } from '@redress/domain/rules/facts.js';
import { type Grade, type Kind, KINDS, type Priority } from '@redress/domain/ticket/ticket.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { routingBook, type RoutingBook } from '@redress/persistence/stores/routing-book.store.js';
import { worksIn } from '@redress/persistence/stores/routing-facts.store.js';
import { knownNames } from '@redress/persistence/stores/routing-rules.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';
import { type RuleWords, ruleFrom } from './routing-rules.js';

/** Rules that somebody only tries; null tries those that are stored. */
export type TriedRules = readonly RuleWords[] | null;

/** What the rules would make of these facts. Writes nothing. @throws Refusal invalid for a fact that there is not. */
export async function previewRouting(
  desk: Desk,
  input: unknown,
  tried: TriedRules,
): Promise<Pick<RoutingPreview, 'result' | 'trace'>> {
  const sql = sqlOn(desk.database);
  const facts = factsFrom(input);
  const queueId = await queueOf(sql, facts['queue']);
  const book = await triedBook(sql, tried);
  const works = await worksOf(desk, sql, book);
  return route(
    book.rules,
    { ...facts, queue: queueId },
    {
      ...{ queueId, queueIsChosen: false, chosenPriority: null, table: book.table, sticky: [], excluded: [] },
      ...{ severity: gradeIn(facts['severity']), risk: gradeIn(facts['risk']), worksIn: works },
    },
  );
}

const gradeIn = (value: FactValue | undefined): Grade | null =>
  value === 1 || value === 2 || value === 3 || value === 4 ? value : null;

async function queueOf(sql: Sql, queue: FactValue | undefined): Promise<string> {
  const [row] = await sql.rows<{ id: string }>(
    'SELECT id FROM queues WHERE id::text = $1 OR ($1::text IS NULL AND is_default) LIMIT 1',
    [queue ?? null],
  );
  if (row === undefined) throw faultyFact('queue', 'There is no such queue: leave it out for the default one.');
  return row.id;
}

const faultyFact = (name: string, message: string): Refusal =>
  new Refusal('invalid', message, [{ pointer: `/facts/${name}`, code: 'fact', message }]);

const OF_TYPE: Readonly<Record<FactType, (value: unknown) => boolean>> = {
  code: (value) => typeof value === 'string' && value.length <= 500,
  text: (value) => typeof value === 'string' && value.length <= 200_000,
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  flag: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value) && value.length <= 200 && value.every((one) => typeof one === 'string'),
};

const WORDS: Readonly<Record<FactType, string>> = {
  code: 'a short text',
  text: 'a text',
  number: 'a number',
  flag: 'true or false',
  list: 'a list of texts',
};

const isFactValue = (value: unknown, type: FactType): value is FactValue => value === null || OF_TYPE[type](value);

function factsFrom(input: unknown): Facts {
  const facts: Record<string, FactValue> = {};
  const faults: Fault[] = [];
  const fields = typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.entries(input) : [];
  for (const [name, value] of fields) {
    const kind = Object.hasOwn(FACT_KINDS, name) ? FACT_KINDS[name] : undefined;
    const pointer = `/facts/${name.slice(0, 60)}`;
    if (kind === undefined)
      faults.push({ pointer, code: 'unknown', message: `There is no fact "${name.slice(0, 60)}".` });
    else if (!isFactValue(value, kind.type))
      faults.push({ pointer, code: kind.type, message: `Write ${WORDS[kind.type]}, or null when it is not known.` });
    else facts[name] = value;
  }
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? '', faults.slice(0, 20));
  const { sender } = facts;
  return typeof sender === 'string' ? { senderDomain: domainOf(sender), ...facts } : facts;
}

async function triedBook(sql: Sql, tried: TriedRules): Promise<RoutingBook> {
  const book = await routingBook(sql);
  if (tried === null) return book;
  const known = await knownNames(sql);
  const rules = tried.map((words, index): RoutingRule => {
    const rule = ruleFrom(words, known, `/rules/${index}`);
    return { id: newId(), version: 0, position: index + 1, ...rule };
  });
  return { ...book, rules };
}

type WorksIn = (agentId: string) => readonly string[] | null;

async function worksOf(desk: Desk, sql: Sql, book: RoutingBook): Promise<WorksIn> {
  const named = book.rules.flatMap((rule) => rule.actions.ownerId ?? []);
  const works = await worksIn(sql, named, new Date(desk.clock.now()));
  return (agentId) => {
    const queues = works.get(agentId);
    return queues === undefined ? [] : queues;
  };
}

interface PastTicket {
  readonly id: string;
  readonly number: string;
  readonly facts: Facts;
  readonly text: string | null;
  readonly subject: string;
  readonly sender: string | null;
  readonly queueId: string;
  readonly priority: Priority;
  readonly kind: Kind;
  readonly openedBy: string;
  readonly result: RoutingResult | null;
  readonly trace: RoutingTrace | null;
}

/** What was known when it came: the facts of its trace, or for a ticket from before there were any what its row and opening tell. */
const PAST = `
  SELECT t.id, t.number, t.subject, m.text, m.sender, o.body ->> 'queueId' AS "queueId", o.body ->> 'priority' AS priority,
    o.body ->> 'kind' AS kind, o.actor_kind AS "openedBy", r.result, r.trace,
    coalesce(r.facts, jsonb_build_object('kind', o.body ->> 'kind', 'isClaim', t.is_claim, 'channel', t.channel, 'queue', o.body ->> 'queueId',
      'language', t.language, 'product', t.product, 'region', t.region, 'severity', t.severity, 'risk', t.risk, 'tags', to_jsonb(t.tags),
      'tier', coalesce(c.tier, g.tier), 'organisation', g.id, 'customerValue', c.value_amount, 'relationshipRisk', c.relationship_risk)) AS facts
  FROM (SELECT * FROM tickets ORDER BY received_at DESC, id DESC LIMIT $1) t
  JOIN ticket_events o ON o.ticket_id = t.id AND o.version = 1
  LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN organisations g ON g.id = c.organisation_id
  LEFT JOIN LATERAL (SELECT left(m.new_text, 20000) AS text, lower(m.from_address) AS sender FROM messages m
    WHERE m.ticket_id = t.id AND m.direction = 'inbound' ORDER BY m.received_at, m.id LIMIT 1) m ON true
  LEFT JOIN LATERAL (SELECT r.result, r.trace, r.facts FROM routing_traces r WHERE r.ticket_id = t.id ORDER BY r.at, r.id LIMIT 1) r ON true
  ORDER BY t.received_at DESC, t.id DESC`;

/** How the newest tickets would go by other rules. Writes nothing. @param last how many, 1,000 at most */
export async function dryRun(desk: Desk, last: number, tried: TriedRules): Promise<DryRun> {
  const sql = sqlOn(desk.database);
  const book = await triedBook(sql, tried);
  const works = await worksOf(desk, sql, book);
  const past = await sql.rows<PastTicket>(PAST, [last]);
  const changes = past.flatMap((ticket) => changeOf(ticket, book, works) ?? []);
  const differs = (part: 'queue' | 'kind' | 'priority' | 'owner'): number =>
    changes.filter((one) => one[part].before !== one[part].after).length;
  return {
    ...{
      tickets: past.length,
      otherQueue: differs('queue'),
      otherKind: differs('kind'),
      otherPriority: differs('priority'),
    },
    ...{ otherOwner: differs('owner'), changes: changes.slice(0, 50) },
  };
}

function changeOf(past: PastTicket, book: RoutingBook, works: WorksIn): DryRunChange | null {
  const { facts, trace, result: before } = past;
  const first = typeof facts['queue'] === 'string' ? facts['queue'] : past.queueId;
  const asked: Facts = { ...facts, subject: past.subject, text: past.text ?? '', sender: past.sender };
  const { result } = route(book.rules, asked, {
    ...{ queueId: first, queueIsChosen: isChosen(trace), table: book.table, worksIn: works, excluded: [] },
    chosenPriority: trace?.priority === 'person' ? (before?.priority ?? null) : null,
    ...{ severity: gradeIn(facts['severity']), risk: gradeIn(facts['risk']), sticky: stickyOf(trace) },
  });
  const change: DryRunChange = {
    ...{ ticketId: past.id, number: past.number },
    queue: { before: before?.queueId ?? past.queueId, after: result.queueId },
    kind: kindOf(past, result),
    priority: { before: before?.priority ?? past.priority, after: result.priority },
    owner: { before: before?.ownerId ?? null, after: result.ownerId },
  };
  const parts = [change.queue, change.kind, change.priority, change.owner];
  return parts.every((part) => part.before === part.after) ? null : change;
}

/** A trace from before this was kept tells it where a rule wanted to move the ticket. */
const isChosen = (trace: RoutingTrace | null): boolean =>
  trace !== null && (trace.queue === 'person' || trace.rules.some(({ moveLeftOut }) => moveLeftOut === 'chosen'));

/** What it was without rules stands in its facts; what the person said who wrote it down stands above every rule. */
function kindOf(
  { facts, kind: opened, openedBy, result: before }: PastTicket,
  after: RoutingResult,
): DryRunChange['kind'] {
  const plain = KINDS.find((one) => one === facts['kind']) ?? opened;
  const routed = before === null ? opened : (before.kind ?? plain);
  if (openedBy === 'agent' && routed !== opened) return { before: opened, after: opened };
  return { before: routed, after: after.kind ?? plain };
}

/** Who stood ready for it then, as far as its trace tells. */
function stickyOf(trace: RoutingTrace | null): StickyOwner[] {
  return (trace?.owners ?? []).flatMap(({ agentId, because, not }) =>
    (because === 'openTicket' || because === 'accountManager') && not !== 'excluded'
      ? [{ id: agentId, because, worksIn: not === 'otherQueue' ? [] : null, absent: not === 'absent' }]
      : [],
  );
}
