import * as oauth from 'oauth4webapi';
import { callGuarded } from '@redress/platform/guarded-fetch.js';

/** Who we are at a provider, and where it is asked. */
export interface TokenClient {
  readonly clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  readonly tokenUrl: string;
}

export interface Tokens {
  readonly accessToken: string;
  /** Null: the one that we have goes on. */
  readonly refreshToken: string | null;
  readonly lastsSeconds: number;
  /** Null: what was asked for was granted. */
  readonly scopes: string | null;
}

export type TokenAnswer =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  /** `code` of RFC 6749, such as `invalid_grant`. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'silent'; readonly detail: string };

/** What opens the page of a provider on which the owner of a mailbox signs in. */
export interface SignInPage {
  readonly authorisationUrl: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly redirectUri: string;
  /** Whose mailbox it is; the provider proposes him. */
  readonly user: string;
  /** What this provider alone wants to be told. */
  readonly more: Readonly<Record<string, string>>;
}

export interface OpenedPage {
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
}

/** Speaks to the provider of a mailbox. Never rejects. */
export interface TokenDesk {
  openPage(page: SignInPage): Promise<OpenedPage>;
  redeem(client: TokenClient, code: string, redirectUri: string, verifier: string): Promise<TokenAnswer>;
  renew(client: TokenClient, refreshToken: string): Promise<TokenAnswer>;
}

/** Where a provider does not say how long a token lasts, it is asked for another one after this time. */
const USUAL_SECONDS = 1_800;

/** @param internalHosts may be asked too, and without TLS; everybody else by https on the public internet only */
export function openTokenDesk(internalHosts: readonly string[]): TokenDesk {
  const options = {
    [oauth.customFetch]: async (url: string, { headers, body }: oauth.CustomFetchOptions<'POST', URLSearchParams>) => {
      const called = await callGuarded(url, { method: 'POST', headers, body: String(body), internalHosts });
      const { status, contentType, bytes } = called;
      return new Response(new Uint8Array(bytes), { status, headers: { 'content-type': contentType } });
    },
    // The guard above decides: without TLS only what the operator named.
    [oauth.allowInsecureRequests]: true,
  };
  return {
    openPage,
    redeem: (client, code, redirectUri, verifier) =>
      asked(async () => {
        const { as, who, proof } = partiesOf(client);
        const back = oauth.validateAuthResponse(as, who, new URLSearchParams({ code }), oauth.expectNoState);
        const answer = await oauth.authorizationCodeGrantRequest(as, who, proof, back, redirectUri, verifier, options);
        return oauth.processAuthorizationCodeResponse(as, who, answer);
      }),
    renew: (client, refreshToken) =>
      asked(async () => {
        const { as, who, proof } = partiesOf(client);
        const answer = await oauth.refreshTokenGrantRequest(as, who, proof, refreshToken, options);
        return oauth.processRefreshTokenResponse(as, who, answer);
      }),
  };
}

function partiesOf({ clientId, clientSecret, tokenUrl }: TokenClient) {
  const as: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const proof = clientSecret === null ? oauth.None() : oauth.ClientSecretPost(clientSecret);
  return { as, who: { client_id: clientId }, proof };
}

async function asked(work: () => Promise<oauth.TokenEndpointResponse>): Promise<TokenAnswer> {
  try {
    const answer = await work();
    const tokens = {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      lastsSeconds: answer.expires_in ?? USUAL_SECONDS,
      scopes: answer.scope ?? null,
    };
    return { kind: 'tokens', tokens };
  } catch (failure) {
    if (failure instanceof oauth.ResponseBodyError) {
      const detail = (failure.error_description ?? failure.error).replace(/\p{Cc}+/gu, ' ').slice(0, 300);
      return { kind: 'refused', code: failure.error, detail };
    }
    // Its words may hold what was answered, and with it a token: they are not repeated.
    return { kind: 'silent', detail: 'The sign-in server did not answer, or not as such a server does.' };
  }
}

/** @returns the address of that page, with what its answer has to match */
async function openPage(page: SignInPage): Promise<OpenedPage> {
  const [state, verifier] = [oauth.generateRandomState(), oauth.generateRandomCodeVerifier()];
  const url = new URL(page.authorisationUrl);
  const words = {
    ...{ response_type: 'code', client_id: page.clientId, redirect_uri: page.redirectUri, scope: page.scopes, state },
    ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    ...{ login_hint: page.user, ...page.more },
  };
  for (const [name, value] of Object.entries(words)) url.searchParams.set(name, value);
  return { url: url.href, state, verifier };
}
