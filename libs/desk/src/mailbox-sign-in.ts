import { createHash } from 'node:crypto';
import type { TokenAnswer, TokenDesk } from '@redress/channels/email/oauth.js';
import type { BeginSignIn, FinishSignIn } from '@redress/contract/commands.js';
import type { BegunSignIn, FinishedSignIn } from '@redress/contract/mailbox-grants.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { MINUTE } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { holdMailAccount } from '@redress/persistence/stores/mail-accounts.store.js';
import {
  beginGrant,
  type BegunGrant,
  type HeldGrant,
  keepTokens,
  knownClientSecret,
  moveToGrant,
  readGrant,
  useState,
} from '@redress/persistence/stores/mailbox-grants.store.js';
import { mayPostTo } from '@redress/platform/guarded-fetch.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { clientOf, GRANT_SECRET, sealedTokens } from './mailbox-tokens.js';
import { faulty } from './people.js';

type Ground = Pick<Desk, 'database' | 'clock' | 'keys' | 'publicUrl'>;

/** So long somebody may take to sign in at the provider. */
const PATIENCE_MS = 15 * MINUTE;

/** To be entered at the provider, letter by letter. */
export const redirectUriOf = ({ publicUrl }: Pick<Desk, 'publicUrl'>): string =>
  `${publicUrl}/api/v1/mail-accounts/oauth/callback`;

type Place = Pick<BegunGrant, 'provider' | 'authorisationUrl' | 'tokenUrl' | 'scopes'>;

const MICROSOFT = 'https://login.microsoftonline.com';

function placeOf(wanted: BeginSignIn, internalHosts: readonly string[]): Place {
  const { provider } = wanted;
  if (provider === undefined) throw faulty('/provider', 'missing', 'Say who the provider is');
  if (provider === 'google') {
    const authorisationUrl = 'https://accounts.google.com/o/oauth2/v2/auth';
    const tokenUrl = 'https://oauth2.googleapis.com/token';
    return { provider, authorisationUrl, tokenUrl, scopes: 'https://mail.google.com/' };
  }
  if (provider === 'microsoft') {
    const at = `${MICROSOFT}/${wanted.tenant ?? 'common'}/oauth2/v2.0`;
    const scopes = ['IMAP.AccessAsUser.All', 'SMTP.Send'].map((one) => `https://outlook.office.com/${one}`).join(' ');
    return {
      provider,
      authorisationUrl: `${at}/authorize`,
      tokenUrl: `${at}/token`,
      scopes: `${scopes} offline_access`,
    };
  }
  const { authorisationUrl = '', tokenUrl = '', scopes = '' } = wanted;
  refuseClosed('/authorisationUrl', authorisationUrl, internalHosts);
  refuseClosed('/tokenUrl', tokenUrl, internalHosts);
  if (scopes.trim() === '') throw faulty('/scopes', 'missing', 'Name what is asked for, as your provider writes it');
  if (/(?:^|\s)openid(?:\s|$)/.test(scopes))
    throw faulty('/scopes', 'invalid', 'Leave openid out: who signs in is proved by the mail server');
  return { provider, authorisationUrl, tokenUrl, scopes: scopes.trim() };
}

/** The same rule as for every address that an administrator names: https of the public internet, or a host that the operator named. */
function refuseClosed(pointer: string, url: string, internalHosts: readonly string[]): void {
  if (mayPostTo(url)) return;
  const named = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).username === '';
  if (named && internalHosts.includes(new URL(url).host.toLowerCase())) return;
  throw faulty(pointer, 'invalid', 'Give an https address of the public internet, or name its host in INTERNAL_HOSTS');
}

/** What a provider alone wants to be told, so that its grant lasts. */
const MORE: Readonly<Record<BegunGrant['provider'], Readonly<Record<string, string>>>> = {
  google: { access_type: 'offline', prompt: 'consent' },
  microsoft: { prompt: 'select_account' },
  custom: {},
};

type Settings = Omit<BegunGrant, 'id' | 'stateHash' | 'begunVia' | 'verifierSealed' | 'endsAt'>;

/** Begins a sign-in at the provider; only the session that began may finish it, once and within a quarter of an hour. */
export async function beginSignIn(
  ground: Ground,
  asker: Asker,
  given: { readonly tokenDesk: TokenDesk; readonly internalHosts: readonly string[] },
  wanted: BeginSignIn,
): Promise<BegunSignIn> {
  return inTransaction(ground.database, async (tx) => {
    const settings =
      wanted.accountId !== undefined
        ? await settingsAgain(ground, tx, wanted.accountId, wanted.clientSecret)
        : await settingsOf(ground, tx, wanted, given.internalHosts);
    const { url, state, verifier } = await given.tokenDesk.openPage({
      ...settings,
      redirectUri: redirectUriOf(ground),
      more: MORE[settings.provider],
    });
    const id = newId();
    await beginGrant(tx, {
      ...{ ...settings, id, stateHash: hashOf(state), begunVia: viaOf(asker) },
      verifierSealed: ground.keys.seal(verifier, GRANT_SECRET),
      endsAt: new Date(ground.clock.now() + PATIENCE_MS),
    });
    return { grantId: id, url };
  });
}

