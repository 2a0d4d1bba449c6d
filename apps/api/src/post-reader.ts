import { accessTo } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Config } from '@redress/platform/config.js';

/** Reads what channels brought; they are loaded when the first one is read, which keeps the start of the API short. */
export function lazyPostReader(config: Config, ground: Pick<Desk, 'clock' | 'keys'>): Desk['readPost'] {
  return async (account, source) => {
    const { readPost } = await import('@redress/channels/channels.js');
    return readPost(account, source, accessTo(ground, config.dataDir, account, config.internalHosts));
  };
}
