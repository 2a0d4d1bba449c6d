import { nameForms } from '@redress/domain/customers/resemblance.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { claimIdentity, recogniseNumber, rememberNumber } from '@redress/persistence/stores/identities.store.js';
import { lockRecipient, recogniseAddress } from '@redress/persistence/stores/placing.store.js';
import { addrSpec } from '@redress/platform/address.js';
import { newId } from '@redress/platform/ids.js';
import { phoneNumber } from '@redress/platform/phone-number.js';
import type { Desk } from './desk.js';
import { languageOf } from './language.js';
import type { LoggedTicket } from './opening-by-hand.js';
import { faulty } from './people.js';

export interface LoggedCustomer {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
}

/**
 * Whom a logged ticket is of: the one who was chosen, else whoever has the address, else whoever has the number and no other name, else a new
 * customer. A number is kept with whoever it turned out to be; where it is another's it is only claimed, so that the two are suggested to be
 * one. Null when nothing was said about him.
 */
export async function loggedCustomer(
  tx: Transaction,
  desk: Desk,
  asker: Asker,
  logged: Pick<LoggedTicket, 'customer' | 'text'>,
): Promise<LoggedCustomer | null> {
  const { id, name = '', email, phone } = logged.customer ?? {};
  const number = phone === undefined ? null : phoneNumber(phone, desk.phoneCountry);
  const known = id === undefined ? null : await chosen(tx, asker, id);
  const found = known ?? (email === undefined ? null : await byAddress(tx, email, name, logged.text));
  if (found !== null) {
    if (number !== null) {
      await rememberNumber(tx, { customerId: found.id, identityId: newId(), number });
      await claimIdentity(tx, found.id, 'phone', number);
    }
    return found;
  }
  if (number !== null) {
    const proposal = { customerId: newId(), identityId: newId(), name: name || number, number };
    const holder = await recogniseNumber(tx, proposal);
    if (!isOtherName(name, holder.name)) return { ...holder, address: null };
    // A telephone is shared by a household: who says another name is another person until somebody knows better.
    const made = await newCustomer(tx, name);
    await claimIdentity(tx, made.id, 'phone', number);
    return made;
  }
  if (name === '' && phone === undefined) return null;
  return newCustomer(tx, name || (phone ?? ''));
}

async function newCustomer(tx: Transaction, name: string): Promise<LoggedCustomer> {
  const id = newId();
  await tx.rows('INSERT INTO customers (id, name) VALUES ($1, $2)', [id, name]);
  return { id, name, address: null };
}

/** A single word says too little to tell two people apart. */
function isOtherName(said: string, known: string): boolean {
  const forms = nameForms(said);
  const others = nameForms(known);
  return forms.length > 0 && others.length > 0 && !forms.some((form) => others.includes(form));
}

/** Somebody of whom the asker sees no ticket is not there for him: else a log would be a way to reach any customer. */
async function chosen(tx: Transaction, asker: Asker, id: string): Promise<LoggedCustomer> {
  const sight = sightClause(asker, 3);
  const [row] = await tx.rows<LoggedCustomer & { readonly mergedInto: string | null }>(
    `SELECT c.id, c.name, c.merged_into AS "mergedInto", (SELECT i.value FROM identities i WHERE i.customer_id = c.id AND i.kind = 'email'
       ORDER BY i.verified_at IS NULL, i.created_at, i.id LIMIT 1) AS address
     FROM customers c WHERE c.id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = $1) AND ($2 OR EXISTS (
       SELECT 1 FROM tickets t WHERE t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)
         AND ${sight.text})) FOR SHARE OF c`,
    [id, asker.sight.kind === 'all', ...sight.values],
  );
  // Merged while this waited for his record: the ticket goes to whom he went into.
  if (row !== undefined && row.mergedInto !== null) return chosen(tx, asker, row.mergedInto);
  if (row === undefined) throw faulty('/customer/id', 'unknown', 'There is no such customer, or you may not see him');
  return row;
}

async function byAddress(tx: Transaction, email: string, name: string, text: string): Promise<LoggedCustomer> {
  const address = addrSpec(email);
  if (address === null) throw faulty('/customer/email', 'address', 'Write it as name@example.com.');
  // Mail of this address waits meanwhile: else both would make a customer of it.
  await lockRecipient(tx, address.toLowerCase());
  const shown = name || address;
  const proposal = {
    customerId: newId(),
    identityId: newId(),
    name: shown,
    address: address.toLowerCase(),
    language: languageOf(text),
  };
  return { id: await recogniseAddress(tx, proposal), name: shown, address };
}
