import { type Instant, instant, SECOND } from '@redress/domain/time.js';
import { callGuarded, type Called } from '@redress/platform/guarded-fetch.js';
import { type Access, type Batch, ChannelFault } from '../channel.js';
import { isJson, type Json, numberAt, objectAt, parsed, textAt } from '../json.js';
import { signed } from '../signature.js';
import { graphUrlOf, keysOf, settingOf } from './account.js';
import { failureIn, faultOf, GraphFailure } from './failure.js';
import { forgetPosted } from './posting.js';

type Query = Readonly<Record<string, string>>;

/** @throws GraphFailure when Meta says no; Error when nobody knows what it would have said. */
export const graphGet = (access: Access, path: string, query: Query = {}): Promise<Json> =>
  call(access, path, query, null);

export const graphPost = (access: Access, path: string, body: Json): Promise<Json> => call(access, path, {}, body);

async function call(access: Access, path: string, query: Query, body: Json | null): Promise<Json> {
  const { appSecret, accessToken } = keysOf(access);
  // Shows that whoever has the token has the secret too: apps may be told to take no call without it.
  const proof = { appsecret_proof: signed(appSecret, accessToken) };
  return ask(access, path, { ...query, ...proof }, accessToken, body);
}

async function ask(access: Access, path: string, query: Query, token: string, body: Json | null): Promise<Json> {
  const url = `${graphUrlOf(access)}${path}?${new URLSearchParams(query).toString()}`;
  const { status, bytes } = await callGuarded(url, {
    method: body === null ? 'GET' : 'POST',
    internalHosts: access.internalHosts,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  const answer = parsed(bytes);
  if (status >= 200 && status < 300 && isJson(answer)) return answer;
  throw failureIn(isJson(answer) ? answer : {}, status);
}

/** Media lie with Meta's own hosts, and only they may see the token. */
const META_HOSTS = /(?:^|\.)(?:fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net|whatsapp\.com|cdninstagram\.com)$/;

/** @param withToken for what Meta shows to the account only. */
export function download(access: Access, url: string, withToken: boolean): Promise<Called> {
  const { hostname, host } = new URL(url);
  const isTheirs = META_HOSTS.test(hostname) || access.internalHosts.includes(host.toLowerCase());
  const headers: Readonly<Record<string, string>> =
    withToken && isTheirs ? { authorization: `Bearer ${keysOf(access).accessToken}` } : {};
  return callGuarded(url, { internalHosts: access.internalHosts, headers });
}

/**
 * Looks whether the token still opens, whether it may do what we need, and when it ends: Meta tells nobody by itself.
 * @param needs the permissions, as Meta calls them.
 */
export async function lookAtAccess(access: Access, needs: readonly string[]): Promise<Batch> {
  try {
    const { appSecret, accessToken } = keysOf(access);
    await forgetPosted(access);
    const app = `${settingOf(access, 'appId')}|${appSecret}`;
    const answer = await ask(access, '/debug_token', { input_token: accessToken }, app, null);
    return { parcels: [], cursor: null, hasMore: false, accessEndsAt: endIn(objectAt(answer, 'data'), needs) };
  } catch (error) {
    throw faultOf(error);
  }
}

function endIn(token: Json | null, needs: readonly string[]): Instant | null {
  if (token === null) throw new GraphFailure(2, 0, 'It says nothing of the token.');
  if (token['is_valid'] !== true) {
    const error = objectAt(token, 'error');
    throw new GraphFailure(190, numberAt(error, 'subcode') ?? 0, textAt(error, 'message') ?? 'It is not valid.');
  }
  const granted = Array.isArray(token['scopes']) ? token['scopes'] : null;
  const missing = granted === null ? [] : needs.filter((scope) => !granted.includes(scope));
  if (missing.length > 0)
    throw new ChannelFault(
      'refused',
      `The token lacks ${missing.join(', ')}.`,
      'Grant these permissions to the app, make a new access token and save it here.',
    );
  const ends = ['expires_at', 'data_access_expires_at'].map((name) => numberAt(token, name) ?? 0);
  const first = Math.min(...ends.filter((end) => end > 0));
  return Number.isFinite(first) ? instant(Math.floor(first) * SECOND) : null;
}
