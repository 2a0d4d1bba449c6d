import type { Asker } from '@redress/domain/people.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { type CurrentPolicy, orderPolicies } from '@redress/persistence/stores/sla-policies.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Ground } from './people.js';
import { changeList, dropPolicy, holdPolicyList, POLICY_LIST, type ReadPolicy, savePolicy } from './sla-policies.js';
import { readPolicyFile, type WantedPolicy } from './sla-policy-yaml.js';

export interface ImportChanges {
  readonly added: readonly string[];
  readonly changed: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  readonly orderChanged: boolean;
}

/** What the file would change. @throws Refusal invalid with pointers into the document. */
export async function compareImport(ground: Ground, text: string): Promise<ImportChanges> {
  return inTransaction(ground.database, async (tx) => {
    const policies = await holdPolicyList(tx, null);
    return tell(compare(policies, await readPolicyFile(tx, ground.clock.now(), text, policies)));
  });
}

/** Makes the policies what the file says, all of it or nothing. @param seen version of the list; null acts on whatever is there. */
export async function importPolicies(
  ground: Ground,
  asker: Asker,
  seen: number | null,
  text: string,
): Promise<ImportChanges> {
  let told: ImportChanges | null = null;
  await changeList(
    ground,
    asker,
    'slaPoliciesImported',
    async (tx, policies) => {
      const difference = compare(policies, await readPolicyFile(tx, ground.clock.now(), text, policies));
      await apply(tx, ground, asker, difference);
      told = tell(difference);
      const { added, changed, removed } = told;
      return {
        subject: POLICY_LIST,
        detail: { added: added.length, changed: changed.length, removed: removed.length },
      };
    },
    seen,
  );
  if (told === null) throw new Error('The import told nothing');
  return told;
}

interface Difference {
  /** In the order of the file. */
  readonly lines: readonly {
    readonly wanted: ReadPolicy;
    readonly held: CurrentPolicy | null;
    readonly fields: readonly string[];
  }[];
  readonly removed: readonly CurrentPolicy[];
  readonly orderChanged: boolean;
}

const COMPARED = ['enabled', 'condition', 'calendarId', 'escalationPlanId', 'warnAt', 'templates', 'targets'] as const;

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function compare(policies: readonly CurrentPolicy[], wanted: readonly WantedPolicy[]): Difference {
  const lines = wanted.map(({ policy, begins }) => {
    const held = policies.find(({ name }) => sameName(name, policy.name)) ?? null;
    if (held === null) return { wanted: policy, held, fields: [] };
    const fields: string[] = COMPARED.filter((field) => sorted(policy[field]) !== sorted(held[field]));
    if (policy.name !== held.name) fields.push('name');
    if (begins && policy.validFrom !== held.validFrom) fields.push('validFrom');
    return { wanted: policy, held, fields };
  });
  const kept = lines.flatMap(({ held }) => (held === null ? [] : [held.id]));
  const removed = policies.filter(({ id }) => !kept.includes(id));
  const before = policies.flatMap(({ id }) => (kept.includes(id) ? [id] : []));
  return { lines, removed, orderChanged: kept.some((id, index) => id !== before[index]) };
}

/** The same text for the same content, whatever the order of keys. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${sorted(inner)}`).join(',')}}`;
}

function tell({ lines, removed, orderChanged }: Difference): ImportChanges {
  const there = lines.filter(({ held }) => held !== null);
  return {
    added: lines.filter(({ held }) => held === null).map(({ wanted }) => wanted.name),
    changed: there
      .filter(({ fields }) => fields.length > 0)
      .map(({ wanted, fields }) => ({ name: wanted.name, fields })),
    removed: removed.map(({ name }) => name),
    unchanged: there.filter(({ fields }) => fields.length === 0).map(({ wanted }) => wanted.name),
    orderChanged,
  };
}

async function apply(tx: Transaction, ground: Ground, asker: Asker, { lines, removed }: Difference): Promise<void> {
  // First what goes, so that its name is free.
  for (const held of removed) await dropPolicy(tx, ground, asker, held);
  const ids: string[] = [];
  for (const [index, { wanted, held, fields }] of lines.entries()) {
    const id = held?.id ?? newId();
    ids.push(id);
    const version = (held?.version ?? 0) + 1;
    if (held === null || fields.length > 0)
      await savePolicy(tx, ground, asker, { ...wanted, id, version, position: held?.position ?? index + 1 });
  }
  await orderPolicies(tx, ids);
}
