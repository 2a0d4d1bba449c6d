import type { IdentityKind } from '@redress/contract/customers.js';
import { accountKey } from '@redress/domain/channel/account-key.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { holdCustomers } from '@redress/persistence/stores/customer-merges.store.js';
import { keepIdentity, removeIdentity, verifyIdentity } from '@redress/persistence/stores/identities.store.js';
import { newId } from '@redress/platform/ids.js';
import { phoneNumber } from '@redress/platform/phone-number.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty, plainAddress } from './people.js';

type KeyGround = Pick<Desk, 'database' | 'clock' | 'phoneCountry'>;

const LONGEST_KEY = 200;

/** As it is stored and compared. @throws Refusal invalid, saying how to write it */
function plainKey(kind: IdentityKind, written: string, country: string): string {
  const pointer = '/value';
  if (kind === 'email') return plainAddress(written, pointer);
  if (kind === 'phone') {
    const number = phoneNumber(written, country);
    if (number === null) throw faulty(pointer, 'phone', 'This is no telephone number. Write it like +49 30 1234567.');
    return number;
  }
  const text = written.replace(/\p{Cc}+/gu, ' ').trim();
  if (text === '' || text.length > LONGEST_KEY)
    throw faulty(pointer, 'length', `Write 1 to ${LONGEST_KEY} characters.`);
  const key = kind === 'socialHandle' ? accountKey(text) : text;
  if (key === null)
    throw faulty(pointer, 'account', 'Write the provider and the account, like mastodon:ann@mastodon.social.');
  return key;
}

/** A key that an agent writes down: known, but verified by nothing. @throws Refusal in-use when it is somebody else's */
export async function addIdentity(
  ground: KeyGround,
  asker: Asker,
  id: string,
  said: { readonly kind: IdentityKind; readonly value: string },
): Promise<void> {
  const value = plainKey(said.kind, said.value, ground.phoneCountry);
  await inTransaction(ground.database, async (tx) => {
    await held(tx, id);
    const owner = await keepIdentity(tx, { id: newId(), customerId: id, kind: said.kind, value });
    if (owner !== id)
      throw new Refusal('in-use', 'This belongs to another customer. If both are one person, merge them.', [
        { pointer: '/value', code: 'taken', message: 'It belongs to another customer.' },
      ]);
    await told(tx, ground, asker, 'identityAdded', id, said.kind);
  });
}

/** An agent has made sure that it is his: by a call back, a passport, a customer's card. */
export async function confirmIdentity(ground: KeyGround, asker: Asker, id: string, identityId: string): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await held(tx, id);
    const kind = await verifyIdentity(tx, id, identityId, new Date(ground.clock.now()));
    if (kind === null) throw new Refusal('not-found');
    await told(tx, ground, asker, 'identityVerified', id, kind);
  });
}

/** Mail or posts by it make a new customer from now on. */
export async function dropIdentity(ground: KeyGround, asker: Asker, id: string, identityId: string): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await held(tx, id);
    const kind = await removeIdentity(tx, id, identityId);
    if (kind === null) throw new Refusal('not-found');
    await told(tx, ground, asker, 'identityRemoved', id, kind);
  });
}

/** Two records are of two people: they are not suggested to each other any more. Said twice it is the same. */
export async function tellApart(ground: KeyGround, asker: Asker, id: string, other: string): Promise<void> {
  if (id === other) throw faulty('/other', 'same', 'Choose another customer than this one.');
  await inTransaction(ground.database, async (tx) => {
    if ((await holdCustomers(tx, [id, other])).length < 2) throw new Refusal('not-found');
    const by = asker.agentId ?? 'system';
    await tx.rows(
      `INSERT INTO different_people (one_id, other_id, said_at, said_by) VALUES (least($1::uuid, $2), greatest($1::uuid, $2), $3, $4)
       ON CONFLICT DO NOTHING`,
      [id, other, new Date(ground.clock.now()), by],
    );
    await auditIn(tx, ground.clock, { actor: by, action: 'customersToldApart', subject: id, detail: { other } });
  });
}

async function held(tx: Transaction, id: string): Promise<void> {
  if ((await holdCustomers(tx, [id])).length === 0) throw new Refusal('not-found');
}

/** The log says of which kind a key was, and not what it says. */
async function told(
  tx: Transaction,
  ground: KeyGround,
  asker: Asker,
  action: string,
  subject: string,
  kind: string,
): Promise<void> {
  await tx.rows('UPDATE customers SET version = version + 1 WHERE id = $1', [subject]);
  await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action, subject, detail: { kind } });
}
