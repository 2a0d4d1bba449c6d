import { square } from '@redress/channels/square.channel.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { saveChannelAccount } from '@redress/persistence/stores/channels.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Places } from './verbs.js';

const NAME = 'Lumo in public';

/** The account by which `redress simulate` brings posts, unless somebody has one of this name. */
export async function layDownSquare(tx: Transaction, { queues }: Places): Promise<void> {
  const known = await tx.rows('SELECT 1 FROM channel_accounts WHERE kind = $1 AND name = $2', [square.kind, NAME]);
  if (known.length > 0) return;
  await saveChannelAccount(tx, {
    ...{ id: newId(), kind: square.kind, channel: square.name, name: NAME, queueId: queues.care },
    ...{ settings: { folder: 'demo' }, secretSealed: null, abilities: square.can, enabled: true },
  });
}

export async function takeUpSquare(tx: Transaction): Promise<void> {
  await tx.rows('DELETE FROM channel_accounts WHERE kind = $1 AND name = $2', [square.kind, NAME]);
}
