import type { Asker } from '@redress/domain/people.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { parseRfc3339 } from '@redress/domain/rfc3339.js';
import { type KnownNames, policyFaults } from '@redress/domain/sla/policy-faults.js';
import { SHIPPED_TEMPLATES } from '@redress/domain/sla/regulatory-templates.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, type Sql, type Transaction } from '@redress/persistence/sql.js';
import { calendarNames } from '@redress/persistence/stores/calendars.store.js';
import { holdSetting, saveSetting } from '@redress/persistence/stores/policy.store.js';
import {
  type CurrentPolicy,
  currentPolicies,
  markPolicyRemoved,
  orderPolicies,
  type PolicyBody,
  savePolicyVersion,
} from '@redress/persistence/stores/sla-policies.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';
import { refuseStaleRule, unlessTaken } from './rule-changes.js';

/** What somebody wants to save; what is `unknown` is judged here. */
export interface PolicyWords {
  readonly name: string;
  readonly enabled: boolean;
  /** Absent: now. */
  readonly validFrom?: string | undefined;
  readonly condition?: unknown;
  readonly targets?: unknown;
  readonly warnAt?: unknown;
  readonly calendarId?: unknown;
  readonly escalationPlanId?: unknown;
  readonly templates?: unknown;
}

export interface SeenPolicy {
  readonly id: string;
  readonly version: number | null;
}

/** `settings` key; its version is that of the list: it grows with every change of a policy or of their order. */
export const POLICY_LIST = 'slaPolicies';

/** Holds all policies and their order until the transaction ends. @throws Refusal moved-on when the list is not what was seen. */
export async function holdPolicyList(tx: Transaction, seen: number | null): Promise<CurrentPolicy[]> {
  const version = await holdSetting(tx, POLICY_LIST);
  refuseStaleRule('list of policies', version, seen);
  return currentPolicies(tx);
}

/** Everything that a policy may name, by id; the templates by code. */
export async function knownNames(sql: Sql): Promise<KnownNames & { readonly planNames: ReadonlyMap<string, string> }> {
  const calendars = await calendarNames(sql);
  const plans = await sql.rows<{ id: string; name: string }>('SELECT id, name FROM escalation_plans');
  const own = await sql.rows<{ code: string }>('SELECT code FROM regulatory_templates WHERE removed_at IS NULL');
  return {
    calendars: new Set(calendars.map(({ id }) => id)),
    plans: new Set(plans.map(({ id }) => id)),
    planNames: new Map(plans.map(({ id, name }) => [id, name])),
    templates: new Set([...SHIPPED_TEMPLATES, ...own].map(({ code }) => code)),
  };
}

export async function createPolicy(ground: Ground, asker: Asker, words: PolicyWords): Promise<string> {
  return changeList(ground, asker, 'slaPolicyCreated', async (tx, policies) => {
    const id = newId();
    const read = await readPolicy(tx, ground.clock.now(), words);
    const position = (policies.at(-1)?.position ?? 0) + 1;
    await savePolicy(tx, ground, asker, { ...read, id, version: 1, position });
    return { subject: id, detail: { version: 1 } };
  });
}

export async function editPolicy(ground: Ground, asker: Asker, seen: SeenPolicy, words: PolicyWords): Promise<void> {
  await changeList(ground, asker, 'slaPolicyChanged', async (tx, policies) => {
    const held = heldPolicy(policies, seen);
    const read = await readPolicy(tx, ground.clock.now(), words, held.validFrom);
    const version = held.version + 1;
    await savePolicy(tx, ground, asker, { ...read, id: held.id, version, position: held.position });
    return { subject: held.id, detail: { version } };
  });
}

/** Clocks that run by it go on; none starts any more. */
export async function removePolicy(ground: Ground, asker: Asker, seen: SeenPolicy): Promise<void> {
  await changeList(ground, asker, 'slaPolicyRemoved', async (tx, policies) => {
    const held = heldPolicy(policies, seen);
    await dropPolicy(tx, ground, asker, held);
    return { subject: held.id };
  });
}

/** Its last version is switched off from now on. */
export async function dropPolicy(tx: Transaction, ground: Ground, asker: Asker, held: CurrentPolicy): Promise<void> {
  const now = ground.clock.now();
  await savePolicy(tx, ground, asker, { ...held, version: held.version + 1, enabled: false, validFrom: now });
  await markPolicyRemoved(tx, held.id, now);
}

