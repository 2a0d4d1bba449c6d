import { readCti } from '@redress/channels/phone/cti.js';
import { workOnCalls } from '@redress/desk/calls.js';
import { hearCti } from '@redress/desk/cti.js';
import type { Desk } from '@redress/desk/desk.js';
import { createPhoneConnection } from '@redress/desk/phone-connections.js';
import type { Asker } from '@redress/domain/people.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { newId } from '@redress/platform/ids.js';

/** A telephone system that may tell us of calls; `token` is the end of its address. */
export interface GivenPhones {
  readonly id: string;
  readonly token: string;
}

export async function givenPhoneConnection(desk: Desk, asker: Asker, queueId: string): Promise<GivenPhones> {
  const words = { name: `Phones ${newId()}`, queueId, callBackMinutes: 60, enabled: true };
  const { id, address } = await createPhoneConnection(desk, asker, words);
  return { id, token: address.split('/').at(-1) ?? '' };
}

/** Tells an event as the telephone system does, and works on it. What is missing is that of an inbound call to the switchboard. */
export async function phonesTell(desk: Desk, { token }: GivenPhones, event: object): Promise<void> {
  const usual = { from: '030 5551010', to: '030 99900', direction: 'in' };
  await hearCti(desk, { token, remoteAddress: '127.0.0.1', read: () => readCti({ ...usual, ...event }) });
  await workOnCalls(desk, (error) => {
    throw error;
  });
}

let numbers = 5_000_000;

/** @returns the id of the call that nobody answered, or that of the call-back that it made */
export async function givenMissedCall(
  desk: Desk,
  asker: Asker,
  queueId: string,
  of: 'phone_calls' | 'call_backs',
): Promise<string> {
  const phones = await givenPhoneConnection(desk, asker, queueId);
  const from = `030 ${(numbers += 1)}`;
  for (const event of ['newCall', 'hangup']) await phonesTell(desk, phones, { event, from, callId: 'missed' });
  const column = of === 'phone_calls' ? 'id' : 'call_back_id';
  const [row] = await sqlOn(desk.database).rows<{ id: string }>(
    `SELECT ${column} AS id FROM phone_calls WHERE connection_id = $1`,
    [phones.id],
  );
  if (row === undefined) throw new Error('The call was not kept');
  return row.id;
}
