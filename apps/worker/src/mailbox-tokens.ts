import type { TokenDesk } from '@redress/channels/email/oauth.js';
import { accessTokenOf, type TokenGround } from '@redress/desk/mailbox-tokens.js';

/** Gives tokens of one grant; `renew` says that the last one was refused, so that another one is wanted. */
export function tokensOf(
  ground: TokenGround,
  tokenDesk: TokenDesk,
  grantId: string,
): (renew: boolean) => Promise<string> {
  let last: string | null = null;
  return async (renew) => {
    last = await accessTokenOf(ground, tokenDesk, grantId, renew ? last : null);
    return last;
  };
}
