import type { RoutingRule } from '@redress/domain/routing/rule.js';
import type { Condition } from '@redress/domain/rules/condition.js';
import { instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { saveCode, saveOrganisation } from '@redress/persistence/stores/registers.store.js';
import { saveRuleVersion } from '@redress/persistence/stores/routing-rules.store.js';
import { newId } from '@redress/platform/ids.js';
import { AGENTS, type DemoLanguage, PRODUCTS } from './cast.js';
import type { DemoCustomer } from './customers.js';
import { ORGANISATIONS } from './names.js';
import { seeded } from './random.js';
import type { Places } from './verbs.js';

const SKILLS: readonly (readonly [DemoLanguage, string, string])[] = [
  ['de', 'german', 'German'],
  ['en', 'english', 'English'],
  ['it', 'italian', 'Italian'],
  ['fr', 'french', 'French'],
];

const REGIONS: Readonly<Record<DemoLanguage, string>> = { de: 'de', en: 'gb', it: 'it', fr: 'fr' };

/** Where a customer of the story lives, as far as his language tells. */
export const regionOf = (customer: Pick<DemoCustomer, 'language'>): string => REGIONS[customer.language];

type DemoRule = Pick<RoutingRule, 'name' | 'condition' | 'actions'>;

const mentions = (fact: 'subject' | 'text', words: readonly string[]): Condition => ({
  fact,
  operator: 'contains',
  value: words,
});

const rules = ({ queues }: Places): readonly DemoRule[] => [
  {
    name: 'Danger first',
    condition: mentions('text', ['verbrannt', 'stromschlag', 'burnt', 'electric shock', 'bruciato', 'brûlé']),
    actions: { severity: 4, risk: 3, tags: ['safety'] },
  },
  {
    name: 'Parcels and returns',
    condition: mentions('subject', ['paket', 'lieferung', 'retoure', 'parcel', 'delivery', 'consegna', 'livraison']),
    actions: { queueId: queues.delivery },
  },
  {
    name: 'Invoices and refunds',
    condition: mentions('subject', ['rechnung', 'erstattung', 'invoice', 'refund', 'fattura', 'facture']),
    actions: { queueId: queues.billing },
  },
  {
    name: 'Key accounts',
    condition: { fact: 'tier', operator: 'anyOf', value: ['gold', 'key'] },
    actions: { priority: 'high', tags: ['key-account'] },
  },
  ...SKILLS.map(([language, skill, name]): DemoRule => ({
    name: `Answered in ${name}`,
    condition: { fact: 'language', operator: 'is', value: language },
    actions: { skills: [{ skill, level: 2 }] },
  })),
];

/** Skills, products, organisations and rules of the story, where they are missing. */
export async function layDownPlacement(tx: Transaction, places: Places, now: number): Promise<void> {
  const [row] = await tx.rows<{ there: boolean }>('SELECT EXISTS (SELECT 1 FROM routing_rules WHERE demo) AS there');
  if (row?.there === true) return;
  for (const [, code, name] of SKILLS) await saveCode(tx, 'skills', code, { name, demo: true });
  for (const { key, name } of PRODUCTS) await saveCode(tx, 'products', key, { name, words: [name], demo: true });
  for (const agent of AGENTS)
    for (const [language, skill] of SKILLS)
      if (agent.languages.includes(language))
        await tx.rows('INSERT INTO agent_skills (agent_id, skill, level) VALUES ($1, $2, 3) ON CONFLICT DO NOTHING', [
          places.agents[agent.key],
          skill,
        ]);
  // Whoever installed it may try every ticket.
  await tx.rows(
    `INSERT INTO agent_skills (agent_id, skill, level) SELECT a.id, s.code, 3 FROM agents a, skills s
     WHERE a.role = 'admin' AND a.disabled_at IS NULL AND s.demo ON CONFLICT DO NOTHING`,
  );
  await tx.rows(
    `UPDATE agents SET capacity = '{"units": 25, "perChannel": {"phone": 2}}' WHERE demo AND capacity = '{"units": 20, "perChannel": {}}'`,
  );
  await tx.rows(`UPDATE queues SET assignment = 'leastLoaded', relax_after_seconds = 900 WHERE demo AND id = $1`, [
    places.queues.delivery,
  ]);
  await foundOrganisations(tx, places);
  await writeRules(tx, places, now);
}

async function foundOrganisations(tx: Transaction, { agents }: Places): Promise<void> {
  const tiers = ['gold', 'silver', 'silver', null];
  for (const [index, { name, host, language }] of ORGANISATIONS.entries()) {
    const words = {
      ...{ name, region: REGIONS[language], tier: tiers[index % tiers.length] ?? null, domains: [host] },
      keyAccountManagerId: index % 4 === 0 ? agents.mara : null,
    };
    const taken = await tx.rows('SELECT 1 FROM organisations WHERE lower(name) = lower($1) OR domains @> ARRAY[$2]', [
      name,
      host,
    ]);
    if (taken.length === 0) await saveOrganisation(tx, newId(), words, true);
  }
}

/** Before the rules that people made in the meantime nothing is put: theirs keep their places. */
async function writeRules(tx: Transaction, places: Places, now: number): Promise<void> {
  const [last] = await tx.rows<{ position: number; names: string[] }>(
    `SELECT coalesce(max(position), 0) AS position, coalesce(array_agg(lower(name)), '{}') AS names FROM routing_rules WHERE removed_at IS NULL`,
  );
  let position = last?.position ?? 0;
  for (const rule of rules(places)) {
    if (last?.names.includes(rule.name.toLowerCase())) continue;
    position += 1;
    const shared = { id: newId(), rowId: newId(), version: 1, position, enabled: true, stop: false, demo: true };
    await saveRuleVersion(tx, { ...shared, ...rule, madeBy: 'demo', madeAt: instant(now) });
  }
}

/** What a customer of the story is worth to Lumo, and how likely he is to leave: cents, and 0 to 1. */
export function worthOf(customer: DemoCustomer): { readonly amount: number; readonly risk: number } {
  const random = seeded(`worth of ${customer.id}`);
  const amount = customer.organisation === null ? random.between(60, 900) : random.between(2_000, 18_000);
  const risk = { angry: 45, brief: 25, plain: 15, chatty: 12, polite: 8 }[customer.tone] + random.between(0, 10);
  return { amount: amount * 100, risk: risk / 100 };
}

/** Takes up everything of the story; rules, skills and the like that people made stay. */
export async function takeUpPlacement(tx: Transaction): Promise<void> {
  const statements = [
    'DELETE FROM routing_rules WHERE demo',
    'DELETE FROM skills WHERE demo',
    'DELETE FROM products WHERE demo',
    'DELETE FROM organisations WHERE demo',
    'UPDATE organisations SET key_account_manager_id = NULL WHERE key_account_manager_id IN (SELECT id FROM agents WHERE demo)',
  ];
  for (const statement of statements) await tx.rows(statement);
}
