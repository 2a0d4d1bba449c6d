import type {
  RegulatoryTemplate,
  ServiceMilestoneName,
  SlaPolicy,
  SlaPolicyImport,
  SlaPolicyRebase,
  SlaPolicyTarget,
  SlaPolicyWithVersions,
} from '@redress/contract/sla-policy.js';
import type { TicketPriority } from '@redress/contract/words.js';
import { queryOptions } from '@tanstack/react-query';
import { apiPath, get, post, put, queryOf } from '../../api/client.js';
import { allComplete, type GroupNode, readCondition, writeCondition } from '../../rules/tree.js';
import { localField } from '../../ui/times.js';
import { readTarget, targetText } from './target-text.js';

const ROOT = '/sla-policies';

export const MILESTONES: readonly ServiceMilestoneName[] = [
  'acknowledgement',
  'firstResponse',
  'nextResponse',
  'update',
  'resolution',
];
export const PRIORITIES: readonly TicketPriority[] = ['urgent', 'high', 'normal', 'low'];

/** One line of the table, as it is typed. */
export interface TargetLine {
  readonly milestone: ServiceMilestoneName;
  readonly texts: Readonly<Record<TicketPriority, string>>;
  readonly time: SlaPolicyTarget['time'];
  readonly pausesIn: SlaPolicyTarget['pausesIn'];
  readonly accepts: SlaPolicyTarget['accepts'];
}

export interface PolicyDraft {
  readonly name: string;
  readonly enabled: boolean;
  /** Local, for the field: `2026-11-24T10:50`. */
  readonly validFrom: string;
  readonly condition: GroupNode;
  readonly lines: readonly TargetLine[];
  readonly warnAt: string;
  readonly calendarId: string | null;
  readonly escalationPlanId: string | null;
  readonly templates: readonly string[];
}

const NO_TEXTS = { low: '', normal: '', high: '', urgent: '' };

function lineOf(milestone: ServiceMilestoneName, target: SlaPolicyTarget | undefined): TargetLine {
  const texts = Object.fromEntries(PRIORITIES.map((priority) => [priority, targetText(target?.byPriority[priority])]));
  return {
    milestone,
    texts: { ...NO_TEXTS, ...texts },
    time: target?.time ?? 'business',
    pausesIn: target?.pausesIn ?? (milestone === 'resolution' ? ['waitingCustomer'] : []),
    accepts: target?.accepts ?? (milestone === 'acknowledgement' ? 'any' : 'human'),
  };
}

export function draftOf(policy: SlaPolicy | null, now: number): PolicyDraft {
  return {
    name: policy?.name ?? '',
    enabled: policy?.enabled ?? true,
    // a version that is in force cannot begin earlier than now
    validFrom: localField(Math.max(now, Date.parse(policy?.validFrom ?? '') || 0)),
    condition: readCondition(policy?.condition ?? null),
    lines: MILESTONES.map((milestone) =>
      lineOf(
        milestone,
        policy?.targets.find((target) => target.milestone === milestone),
      ),
    ),
    warnAt: (policy?.warnAt ?? [50, 75]).join(', '),
    calendarId: policy?.calendar?.id ?? null,
    escalationPlanId: policy?.escalationPlan?.id ?? null,
    templates: policy?.templates ?? [],
  };
}

const warningsOf = (text: string): readonly number[] | null => {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  const fine = numbers.every((n) => Number.isInteger(n) && n >= 1 && n <= 99);
  return fine ? [...new Set(numbers)].sort((a, b) => a - b) : null;
};

export type DraftFault = 'name' | 'targets' | 'target' | 'warnAt' | 'condition' | 'validFrom';

