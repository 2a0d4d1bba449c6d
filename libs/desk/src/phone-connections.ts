import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import {
  deletePhoneConnection,
  hasCalls,
  holdPhoneConnection,
  type PhoneConnectionRow,
  savePhoneConnection,
  setPhoneToken,
} from '@redress/persistence/stores/phone-connections.store.js';
import { holdQueue } from '@redress/persistence/stores/policy.store.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken, randomToken } from '@redress/platform/seal.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty, type Ground, plainName } from './people.js';

const TOKEN_BITS = 200;

export interface PhoneConnectionWords {
  readonly name: string;
  readonly queueId: string;
  readonly callBackMinutes: number;
  readonly enabled: boolean;
}

/** Shown once: what is stored of the token opens nothing. */
interface NewAddress {
  readonly id: string;
  readonly address: string;
}

type AddressGround = Pick<Desk, 'database' | 'clock' | 'publicUrl'>;

const addressOf = ({ publicUrl }: AddressGround, token: string): string => `${publicUrl}/api/v1/cti/${token}`;

export async function createPhoneConnection(
  desk: AddressGround,
  asker: Asker,
  words: PhoneConnectionWords,
): Promise<NewAddress> {
  const token = randomToken(TOKEN_BITS);
  const id = await inTransaction(desk.database, async (tx) => {
    const made = { tokenHash: hashToken(token), at: desk.clock.now() };
    return save(tx, desk, asker, { id: newId(), words, made });
  });
  return { id, address: addressOf(desk, token) };
}

export async function editPhoneConnection(
  desk: Desk,
  asker: Asker,
  seen: { readonly id: string; readonly version: number | null },
  words: PhoneConnectionWords,
): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    await held(tx, seen);
    await save(tx, desk, asker, { id: seen.id, words, made: null });
  });
}

/** The address before opens nothing from this moment on. */
export async function renewPhoneToken(desk: AddressGround, asker: Asker, id: string): Promise<NewAddress> {
  const token = randomToken(TOKEN_BITS);
  await inTransaction(desk.database, async (tx) => {
    await held(tx, { id, version: null });
    await setPhoneToken(tx, id, hashToken(token));
    await note(tx, desk, asker, 'phoneTokenRenewed', id);
  });
  return { id, address: addressOf(desk, token) };
}

/** Only one that never brought a call: the calls of another would be lost with it. */
export async function removePhoneConnection(
  desk: Desk,
  asker: Asker,
  seen: { readonly id: string; readonly version: number | null },
): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    await held(tx, seen);
    if (await hasCalls(tx, seen.id))
      throw new Refusal('in-use', 'Calls came by it, which would be lost: switch it off instead');
    await deletePhoneConnection(tx, seen.id);
    await note(tx, desk, asker, 'phoneConnectionRemoved', seen.id);
  });
}

async function held(
  tx: Transaction,
  { id, version }: { readonly id: string; readonly version: number | null },
): Promise<PhoneConnectionRow> {
  const row = await holdPhoneConnection(tx, id);
  if (row === null) throw new Refusal('not-found');
  if (version !== null && row.version !== version) throw new Refusal('moved-on');
  return row;
}

async function save(
  tx: Transaction,
  ground: Ground,
  asker: Asker,
  wish: {
    readonly id: string;
    readonly words: PhoneConnectionWords;
    readonly made: Parameters<typeof savePhoneConnection>[2];
  },
): Promise<string> {
  const { id, words, made } = wish;
  if (!(await holdQueue(tx, words.queueId))) throw faulty('/queueId', 'unknown', 'There is no such queue');
  const name = plainName(words.name);
  if (!(await savePhoneConnection(tx, { ...words, id, name }, made)))
    throw faulty('/name', 'taken', 'There is a phone connection of this name already');
  await note(tx, ground, asker, made === null ? 'phoneConnectionChanged' : 'phoneConnectionCreated', id);
  return id;
}

const note = (tx: Transaction, { clock }: Ground, asker: Asker, action: string, subject: string): Promise<void> =>
  auditIn(tx, clock, { actor: asker.agentId ?? 'system', action, subject });
