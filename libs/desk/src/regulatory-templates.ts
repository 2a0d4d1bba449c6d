import type { Asker } from '@redress/domain/people.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { dutiesFaults } from '@redress/domain/sla/policy-faults.js';
import type { RegulatoryDuty } from '@redress/domain/sla/policy.js';
import { SHIPPED_TEMPLATES } from '@redress/domain/sla/regulatory-templates.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import {
  type HeldTemplate,
  holdTemplate,
  lastVersionOfCode,
  markTemplateRemoved,
  saveTemplateVersion,
} from '@redress/persistence/stores/regulatory-templates.store.js';
import { usesOfTemplate } from '@redress/persistence/stores/sla-policies.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';
import { refuseStaleRule, unlessTaken } from './rule-changes.js';

/** A template of the house; `duties` is judged here. */
export interface TemplateWords {
  readonly name: string;
  readonly source: string;
  readonly duties?: unknown;
}

export interface NewTemplate extends TemplateWords {
  readonly code: string;
  /** The code of the template that it was copied from. */
  readonly basedOn?: string | null | undefined;
}

interface Seen {
  readonly id: string;
  readonly version: number | null;
}

const CODE = /^[a-z][A-Za-z0-9]{1,39}$/;
const TAKEN = 'There is a template of this code already: choose another one.';

export async function createTemplate(ground: Ground, asker: Asker, words: NewTemplate): Promise<string> {
  const { code, basedOn = null } = words;
  if (!CODE.test(code)) throw faulty('/code', 'code', 'Write 2 to 40 letters and digits, beginning with a small one.');
  if (SHIPPED_TEMPLATES.some((shipped) => shipped.code.toLowerCase() === code.toLowerCase()))
    throw faulty('/code', 'taken', TAKEN);
  const id = newId();
  await inTransaction(ground.database, async (tx) => {
    await refuseUnknownBase(tx, basedOn);
    // Clocks name a version by code and number: a code that is used again counts on.
    const held = { id, code, basedOn, version: await lastVersionOfCode(tx, code) };
    await save(tx, ground, asker, { held, words, action: 'regulatoryTemplateCreated' });
  });
  return id;
}

async function refuseUnknownBase(tx: Transaction, code: string | null): Promise<void> {
  if (code === null || SHIPPED_TEMPLATES.some((shipped) => shipped.code === code)) return;
  const [own] = await tx.rows('SELECT 1 FROM regulatory_templates WHERE code = $1', [code]);
  if (own === undefined) throw faulty('/basedOn', 'unknown', 'There is no such template to copy.');
}

/** Clocks that run keep the time limit that they started with. */
export async function editTemplate(ground: Ground, asker: Asker, seen: Seen, words: TemplateWords): Promise<void> {
  const action = 'regulatoryTemplateChanged';
  await inTransaction(ground.database, async (tx) => {
    await save(tx, ground, asker, { held: await heldAt(tx, seen), words, action });
  });
}

async function heldAt(tx: Transaction, seen: Seen): Promise<HeldTemplate> {
  const held = await holdTemplate(tx, seen.id);
  if (held === null) throw new Refusal('not-found');
  refuseStaleRule('template', held.version, seen.version);
  return held;
}

interface Saving {
  readonly held: HeldTemplate;
  readonly words: TemplateWords;
  readonly action: string;
}

async function save(tx: Transaction, ground: Ground, asker: Asker, { held, words, action }: Saving): Promise<void> {
  const faults: Fault[] = dutiesFaults(words.duties);
  if (faults.length > 0) throw new Refusal('invalid', 'Some fields are not valid', faults);
  const { id, code, basedOn } = held;
  const version = held.version + 1;
  const madeBy = asker.agentId ?? 'system';
  const made = { rowId: newId(), id, code, version, basedOn, madeBy, madeAt: ground.clock.now() };
  const said = { name: plainName(words.name), source: plainName(words.source, '/source') };
  const row = { ...made, ...said, duties: words.duties as readonly RegulatoryDuty[] };
  await unlessTaken('template', () => saveTemplateVersion(tx, row), '/code');
  await auditIn(tx, ground.clock, { actor: madeBy, action, subject: id, detail: { code, version } });
}

export async function removeTemplate(ground: Ground, asker: Asker, seen: Seen): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const held = await heldAt(tx, seen);
    const policies = await usesOfTemplate(tx, held.code, ground.clock.now());
    if (policies.length > 0)
      throw new Refusal('in-use', `The policies ${policies.join(', ')} run it: take it out of them first.`);
    await markTemplateRemoved(tx, held.id, ground.clock.now());
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'regulatoryTemplateRemoved', subject: held.id });
  });
}
