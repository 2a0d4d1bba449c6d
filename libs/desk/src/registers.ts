import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, sqlState, type Transaction } from '@redress/persistence/sql.js';
import {
  countCodes,
  deleteCode,
  deleteOrganisation,
  domainsTaken,
  holdOrganisation,
  type OrganisationWords,
  type RegisterName,
  saveCode,
  saveOrganisation,
} from '@redress/persistence/stores/registers.store.js';
import { routingBook } from '@redress/persistence/stores/routing-book.store.js';
import { worker } from '@redress/persistence/stores/work.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';

const CODE = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const MOST_CODES = 1_000;
const TIER = /^[a-z0-9-]{1,40}$/;
const DOMAIN = /^(?=.{4,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}$/;

/** Who changed what, in the same transaction. */
async function change(
  ground: Ground,
  asker: Asker,
  action: string,
  subject: string,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await work(tx);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action, subject });
  });
}

/** Makes an entry or renames it. */
export async function putCode(
  ground: Ground,
  asker: Asker,
  register: RegisterName,
  code: string,
  entry: { readonly name: string; readonly words?: readonly string[] },
): Promise<void> {
  if (!CODE.test(code)) throw faulty('/code', 'code', 'Use 1 to 40 small letters, digits and hyphens, like german-b2.');
  const words = [...new Set((entry.words ?? []).map((word) => word.trim()).filter((word) => word.length > 1))];
  await change(ground, asker, `${register}Saved`, code, async (tx) => {
    if ((await countCodes(tx, register)) >= MOST_CODES) throw faulty('', 'tooMany', `There are ${MOST_CODES} already.`);
    await saveCode(tx, register, code, { name: plainName(entry.name), words });
  });
}

/** @throws Refusal in-use while a rule asks for the skill. */
export async function removeCode(ground: Ground, asker: Asker, register: RegisterName, code: string): Promise<void> {
  await change(ground, asker, `${register}Removed`, code, async (tx) => {
    const { rules } = await routingBook(tx);
    const asking = rules.filter((rule) => rule.actions.skills?.some((need) => need.skill === code));
    if (register === 'skills' && asking.length > 0) {
      const names = asking.map((rule) => rule.name).join(', ');
      throw new Refusal('in-use', `The routing rules ${names} ask for it: change them first.`);
    }
    if (!(await deleteCode(tx, register, code))) throw new Refusal('not-found');
  });
}

/** Returns the id. */
export async function createOrganisation(ground: Ground, asker: Asker, words: OrganisationWords): Promise<string> {
  const id = newId();
  await change(ground, asker, 'organisationCreated', id, (tx) => store(tx, id, words));
  return id;
}

export async function editOrganisation(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number | null,
  words: OrganisationWords,
): Promise<void> {
  await change(ground, asker, 'organisationChanged', id, async (tx) => {
    const now = await holdOrganisation(tx, id);
    if (now === null) throw new Refusal('not-found');
    if (version !== null && now !== version) throw new Refusal('moved-on');
    await store(tx, id, words);
  });
}

/** Its customers stay, without it. */
export async function removeOrganisation(ground: Ground, asker: Asker, id: string): Promise<void> {
  await change(ground, asker, 'organisationRemoved', id, async (tx) => {
    if ((await holdOrganisation(tx, id)) === null) throw new Refusal('not-found');
    await deleteOrganisation(tx, id);
  });
}

async function store(tx: Transaction, id: string, words: OrganisationWords): Promise<void> {
  const domains = [...new Set(words.domains.map((domain) => domain.trim().toLowerCase().replace(/^@/, '')))];
  for (const [index, domain] of domains.entries())
    if (!DOMAIN.test(domain)) throw faulty(`/domains/${index}`, 'domain', 'Write a mail domain, like shop.example.');
  const others = await domainsTaken(tx, id, domains);
  if (others.length > 0) throw faulty('/domains', 'taken', `One of these domains belongs to ${others.join(', ')}.`);
  for (const part of ['tier', 'region'] as const) {
    const code = words[part];
    if (code !== null && !TIER.test(code)) throw faulty(`/${part}`, 'code', 'Use a code like gold or de-by, or null.');
  }
  const manager = words.keyAccountManagerId;
  const known = manager === null ? null : await worker(tx, manager);
  if (manager !== null && (known === null || known.left))
    throw faulty('/keyAccountManagerId', 'unknown', 'This person is not here, or has left: choose another.');
  try {
    await saveOrganisation(tx, id, { ...words, name: plainName(words.name), domains });
  } catch (error) {
    if (sqlState(error) === '23505') throw faulty('/name', 'taken', 'There is an organisation of this name already');
    throw error;
  }
}
