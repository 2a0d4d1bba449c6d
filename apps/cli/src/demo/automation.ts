import type { EscalationLevel } from '@redress/domain/escalation/plan.js';
import type { Trigger } from '@redress/domain/automation/trigger.js';
import { DAY, HOUR, type Instant, later } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { savePlan } from '@redress/persistence/stores/plans.store.js';
import { saveTrigger } from '@redress/persistence/stores/triggers.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Places } from './verbs.js';

const PLAN = 'Key accounts in time';

/** Who has it is warned, then his lead knows, then it goes up. */
const LEVELS: readonly EscalationLevel[] = [
  {
    ...{ level: 1, offset: { percent: 80 }, repeat: null, kind: 'functional' },
    ...{ to: { role: 'owner' }, action: 'notify' },
  },
  {
    ...{ level: 2, offset: { percent: 100 }, repeat: null, kind: 'hierarchical' },
    ...{ to: { role: 'teamLead' }, action: 'watch' },
  },
  {
    ...{ level: 3, offset: { minutes: 240 }, repeat: { everyMinutes: 480, times: 2 }, kind: 'hierarchical' },
    ...{ to: { role: 'keyAccountManager' }, action: 'raisePriority' },
  },
];

type DemoTrigger = Pick<Trigger, 'name' | 'fires' | 'condition' | 'actions'>;

const TRIGGERS: readonly DemoTrigger[] = [
  {
    name: 'Safety first: quality knows at once',
    fires: { on: 'created' },
    condition: { fact: 'tags', operator: 'contains', value: 'safety' },
    actions: [{ do: 'notify', to: { role: 'quality' } }],
  },
  {
    name: 'A key account writes again',
    fires: { on: 'customerReplied' },
    condition: { fact: 'tags', operator: 'contains', value: 'key-account' },
    actions: [{ do: 'setPriority', priority: 'urgent' }],
  },
  {
    name: 'No answer from the customer for two weeks',
    fires: { afterMinutes: 14 * 24 * 60, status: 'waitingCustomer' },
    condition: null,
    actions: [{ do: 'tag', add: ['no-answer'], remove: [] }],
  },
];

/** The plan that key accounts are escalated by. @returns its id; null when somebody has a plan of this name */
export async function layDownPlan(tx: Transaction, at: Instant): Promise<string | null> {
  const id = newId();
  if (!(await savePlan(tx, { id, version: 1, name: PLAN, levels: LEVELS, at, by: null }))) return null;
  await tx.rows('UPDATE escalation_plans SET demo = true WHERE id = $1', [id]);
  return id;
}

/** Triggers behind those that people made, and who of the story is away in the next days. */
export async function layDownAutomation(tx: Transaction, { agents }: Places, now: Instant): Promise<void> {
  const [there] = await tx.rows('SELECT 1 FROM triggers WHERE demo');
  if (there !== undefined) return;
  const [last] = await tx.rows<{ position: number }>('SELECT coalesce(max(position), 0) AS position FROM triggers');
  for (const [index, trigger] of TRIGGERS.entries()) {
    const row = { id: newId(), version: 1, position: (last?.position ?? 0) + index + 1, enabled: true, by: null };
    if (await saveTrigger(tx, { ...row, ...trigger, at: now }))
      await tx.rows('UPDATE triggers SET demo = true WHERE id = $1', [row.id]);
  }
  const day = later(now, -(now % DAY));
  const absences = [
    { agentId: agents.tobias, from: later(day, 3 * DAY), days: 5, deputyId: agents.jon },
    { agentId: agents.giulia, from: later(day, 12 * DAY), days: 10, deputyId: agents.elif },
  ];
  for (const { agentId, from, days, deputyId } of absences)
    await tx.rows(
      `INSERT INTO absences (id, agent_id, from_at, to_at, deputy_id, demo) SELECT $1, $2, $3, $4, $5, true
       WHERE NOT EXISTS (SELECT 1 FROM absences a WHERE a.agent_id = $2 AND a.from_at < $4 AND a.to_at > $3)`,
      [newId(), agentId, new Date(later(from, -HOUR)), new Date(later(from, days * DAY - HOUR)), deputyId],
    );
}

/** A plan that a policy of real work calls by stays, and becomes real. */
export async function takeUpAutomation(tx: Transaction): Promise<void> {
  const statements = [
    'DELETE FROM triggers WHERE demo',
    'DELETE FROM absences WHERE demo',
    `UPDATE escalation_plans SET demo = false WHERE demo AND EXISTS (SELECT 1 FROM sla_policies p
       JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
       WHERE p.removed_at IS NULL AND v.body ->> 'escalationPlanId' = escalation_plans.id::text)`,
    'DELETE FROM escalation_plans WHERE demo',
  ];
  for (const statement of statements) await tx.rows(statement);
}
