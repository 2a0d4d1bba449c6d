import type { Happening } from '@redress/domain/channel/message.js';
import type { Access, Channel } from './channel.js';
import { bluesky } from './bluesky.channel.js';
import { facebook } from './facebook.channel.js';
import { folder } from './folder.channel.js';
import { instagram } from './instagram.channel.js';
import { mastodon } from './mastodon.channel.js';
import { square } from './square.channel.js';
import { webhook } from './webhook.channel.js';
import { whatsapp } from './whatsapp.channel.js';

/** Every channel besides mail: a new one is a file, its spec, and a line here. */
export const CHANNELS: readonly Channel[] = [bluesky, facebook, folder, instagram, mastodon, square, webhook, whatsapp];

export const channelOf = (kind: string): Channel | null => CHANNELS.find((channel) => channel.kind === kind) ?? null;

/** Reads what an account brought. An account of a channel that this build does not have waits for one that does. */
export function readPost(account: { readonly kind: string }, source: Buffer, access: Access): Promise<Happening> {
  const channel = channelOf(account.kind);
  if (channel === null) return Promise.reject(new Error(`There is no channel "${account.kind}" here`));
  return channel.read(source, access);
}
