import { timingSafeEqual } from 'node:crypto';
import type { CtiEvent } from '@redress/channels/phone/cti.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { storePhoneEvent } from '@redress/persistence/stores/phone-calls.store.js';
import { notePhoneRefusal, phoneConnectionByHash } from '@redress/persistence/stores/phone-connections.store.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken } from '@redress/platform/seal.js';
import type { Desk } from './desk.js';
import { addressKey, countTry, limitsOf } from './limits.js';

interface Knock {
  /** Of the address that was called: it alone lets in. */
  readonly token: string;
  readonly remoteAddress: string;
  /** Reads the event, when the token is known to be good. @throws Refusal invalid */
  read(): CtiEvent;
}

/**
 * Takes what a telephone system tells and stores it; it is worked on later. What was refused is noted at the connection, so that whoever
 * administers it sees why nothing arrives.
 * @throws Refusal not-found for a token that opens nothing, too-many for a flood, invalid for what is no event
 */
export async function hearCti(desk: Pick<Desk, 'database' | 'clock'>, knock: Knock): Promise<void> {
  const sql = sqlOn(desk.database);
  const limits = limitsOf(desk.database);
  const connectionId = await behind(desk, knock.token);
  if (connectionId === null) {
    // Counted only when it misses: a whole telephone system calls from one address.
    await countTry(limits, 'phoneMissesByAddress', addressKey(knock.remoteAddress));
    throw new Refusal('not-found');
  }
  try {
    await countTry(limits, 'phoneEventsByConnection', connectionId);
    const event = knock.read();
    await storePhoneEvent(sql, { id: newId(), connectionId, at: desk.clock.now(), event });
  } catch (error) {
    if (error instanceof Refusal) await notePhoneRefusal(sql, connectionId, becauseOf(error), desk.clock.now());
    throw error;
  }
}

async function behind({ database }: Pick<Desk, 'database'>, token: string): Promise<string | null> {
  const hash = hashToken(token);
  const found = await phoneConnectionByHash(sqlOn(database), hash);
  // An index compares byte by byte; this does not, so that nothing is learned from how long a miss takes.
  return found !== null && timingSafeEqual(Buffer.from(found.tokenHash), Buffer.from(hash)) ? found.id : null;
}

function becauseOf({ code, detail, faults }: Refusal): string {
  if (code === 'too-many') return 'Too many events in a minute';
  return faults.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join('; ') || detail;
}