export function faultsIn(draft: PolicyDraft): readonly DraftFault[] {
  const texts = draft.lines.flatMap((line) => Object.values(line.texts)).filter((text) => text.trim() !== '');
  const faults: DraftFault[] = [];
  if (draft.name.trim() === '' || draft.name.trim().length > 200) faults.push('name');
  if (!allComplete(draft.condition)) faults.push('condition');
  if (texts.length === 0 && draft.templates.length === 0) faults.push('targets');
  if (texts.some((text) => readTarget(text) === null)) faults.push('target');
  if (warningsOf(draft.warnAt) === null) faults.push('warnAt');
  if (Number.isNaN(Date.parse(draft.validFrom))) faults.push('validFrom');
  return faults;
}

function targetsOf(lines: readonly TargetLine[]): readonly unknown[] {
  return lines.flatMap(({ milestone, texts, time, pausesIn, accepts }) => {
    const byPriority = Object.fromEntries(
      PRIORITIES.flatMap((priority) => {
        const target = readTarget(texts[priority]);
        return target === null ? [] : [[priority, target]];
      }),
    );
    return Object.keys(byPriority).length === 0 ? [] : [{ milestone, byPriority, time, pausesIn, accepts }];
  });
}

export function savePolicy(seen: SlaPolicy | null, draft: PolicyDraft): Promise<SlaPolicyWithVersions> {
  const body = {
    name: draft.name.trim(),
    enabled: draft.enabled,
    // a version cannot begin in the past; without a time it begins when it is saved
    ...(Date.parse(draft.validFrom) > Date.now() ? { validFrom: new Date(draft.validFrom).toISOString() } : {}),
    condition: writeCondition(draft.condition),
    targets: targetsOf(draft.lines),
    warnAt: warningsOf(draft.warnAt) ?? [],
    calendarId: draft.calendarId,
    escalationPlanId: draft.escalationPlanId,
    templates: draft.templates,
  };
  if (seen === null) return post<SlaPolicyWithVersions>(ROOT, { body });
  return put<SlaPolicyWithVersions>(`${ROOT}/${seen.id}`, { body, ifMatch: seen.version });
}

export const policiesQuery = queryOptions({
  queryKey: ['admin', ROOT],
  queryFn: ({ signal }) => get<{ readonly data: readonly SlaPolicy[] }>(ROOT, { signal }),
  staleTime: 2_000,
});

export function policyQuery(id: string) {
  return queryOptions({
    queryKey: ['admin', ROOT, id],
    queryFn: ({ signal }) => newestPolicy(id, signal),
    staleTime: 2_000,
  });
}

export function newestPolicy(id: string, signal?: AbortSignal): Promise<SlaPolicyWithVersions> {
  return get<SlaPolicyWithVersions>(`${ROOT}/${id}`, { signal });
}

export const templatesQuery = queryOptions({
  queryKey: ['admin', '/regulatory-templates'],
  queryFn: ({ signal }) => get<{ readonly data: readonly RegulatoryTemplate[] }>('/regulatory-templates', { signal }),
  staleTime: 60_000,
});

export function orderPolicies(ids: readonly string[]): Promise<unknown> {
  return put<unknown>(`${ROOT}/order`, { body: { ids }, ifMatch: '*' });
}

/** Some thousand tickets a call, until none is left. @returns how many clocks went over */
export async function rebasePolicy(id: string): Promise<number> {
  let clocks = 0;
  for (;;) {
    const moved = await post<SlaPolicyRebase>(`${ROOT}/${id}/rebase`);
    clocks += moved.clocks;
    if (moved.left === 0 || moved.tickets === 0) return clocks;
  }
}

export const exportPath = (): string => apiPath(`${ROOT}/export`);

/** @param seen the version of the list that the dry run looked at; null only tells what would change */
export function importPolicies(yaml: string, seen: number | null): Promise<SlaPolicyImport> {
  return post<SlaPolicyImport>(`${ROOT}/import${queryOf({ dryRun: seen === null ? 'true' : 'false' })}`, {
    body: { yaml },
    ifMatch: seen ?? undefined,
  });
}
