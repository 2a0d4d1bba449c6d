import { sqlOn, inTransaction } from '@redress/persistence/sql.js';
import { readPhoneNames, savePhoneNames } from '@redress/persistence/stores/people.store.js';
import { phoneNumber } from '@redress/platform/phone-number.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty } from './people.js';

const MOST_NAMES = 10;
const LONGEST_NAME = 100;

/**
 * Extensions and user names as they are compared: lower case, a whole number in E.164. A short number stays as it is, for an extension of four
 * digits would pass for a number of a small town. @throws Refusal invalid
 */
export function plainPhoneNames(names: readonly string[], country: string, pointer = '/phoneNames'): readonly string[] {
  const plain = names
    .map((name) =>
      name
        .replace(/\p{Cc}+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((name) => name !== '');
  if (plain.length > MOST_NAMES) throw faulty(pointer, 'length', `Write ${MOST_NAMES} at most`);
  if (plain.some((name) => name.length > LONGEST_NAME))
    throw faulty(pointer, 'length', `Each has ${LONGEST_NAME} characters at most`);
  return [...new Set(plain.map((name) => wholeNumber(name, country) ?? name.toLowerCase()))];
}

const FEWEST_DIGITS = 7;

/**
 * E.164; null for an extension, a name, and whatever else nobody can dial from outside. Telephone systems leave out the plus: what begins
 * with no zero is read with its country code first, for `4915…` is a mobile number in Germany and might be a village in Frisia.
 */
export function wholeNumber(written: string, country: string): string | null {
  if (written.replace(/\D/g, '').length < FEWEST_DIGITS) return null;
  const whole = /^[1-9]\d{9,14}$/.test(written) ? phoneNumber(`+${written}`, country) : null;
  return whole ?? phoneNumber(written, country);
}

export async function ownPhoneNames(desk: Desk, asker: Asker): Promise<readonly string[]> {
  if (asker.agentId === null) throw new Refusal('not-allowed');
  return readPhoneNames(sqlOn(desk.database), asker.agentId);
}

/** Changes no right: who names a colleague's extension sees of its calls what he may see of their customers anyway. */
export async function setOwnPhoneNames(desk: Desk, asker: Asker, names: readonly string[]): Promise<readonly string[]> {
  const { agentId } = asker;
  if (agentId === null) throw new Refusal('not-allowed');
  const plain = plainPhoneNames(names, desk.phoneCountry, '/names');
  await inTransaction(desk.database, async (tx) => {
    await savePhoneNames(tx, agentId, plain);
    await auditIn(tx, desk.clock, {
      ...{ actor: agentId, action: 'phoneNamesChanged', subject: agentId, detail: { names: plain } },
    });
  });
  return plain;
}
