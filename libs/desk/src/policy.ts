import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { SnippetText } from '@redress/domain/snippets/snippet.js';
import type { Kind } from '@redress/domain/ticket/ticket.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { holdCalendar } from '@redress/persistence/stores/calendars.store.js';
import {
  deleteQueue,
  deleteTeam,
  holdQueue,
  holdSetting,
  holdTeam,
  insertQueue,
  insertTeam,
  makeDefaultQueue,
  moveRights,
  moveRightsOfAll,
  queuesOfTeam,
  renameTeam,
  saveQueue,
  saveSetting,
  setAddresses,
  setCalendarOfTeam,
  setMembers,
  usesOfQueue,
} from '@redress/persistence/stores/policy.store.js';
import type { MailPolicy } from '@redress/persistence/stores/settings.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainAddress, plainName } from './people.js';
import { saveSignatures } from './signatures.js';

/** A change by an administrator with its entry in the audit; `work` returns the id of what it changed. */
async function change(
  ground: Ground,
  asker: Asker,
  action: string,
  work: (tx: Transaction) => Promise<string>,
): Promise<string> {
  return inTransaction(ground.database, async (tx) => {
    const subject = await work(tx);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action, subject });
    return subject;
  });
}

function refuseOther(found: { readonly version: number } | null, version: number): void {
  if (!found) throw new Refusal('not-found');
  if (found.version !== version) throw new Refusal('moved-on');
}

export interface TeamWords {
  readonly name: string;
  readonly memberIds: readonly string[];
  /** Null takes it away; absent keeps what is there. */
  readonly calendarId?: string | null | undefined;
}

async function giveCalendar(tx: Transaction, teamId: string, calendarId: string | null | undefined): Promise<void> {
  if (calendarId === undefined) return;
  if (calendarId !== null && !(await holdCalendar(tx, calendarId)))
    throw faulty('/calendarId', 'unknown', 'There is no such calendar');
  await setCalendarOfTeam(tx, teamId, calendarId);
}

export async function createTeam(ground: Ground, asker: Asker, words: TeamWords): Promise<string> {
  return change(ground, asker, 'teamCreated', async (tx) => {
    const id = newId();
    if (!(await insertTeam(tx, id, plainName(words.name)))) throw taken('team');
    await moveRights(tx, await setMembers(tx, id, words.memberIds));
    await giveCalendar(tx, id, words.calendarId);
    return id;
  });
}

const taken = (what: string): Refusal => faulty('/name', 'taken', `There is a ${what} of this name already`);

export async function editTeam(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number,
  words: TeamWords,
): Promise<void> {
  await change(ground, asker, 'teamChanged', async (tx) => {
    refuseOther(await holdTeam(tx, id), version);
    await unlessTaken('team', () => renameTeam(tx, id, plainName(words.name)));
    await moveRights(tx, await setMembers(tx, id, words.memberIds));
    await giveCalendar(tx, id, words.calendarId);
    return id;
  });
}

export async function removeTeam(ground: Ground, asker: Asker, id: string): Promise<void> {
  await change(ground, asker, 'teamRemoved', async (tx) => {
    const team = await holdTeam(tx, id);
    if (!team) throw new Refusal('not-found');
    const queues = await queuesOfTeam(tx, id);
    if (queues.length > 0)
      throw new Refusal('in-use', `It works the queues ${queues.join(', ')}: give them to another team first`);
    await moveRights(tx, team.memberIds);
    await deleteTeam(tx, id);
    return id;
  });
}

export interface QueueChange {
  readonly name: string;
  readonly teamId: string | null;
  readonly addresses: readonly string[];
  readonly kind: Kind;
  readonly isDefault?: boolean | undefined;
  /** Absent keeps what is there. */
  readonly signatures?: readonly SnippetText[] | undefined;
}

