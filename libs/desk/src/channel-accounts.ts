import type { Access, Channel } from '@redress/channels/channel.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import {
  type ChannelAccountRow,
  channelNamesake,
  deleteChannelAccount,
  holdChannelAccount,
  saveChannelAccount,
} from '@redress/persistence/stores/channels.store.js';
import { holdQueue } from '@redress/persistence/stores/policy.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty, plainName } from './people.js';

type Ground = Pick<Desk, 'database' | 'clock' | 'keys'>;

/** What the secret of a channel account is sealed for; it opens for nothing else. */
const CHANNEL_SECRET = 'channel-secret';

/** What an account shows to its channel: the secret is opened only when it is used. */
export function accessTo(
  ground: Pick<Desk, 'clock' | 'keys'>,
  dataDir: string,
  account: ChannelAccountRow,
  internalHosts: readonly string[] = [],
): Access {
  const { settings, secretSealed } = account;
  const secret = (): string | null => (secretSealed === null ? null : ground.keys.unseal(secretSealed, CHANNEL_SECRET));
  return { settings, secret, dataDir, internalHosts, now: () => ground.clock.now() };
}

export interface ChannelAccountChange {
  readonly name: string;
  readonly queueId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absent keeps what is stored. */
  readonly secret?: string | undefined;
  readonly enabled: boolean;
}

type Door = Pick<Channel, 'kind' | 'name' | 'can' | 'check' | 'checkSecret' | 'introduction'>;

function refuseUnfit(door: Door, secret: string | null): void {
  const fault = door.checkSecret?.(secret) ?? null;
  if (fault !== null) throw faulty('/secret', 'invalid', fault);
}

export async function createChannelAccount(
  ground: Ground,
  asker: Asker,
  door: Door,
  wanted: ChannelAccountChange,
): Promise<string> {
  refuseUnfit(door, wanted.secret ?? null);
  const secretSealed = wanted.secret === undefined ? null : ground.keys.seal(wanted.secret, CHANNEL_SECRET);
  return inTransaction(ground.database, (tx) =>
    save(tx, ground, asker, door, wanted, { id: newId(), secretSealed, action: 'channelAccountCreated' }),
  );
}

/** @param doorOf the channel of a kind; null when this build has none of it. */
export async function editChannelAccount(
  ground: Ground,
  asker: Asker,
  seen: { readonly id: string; readonly version: number },
  doorOf: (kind: string) => Door | null,
  wanted: ChannelAccountChange,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const held = await holdChannelAccount(tx, seen.id);
    const door = held === null ? null : doorOf(held.kind);
    if (held === null || door === null) throw new Refusal('not-found');
    if (held.version !== seen.version) throw new Refusal('moved-on');
    // A stored secret goes only where it was given for: else whoever may edit could have it sent to himself.
    if (wanted.secret === undefined && held.secretSealed !== null && !isSame(held.settings, wanted.settings))
      throw faulty('/secret', 'missing', 'Give the secret again: the settings say another place now');
    if (wanted.secret !== undefined) refuseUnfit(door, wanted.secret);
    const secretSealed =
      wanted.secret === undefined ? held.secretSealed : ground.keys.seal(wanted.secret, CHANNEL_SECRET);
    await save(tx, ground, asker, door, wanted, { id: seen.id, secretSealed, action: 'channelAccountChanged' });
  });
}

const isSame = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean => {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
};

/** Two accounts that are one at the platform would bring everything twice. One that only pauses may: so two of before are parted. */
async function refuseNamesake(
  tx: Transaction,
  { kind, introduction }: Door,
  { settings, enabled }: ChannelAccountChange,
  as: { readonly id: string; readonly action: string },
): Promise<void> {
  if (!enabled && as.action === 'channelAccountChanged') return;
  for (const { name: setting } of introduction.fields.filter(({ identifies }) => identifies === true)) {
    const value = settings[setting];
    if (typeof value !== 'string') continue;
    const other = await channelNamesake(tx, { id: as.id, kind }, setting, value);
    if (other === null) continue;
    const paused = other.enabled ? '' : ' It is paused: let it go on, or remove it first.';
    throw faulty(`/settings/${setting}`, 'taken', `The account “${other.name}” has this one already.${paused}`);
  }
}

async function save(
  tx: Transaction,
  ground: Ground,
  asker: Asker,
  door: Door,
  wanted: ChannelAccountChange,
  as: { readonly id: string; readonly secretSealed: string | null; readonly action: string },
): Promise<string> {
  const name = plainName(wanted.name);
  const faults = Object.entries(door.check(wanted.settings));
  const [first] = faults;
  if (first !== undefined) throw faulty(`/settings/${first[0]}`, 'invalid', first[1]);
  if (!(await holdQueue(tx, wanted.queueId))) throw faulty('/queueId', 'unknown', 'There is no such queue');
  const taken = await tx.rows('SELECT 1 FROM channel_accounts WHERE kind = $1 AND name = $2 AND id <> $3', [
    ...[door.kind, name, as.id],
  ]);
  if (taken.length > 0) throw faulty('/name', 'taken', 'There is an account of this name already');
  await refuseNamesake(tx, door, wanted, as);
  const { queueId, settings, enabled } = wanted;
  const { id, secretSealed } = as;
  const account = { id, kind: door.kind, channel: door.name, name, queueId, settings, secretSealed, enabled };
  await saveChannelAccount(tx, { ...account, abilities: door.can });
  await auditIn(tx, ground.clock, {
    ...{ actor: asker.agentId ?? 'system', action: as.action, subject: id, detail: { kind: door.kind, name } },
  });
  return id;
}

/** What came by it stays; answers to it need another way. */
export async function removeChannelAccount(ground: Ground, asker: Asker, id: string, version: number): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const held = await holdChannelAccount(tx, id);
    if (held === null) throw new Refusal('not-found');
    if (held.version !== version) throw new Refusal('moved-on');
    await deleteChannelAccount(tx, id);
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'channelAccountRemoved', subject: id });
  });
}
