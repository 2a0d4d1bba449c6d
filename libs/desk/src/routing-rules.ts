import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { circleIn } from '@redress/domain/routing/circles.js';
import { priorityTableFaults, type PriorityTable } from '@redress/domain/routing/priority.js';
import type { RoutingRule } from '@redress/domain/routing/rule.js';
import { routingSettingFaults } from '@redress/domain/routing/settings.js';
import { actionFaults, areActions, type KnownNames } from '@redress/domain/routing/rule-faults.js';
import { conditionFaults, isCondition } from '@redress/domain/rules/judge.js';
import { inTransaction, sqlState, type Transaction } from '@redress/persistence/sql.js';
import { holdSetting, saveSetting } from '@redress/persistence/stores/policy.store.js';
import { routingBook } from '@redress/persistence/stores/routing-book.store.js';
import {
  holdRoutingRules,
  knownNames,
  orderRoutingRules,
  removeRoutingRule,
  saveRuleVersion,
} from '@redress/persistence/stores/routing-rules.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';

/** A rule as somebody sends it: condition and actions are looked at here. */
export interface RuleWords {
  readonly name: string;
  readonly enabled: boolean;
  readonly condition: unknown;
  readonly actions: unknown;
  readonly stop: boolean;
}

/** Beyond this nobody sees through them, and each mail would be asked all of them. */
const MOST_RULES = 500;

/** @throws Refusal invalid with every fault of condition and actions. */
export function ruleFrom(
  words: RuleWords,
  known: KnownNames,
  pointer = '',
): Omit<RoutingRule, 'id' | 'version' | 'position'> {
  const { condition, actions, enabled, stop } = words;
  const faults = [
    ...conditionFaults(condition, `${pointer}/condition`),
    ...actionFaults(actions, `${pointer}/actions`, known),
  ];
  if (faults.length > 0 || !isCondition(condition) || !areActions(actions, known))
    throw new Refusal('invalid', faults[0]?.message ?? 'The rule cannot be used.', faults);
  return { name: plainName(words.name, `${pointer}/name`), condition, actions, enabled, stop };
}

/** Returns the id. The new rule is asked last. */
export async function createRoutingRule(ground: Ground, asker: Asker, words: RuleWords): Promise<string> {
  const id = newId();
  await changeRules(ground, asker, 'routingRuleCreated', id, async (tx, rules) => {
    if (rules.length >= MOST_RULES) throw faulty('', 'tooMany', `There are ${MOST_RULES} rules already: remove some.`);
    const last = rules.at(-1)?.position ?? 0;
    const rule = { id, version: 1, position: last + 1, ...ruleFrom(words, await knownNames(tx)) };
    refuseCircle([...rules, rule]);
    await store(tx, ground, asker, rule);
  });
  return id;
}

/** Makes a new version. @param version null: whatever is there. */
export async function editRoutingRule(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number | null,
  words: RuleWords,
): Promise<void> {
  await changeRules(ground, asker, 'routingRuleChanged', id, async (tx, rules) => {
    const before = rules.find((rule) => rule.id === id);
    if (before === undefined) throw new Refusal('not-found');
    if (version !== null && before.version !== version)
      throw new Refusal('moved-on', `Somebody saved version ${before.version} meanwhile: read it and decide again.`);
    const rule = {
      ...{ id, version: before.version + 1, position: before.position },
      ...ruleFrom(words, await knownNames(tx)),
    };
    refuseCircle(rules.map((one) => (one.id === id ? rule : one)));
    await store(tx, ground, asker, rule);
  });
}

export async function removeRule(ground: Ground, asker: Asker, id: string): Promise<void> {
  await changeRules(ground, asker, 'routingRuleRemoved', id, async (tx, rules) => {
    if (!rules.some((rule) => rule.id === id)) throw new Refusal('not-found');
    await removeRoutingRule(tx, id, ground.clock.now());
  });
}

/** @param ids every rule, once, in the order in which they are to be asked. */
export async function orderRules(ground: Ground, asker: Asker, ids: readonly string[]): Promise<void> {
  await changeRules(ground, asker, 'routingRulesOrdered', 'routing', async (tx, rules) => {
    const same = ids.length === rules.length && rules.every((rule) => ids.includes(rule.id));
    if (!same)
      throw faulty('/ids', 'incomplete', 'Send every rule exactly once: somebody may have added one meanwhile.');
    await orderRoutingRules(tx, ids);
  });
}

async function changeRules(
  ground: Ground,
  asker: Asker,
  action: string,
  subject: string,
  work: (tx: Transaction, rules: readonly RoutingRule[]) => Promise<void>,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await holdRoutingRules(tx);
    await work(tx, (await routingBook(tx)).rules);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action, subject });
  });
}

async function store(tx: Transaction, ground: Ground, asker: Asker, rule: RoutingRule): Promise<void> {
  const madeBy = asker.agentId ?? 'system';
  try {
    await saveRuleVersion(tx, { ...rule, rowId: newId(), madeBy, madeAt: ground.clock.now() });
  } catch (error) {
    if (sqlState(error) === '23505') throw faulty('/name', 'taken', 'There is a rule of this name already');
    throw error;
  }
}

/** @throws Refusal invalid naming the rules that would move one ticket round. */
export function refuseCircle(rules: readonly RoutingRule[]): void {
  const circle = circleIn(rules);
  if (circle === null) return;
  const names = circle.rules.map((rule) => `"${rule.name}"`).join(', then ');
  const message = `The rules ${names} would move a ticket round and back. Add a test that lets only one of them hold.`;
  throw new Refusal('invalid', message, [{ pointer: '/actions/queueId', code: 'circle', message }]);
}

const isTable = (input: unknown): input is PriorityTable => priorityTableFaults(input, '').length === 0;

/** @param version the one that was seen, 0 when none was ever saved; null for whatever is there. */
export async function savePriorityTable(
  ground: Ground,
  asker: Asker,
  version: number | null,
  rows: unknown,
): Promise<void> {
  const faults = priorityTableFaults(rows, '/rows');
  if (!isTable(rows)) throw new Refusal('invalid', faults[0]?.message ?? 'The table cannot be used.', faults);
  await inTransaction(ground.database, async (tx) => {
    const now = await holdSetting(tx, 'priorityTable');
    if (version !== null && now !== version) throw new Refusal('moved-on');
    await saveSetting(tx, 'priorityTable', { rows });
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'priorityTableChanged', subject: 'priorityTable' });
  });
}

/** @param version the one that was seen, 0 when none was ever saved; null for whatever is there. */
export async function saveRoutingSettings(
  ground: Ground,
  asker: Asker,
  version: number | null,
  wanted: { readonly weights: unknown; readonly returnAfterMinutes: unknown },
): Promise<void> {
  const faults = routingSettingFaults(wanted);
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The settings cannot be used.', faults);
  const { weights, returnAfterMinutes } = wanted;
  await inTransaction(ground.database, async (tx) => {
    const now = await holdSetting(tx, 'routing');
    if (version !== null && now !== version) throw new Refusal('moved-on');
    await saveSetting(tx, 'routing', { weights, returnAfterMinutes });
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'routingSettingsChanged', subject: 'routing' });
  });
}