function heldPolicy(policies: readonly CurrentPolicy[], seen: SeenPolicy): CurrentPolicy {
  const held = policies.find(({ id }) => id === seen.id);
  if (held === undefined) throw new Refusal('not-found');
  refuseStaleRule('policy', held.version, seen.version);
  return held;
}

/** @param ids every policy once. */
export async function putPoliciesInOrder(
  ground: Ground,
  asker: Asker,
  seen: number | null,
  ids: readonly string[],
): Promise<void> {
  await changeList(
    ground,
    asker,
    'slaPoliciesOrdered',
    async (tx, policies) => {
      refuseOtherIds(ids, policies);
      await orderPolicies(tx, ids);
      return { subject: POLICY_LIST, detail: { order: ids } };
    },
    seen,
  );
}

function refuseOtherIds(ids: readonly string[], policies: readonly CurrentPolicy[]): void {
  const there = new Set(policies.map(({ id }) => id));
  const stranger = ids.findIndex((id, index) => !there.has(id) || ids.indexOf(id) < index);
  if (stranger >= 0)
    throw faulty(`/ids/${stranger}`, 'unknown', 'There is no such policy, or it stands in the list already.');
  if (ids.length < there.size) throw faulty('/ids', 'missing', 'Name every policy once: some of them are missing.');
}

interface Audited {
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** One change of the policies at a time, with its entry in the audit and another version of the list. */
export async function changeList<Result extends Audited>(
  ground: Ground,
  asker: Asker,
  action: string,
  work: (tx: Transaction, policies: readonly CurrentPolicy[]) => Promise<Result>,
  seen: number | null = null,
): Promise<string> {
  return inTransaction(ground.database, async (tx) => {
    const policies = await holdPolicyList(tx, seen);
    const { subject, detail } = await work(tx, policies);
    await saveSetting(tx, POLICY_LIST, {});
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action, subject, ...(detail === undefined ? {} : { detail }) });
    return subject;
  });
}

export type ReadPolicy = Pick<CurrentPolicy, 'name' | 'enabled' | 'validFrom'> & PolicyBody;

async function readPolicy(sql: Sql, now: Instant, words: PolicyWords, before?: Instant): Promise<ReadPolicy> {
  const faults: Fault[] = policyFaults({ ...words }, await knownNames(sql));
  const validFrom = readBegin(words.validFrom, now, before, faults);
  if (faults.length > 0) throw new Refusal('invalid', 'Some fields are not valid', faults);
  return { name: plainName(words.name), enabled: words.enabled, validFrom, ...bodyOf(words) };
}

/** What `policyFaults` found nothing wrong with. */
export function bodyOf(words: PolicyWords): PolicyBody {
  const body = words as Partial<PolicyBody>;
  return {
    condition: body.condition ?? null,
    targets: body.targets ?? [],
    warnAt: body.warnAt ?? [],
    calendarId: body.calendarId ?? null,
    escalationPlanId: body.escalationPlanId ?? null,
    templates: body.templates ?? [],
  };
}

/** Not before now: clocks that started keep what they started with. A minute ago is now, for clocks that go a little wrong. */
function readBegin(text: string | undefined, now: Instant, before: Instant | undefined, faults: Fault[]): Instant {
  if (text === undefined) return now;
  const at = parseRfc3339(text);
  const say = (message: string): Instant => {
    faults.push({ pointer: '/validFrom', code: 'time', message });
    return now;
  };
  if (at === null) return say('Write a time with its zone, such as 2026-12-01T00:00:00Z.');
  // Sent back as it was read: whoever changes something else begins now.
  if (at < now && at === before) return now;
  if (at < now - 60_000)
    return say('A policy cannot begin in the past: leave it out to begin now, or choose a later time.');
  return at < now ? now : at;
}

type Saving = ReadPolicy & Pick<CurrentPolicy, 'id' | 'version' | 'position'>;

export async function savePolicy(tx: Transaction, ground: Ground, asker: Asker, policy: Saving): Promise<void> {
  const row = { ...policy, rowId: newId(), madeBy: asker.agentId ?? 'system', madeAt: ground.clock.now() };
  await unlessTaken('policy', () => savePolicyVersion(tx, row));
}