async function settingsOf(
  { keys }: Ground,
  tx: Transaction,
  wanted: BeginSignIn,
  internalHosts: readonly string[],
): Promise<Settings> {
  const { clientId, clientSecret, user, host, port, outgoing } = wanted;
  if (clientId === undefined) throw faulty('/clientId', 'missing', 'Give the client ID that the provider showed');
  if (user === undefined) throw faulty('/user', 'missing', 'Give the user name of the mailbox');
  if (host === undefined || port === undefined) throw faulty('/host', 'missing', 'Give the server of the mailbox');
  const place = placeOf(wanted, internalHosts);
  const clientSecretSealed = clientSecret
    ? keys.seal(clientSecret, GRANT_SECRET)
    : await knownClientSecret(tx, clientId, place.tokenUrl);
  const servers = [{ host, port }, ...(outgoing ? [outgoing] : [])].map(serverWord);
  return { ...place, clientId, clientSecretSealed, user, servers, renewsAccount: null };
}

/** The same again for a mailbox whose grant is over. */
async function settingsAgain(
  { keys }: Ground,
  tx: Transaction,
  accountId: string,
  newSecret: string | undefined,
): Promise<Settings> {
  const held = await holdMailAccount(tx, accountId);
  const grant = held?.grantId == null ? null : await readGrant(tx, held.grantId);
  if (grant === null) throw new Refusal('not-found');
  const { provider, clientId, authorisationUrl, tokenUrl, scopes, user, servers } = grant;
  const place = { provider, authorisationUrl, tokenUrl, scopes };
  const clientSecretSealed = newSecret ? keys.seal(newSecret, GRANT_SECRET) : grant.clientSecretSealed;
  return { ...place, clientId, clientSecretSealed, user, servers, renewsAccount: accountId };
}

export const serverWord = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.toLowerCase()}:${port}`;

const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url');
const viaOf = ({ via }: Asker): string => `${via.kind}:${via.id}`;

/** @throws Refusal not-found for a state that is not of this session, was used, or is too old */
export async function finishSignIn(
  ground: Ground,
  asker: Asker,
  tokenDesk: TokenDesk,
  back: FinishSignIn,
): Promise<FinishedSignIn> {
  const now = new Date(ground.clock.now());
  const grant = await useState(sqlOn(ground.database), hashOf(back.state), viaOf(asker), now);
  if (grant?.verifierSealed == null) throw new Refusal('not-found');
  const ended = (outcome: FinishedSignIn['outcome'], detail: string | null = null): FinishedSignIn => ({
    ...{ grantId: grant.id, accountId: grant.renewsAccount, outcome, detail },
  });
  if (back.code === undefined) {
    const denied = back.error === undefined || back.error === 'access_denied';
    return ended(denied ? 'denied' : 'refused', denied ? null : (back.error ?? null));
  }
  const verifier = ground.keys.unseal(grant.verifierSealed, GRANT_SECRET);
  const answer = await tokenDesk.redeem(clientOf(ground.keys, grant), back.code, redirectUriOf(ground), verifier);
  if (answer.kind === 'silent') return ended('silent', answer.detail);
  if (answer.kind === 'refused') return ended('refused', `${answer.code}: ${answer.detail}`);
  const { refreshToken } = answer.tokens;
  if (!grantsMail(grant, answer)) return ended('noMail');
  if (refreshToken === null) return ended('notLasting');
  await keep(ground, asker, grant, sealedTokens(ground, answer, refreshToken));
  return ended('granted');
}

async function keep(
  ground: Ground,
  asker: Asker,
  grant: HeldGrant,
  tokens: ReturnType<typeof sealedTokens>,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await keepTokens(tx, grant.id, tokens);
    if (grant.renewsAccount !== null) await moveToGrant(tx, grant.renewsAccount, grant.id);
    await auditIn(tx, ground.clock, {
      actor: asker.agentId ?? 'system',
      action: 'mailboxSignedIn',
      subject: grant.renewsAccount ?? grant.id,
      detail: { provider: grant.provider, user: grant.user },
    });
  });
}

/** Somebody may untick what he is asked for; `offline_access` shows in the refresh token alone. */
function grantsMail(grant: HeldGrant, { tokens }: Extract<TokenAnswer, { kind: 'tokens' }>): boolean {
  if (tokens.scopes === null) return true;
  const granted = tokens.scopes.toLowerCase().split(/\s+/);
  const wanted = grant.scopes
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one !== 'offline_access');
  return wanted.every((one) => granted.includes(one));
}
