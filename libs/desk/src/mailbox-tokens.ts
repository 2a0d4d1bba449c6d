import type { TokenAnswer, TokenClient, TokenDesk } from '@redress/channels/email/oauth.js';
import { inTransaction, sqlOn } from '@redress/persistence/sql.js';
import {
  endGrant,
  type HeldGrant,
  holdGrant,
  keepTokens,
  readGrant,
} from '@redress/persistence/stores/mailbox-grants.store.js';
import type { KeyRing } from '@redress/platform/seal.js';
import type { Desk } from './desk.js';

export type TokenGround = Pick<Desk, 'database' | 'clock' | 'keys'>;

/** What everything of a grant is sealed for; it opens for nothing else. */
export const GRANT_SECRET = 'mailbox-grant';

/** A token that ends within this time is not begun to be used: a long command would outlive it. */
const AHEAD_MS = 120_000;

/** By these words a provider says that its owner has to sign in again. */
const OVER = ['invalid_grant', 'interaction_required', 'consent_required', 'login_required'];

/** The grant of a mailbox gives no token: `code` is known where mail servers are spoken to. */
export class GrantFailure extends Error {
  override readonly name = 'GrantFailure';
  constructor(
    readonly code: 'EGRANT' | 'EGRANTSILENT',
    message: string,
  ) {
    super(message);
  }
}

export const clientOf = (
  keys: KeyRing,
  grant: Pick<HeldGrant, 'clientId' | 'clientSecretSealed' | 'tokenUrl'>,
): TokenClient => ({
  clientId: grant.clientId,
  clientSecret: grant.clientSecretSealed === null ? null : keys.unseal(grant.clientSecretSealed, GRANT_SECRET),
  tokenUrl: grant.tokenUrl,
});

/** Seals what a provider gave. @param refreshToken goes on where the answer names no other */
export function sealedTokens(
  { keys, clock }: Pick<Desk, 'keys' | 'clock'>,
  { tokens }: Extract<TokenAnswer, { kind: 'tokens' }>,
  refreshToken: string,
) {
  return {
    refreshSealed: keys.seal(refreshToken, GRANT_SECRET),
    accessSealed: keys.seal(tokens.accessToken, GRANT_SECRET),
    accessEndsAt: new Date(clock.now() + tokens.lastsSeconds * 1_000),
  };
}

/**
 * A token that is valid now. Where it has to be renewed, one process does so and the others wait for what it got: a refresh token often
 * holds once.
 * @param refused a token that the mail server would not take: another one is wanted
 * @throws GrantFailure
 */
export async function accessTokenOf(
  ground: TokenGround,
  tokenDesk: TokenDesk,
  grantId: string,
  refused: string | null = null,
): Promise<string> {
  const seen = await readGrant(sqlOn(ground.database), grantId);
  const kept = seen && validToken(ground, seen, refused);
  if (kept) return kept;
  const got = await inTransaction(ground.database, async (tx) => {
    const held = await holdGrant(tx, grantId);
    if (held?.refreshSealed == null || held.overSince !== null) return over('Its owner has to sign in again.');
    const meanwhile = validToken(ground, held, refused);
    if (meanwhile !== null) return meanwhile;
    const refreshToken = ground.keys.unseal(held.refreshSealed, GRANT_SECRET);
    const answer = await tokenDesk.renew(clientOf(ground.keys, held), refreshToken);
    if (answer.kind === 'silent') return new GrantFailure('EGRANTSILENT', answer.detail);
    if (answer.kind === 'refused') {
      if (OVER.includes(answer.code)) await endGrant(tx, grantId, new Date(ground.clock.now()));
      return over(`${answer.code}: ${answer.detail}`);
    }
    await keepTokens(tx, grantId, sealedTokens(ground, answer, answer.tokens.refreshToken ?? refreshToken));
    return answer.tokens.accessToken;
  });
  // Thrown only here: what the transaction wrote about it has to stay.
  if (got instanceof GrantFailure) throw got;
  return got;
}

const over = (why: string): GrantFailure => new GrantFailure('EGRANT', why);

function validToken({ clock, keys }: TokenGround, grant: HeldGrant, refused: string | null): string | null {
  if (grant.accessSealed === null || grant.accessEndsAt === null) return null;
  if (grant.accessEndsAt.getTime() - AHEAD_MS < clock.now()) return null;
  const token = keys.unseal(grant.accessSealed, GRANT_SECRET);
  return token === refused ? null : token;
}
