import type { KnownProduct } from '@redress/domain/routing/describe.js';
import { DEFAULT_PRIORITY_TABLE, type PriorityTable } from '@redress/domain/routing/priority.js';
import type { RoutingRule } from '@redress/domain/routing/rule.js';
import { DEFAULT_ROUTING_SETTINGS, type RoutingSettings } from '@redress/domain/routing/settings.js';
import type { Sql } from '../sql.js';

/** Everything that routing is done by, as it stood at one moment. */
export interface RoutingBook {
  readonly revision: number;
  /** The newest versions, ordered; switched-off ones included. */
  readonly rules: readonly RoutingRule[];
  readonly table: PriorityTable;
  readonly settings: RoutingSettings;
  readonly products: readonly KnownProduct[];
  teamOf(queueId: string): string | null;
}

const KNOWN = new Map<string, RoutingBook>();
/** Transactions that began before a change may still ask for what was. */
const MOST_KNOWN = 4;

/**
 * The rules as this transaction sees them; read again only after a change.
 * @param token what `rule_book` says, where the caller has read it with something else; saves the one small read.
 */
export async function routingBook(sql: Sql, token?: string): Promise<RoutingBook> {
  const known = KNOWN.get(token ?? (await readToken(sql)));
  if (known !== undefined) return known;
  const { token: read, book } = await readBook(sql);
  KNOWN.set(read, book);
  for (const old of [...KNOWN.keys()].slice(0, -MOST_KNOWN)) KNOWN.delete(old);
  return book;
}

async function readToken(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ token: string }>('SELECT token FROM rule_book');
  return row?.token ?? '';
}

interface Read {
  readonly token: string;
  readonly revision: number;
  readonly rules: readonly RoutingRule[];
  readonly table: PriorityTable | null;
  readonly settings: Partial<RoutingSettings> | null;
  readonly products: readonly KnownProduct[];
  readonly queues: readonly { readonly queueId: string; readonly teamId: string | null }[];
}

const RULE = `v.body || jsonb_build_object('id', r.id, 'version', v.version, 'name', v.name, 'position', r.position, 'enabled', v.enabled)`;

const READ = `
  SELECT b.token, b.revision,
    (SELECT coalesce(jsonb_agg(${RULE} ORDER BY r.position, r.id), '[]')
      FROM routing_rules r JOIN routing_rule_versions v ON v.rule_id = r.id AND v.version = r.version WHERE r.removed_at IS NULL) AS rules,
    (SELECT value -> 'rows' FROM settings WHERE key = 'priorityTable') AS "table",
    (SELECT value FROM settings WHERE key = 'routing') AS settings,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'words', words) ORDER BY code), '[]') FROM products) AS products,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('queueId', id, 'teamId', team_id)), '[]') FROM queues) AS queues
  FROM rule_book b`;

async function readBook(sql: Sql): Promise<{ token: string; book: RoutingBook }> {
  const [read] = await sql.rows<Read>(READ);
  if (read === undefined) throw new Error('The rule book is missing: the database was not migrated');
  const teams = new Map(read.queues.map(({ queueId, teamId }) => [queueId, teamId]));
  return {
    token: read.token,
    book: {
      revision: read.revision,
      rules: read.rules.map((rule) => withoutLostQueue(rule, teams)),
      table: read.table ?? DEFAULT_PRIORITY_TABLE,
      settings: { ...DEFAULT_ROUTING_SETTINGS, ...read.settings },
      products: read.products,
      teamOf: (queueId) => teams.get(queueId) ?? null,
    },
  };
}

/** A queue that is gone takes nothing: a ticket would be lost on its way there. */
function withoutLostQueue(rule: RoutingRule, queues: ReadonlyMap<string, unknown>): RoutingRule {
  const { queueId, ...actions } = rule.actions;
  return queueId === undefined || queues.has(queueId) ? rule : { ...rule, actions };
}
