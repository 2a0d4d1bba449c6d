import type {
  AgentWork,
  DryRun,
  PriorityTable,
  QueueAssignment,
  RoutingActions,
  RoutingPreview,
  RoutingRule,
  RoutingSettings,
  Skill,
} from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post, put, remove } from '../../api/client.js';
import { queryClient } from '../../api/queries.js';
import { ALWAYS, allComplete, type GroupNode, readCondition, writeCondition } from '../../rules/tree.js';

const RULES = '/routing-rules';

export interface RuleDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly stop: boolean;
  readonly condition: GroupNode;
  readonly actions: RoutingActions;
}

export function draftOf(rule: RoutingRule | null): RuleDraft {
  if (rule === null) return { name: '', enabled: true, stop: false, condition: ALWAYS, actions: {} };
  const { name, enabled, stop, condition, actions } = rule;
  return { name, enabled, stop, condition: readCondition(condition), actions };
}

export type RuleFault = 'name' | 'condition' | 'actions';

export function faultsIn({ name, condition, actions }: RuleDraft): readonly RuleFault[] {
  return [
    ...(name.trim() === '' || name.trim().length > 200 ? (['name'] as const) : []),
    ...(allComplete(condition) ? [] : (['condition'] as const)),
    ...(Object.keys(actions).length === 0 ? (['actions'] as const) : []),
  ];
}

/** As it is sent, also before it is saved. */
export function ruleBody({ name, enabled, stop, condition, actions }: RuleDraft) {
  return { name: name.trim(), enabled, stop, condition: writeCondition(condition), actions };
}

export function saveRule(seen: RoutingRule | null, draft: RuleDraft): Promise<RoutingRule> {
  const body = ruleBody(draft);
  if (seen === null) return post<RoutingRule>(RULES, { body });
  return put<RoutingRule>(`${RULES}/${seen.id}`, { body, ifMatch: seen.version });
}

export const newestRule = (id: string): Promise<RoutingRule> => get<RoutingRule>(`${RULES}/${id}`);
export const dropRule = (rule: RoutingRule): Promise<void> => remove(`${RULES}/${rule.id}`, { ifMatch: rule.version });
export const orderRules = (ids: readonly string[]): Promise<unknown> =>
  put<unknown>(`${RULES}/order`, { body: { ids } });

function listQuery<Row>(path: string) {
  return queryOptions({
    queryKey: ['admin', path],
    queryFn: ({ signal }) => get<Page<Row>>(path, { signal }),
    staleTime: 2_000,
  });
}

export const rulesQuery = listQuery<RoutingRule>(RULES);
export const skillsQuery = listQuery<Skill>('/skills');
export const workQuery = listQuery<AgentWork>('/agents/work');

export const refreshRouting = (path: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['admin', path] });

export type FactValue = string | number | boolean | readonly string[];
export type FactValues = Readonly<Record<string, FactValue>>;

export function tryRouting(facts: FactValues): Promise<RoutingPreview> {
  return post<RoutingPreview>('/routing/preview', { body: { facts } });
}

export function dryRun(last: number): Promise<DryRun> {
  return post<DryRun>('/routing/dry-run', { body: { last } });
}

export const priorityQuery = queryOptions({
  queryKey: ['admin', '/priority-table'],
  queryFn: ({ signal }) => get<PriorityTable>('/priority-table', { signal }),
});

export function savePriorities(rows: PriorityTable['rows'], version: number): Promise<PriorityTable> {
  return put<PriorityTable>('/priority-table', { body: { rows }, ifMatch: version });
}

export const settingsQuery = queryOptions({
  queryKey: ['admin', '/routing/settings'],
  queryFn: ({ signal }) => get<RoutingSettings>('/routing/settings', { signal }),
});

export function saveSettings(
  body: { readonly weights: Readonly<Record<string, number>>; readonly returnAfterMinutes: number },
  version: number,
): Promise<RoutingSettings> {
  return put<RoutingSettings>('/routing/settings', { body, ifMatch: version });
}

export function assignmentQuery(queueId: string) {
  return queryOptions({
    queryKey: ['admin', '/assignment', queueId],
    queryFn: ({ signal }) => get<QueueAssignment>(`/queues/${queueId}/assignment`, { signal }),
  });
}

export function saveAssignment(
  queueId: string,
  { mode, relaxAfterSeconds, version }: QueueAssignment,
): Promise<QueueAssignment> {
  const body = { mode, relaxAfterSeconds };
  return put<QueueAssignment>(`/queues/${queueId}/assignment`, { body, ifMatch: version });
}

const CODE_LENGTH = 40;

/** The code of a new skill, from its name; it never changes afterwards. */
export function skillCode(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, CODE_LENGTH)
    .replace(/^-+|-+$/g, '');
}