export async function createQueue(ground: Ground, asker: Asker, words: QueueChange): Promise<string> {
  return change(ground, asker, 'queueCreated', async (tx) => {
    const id = newId();
    await refuseUnknownTeam(tx, words.teamId);
    const { teamId, kind } = words;
    if (!(await insertQueue(tx, { id, name: plainName(words.name), teamId, kind }))) throw taken('queue');
    await finishQueue(tx, id, words);
    return id;
  });
}

export async function editQueue(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number,
  words: QueueChange,
): Promise<void> {
  await change(ground, asker, 'queueChanged', async (tx) => {
    const queue = await holdQueue(tx, id);
    refuseOther(queue, version);
    if (queue?.isDefault && words.isDefault === false) {
      throw new Refusal('in-use', 'One queue must take what names no other: make another one the default instead');
    }
    await refuseUnknownTeam(tx, words.teamId);
    const { teamId, kind } = words;
    await unlessTaken('queue', () => saveQueue(tx, { id, name: plainName(words.name), teamId, kind }));
    await finishQueue(tx, id, words);
    return id;
  });
}

async function finishQueue(tx: Transaction, id: string, words: QueueChange): Promise<void> {
  const addresses = words.addresses.map((address, index) => plainAddress(address, `/addresses/${index}`));
  const [other] = await setAddresses(tx, id, addresses);
  if (other !== undefined) throw faulty('/addresses', 'taken', `${other} belongs to another queue`);
  if (words.signatures !== undefined) await saveSignatures(tx, id, words.signatures);
  if (words.isDefault) await makeDefaultQueue(tx, id);
  await moveRightsOfAll(tx);
}

async function refuseUnknownTeam(tx: Transaction, teamId: string | null): Promise<void> {
  if (teamId !== null && !(await holdTeam(tx, teamId))) throw faulty('/teamId', 'unknown', 'There is no such team');
}

export async function removeQueue(ground: Ground, asker: Asker, id: string): Promise<void> {
  await change(ground, asker, 'queueRemoved', async (tx) => {
    const queue = await holdQueue(tx, id);
    if (!queue) throw new Refusal('not-found');
    if (queue.isDefault)
      throw new Refusal('in-use', 'It takes what names no other queue: make another one the default first');
    const uses = await usesOfQueue(tx, id);
    if (uses.ticket) throw new Refusal('in-use', 'There are tickets in it: move them to another queue first');
    if (uses.accounts.length > 0)
      throw new Refusal('in-use', `The mail accounts ${uses.accounts.join(', ')} deliver into it`);
    if (uses.channels.length > 0)
      throw new Refusal(
        'in-use',
        `The channel accounts ${uses.channels.join(', ')} bring tickets into it: give them another queue first`,
      );
    if (uses.forms.length > 0)
      throw new Refusal('in-use', `The forms ${uses.forms.join(', ')} send into it: change them first`);
    if (uses.phones.length > 0)
      throw new Refusal('in-use', `The phone connections ${uses.phones.join(', ')} bring calls into it`);
    if (uses.call) throw new Refusal('in-use', 'Calls came into it: they would be lost with it');
    if (uses.rules.length > 0)
      throw new Refusal('in-use', `The routing rules ${uses.rules.join(', ')} move tickets into it: change them first`);
    await deleteQueue(tx, id);
    await moveRightsOfAll(tx);
    return id;
  });
}

/** A rename can meet the name of another row; PostgreSQL says so first. */
async function unlessTaken(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === '23505') throw taken(what);
    throw error;
  }
}

/** @param version the one that was seen; 0 when the settings were never saved. */
export async function saveMailSettings(
  ground: Ground,
  asker: Asker,
  version: number,
  policy: MailPolicy,
): Promise<void> {
  await change(ground, asker, 'mailSettingsChanged', async (tx) => {
    if ((await holdSetting(tx, 'mail')) !== version) throw new Refusal('moved-on');
    const senderAddress = policy.senderAddress === '' ? '' : plainAddress(policy.senderAddress, '/senderAddress');
    await saveSetting(tx, 'mail', { ...policy, senderAddress });
    return 'mail';
  });
}
