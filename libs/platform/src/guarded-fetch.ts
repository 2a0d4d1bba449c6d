import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, fetch } from 'undici';

/** What a stranger's address may cost us. */
const LIMITS = { milliseconds: 5_000, bytes: 5 * 1_048_576, redirects: 3 };

/** Only addresses of the public internet: a picture in a mail must not make us ask our own network. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Resolves and judges in one step, and the connection goes to the very address that was judged: a name that answers differently the second time gains nothing. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    if (open.length === 0 || open.length < addresses.length) return callback(new Error('refused'), []);
    if (options.all === true) return callback(null, open);
    callback(null, open[0]?.address ?? '', open[0]?.family ?? 4);
  });
};

const agent = new Agent({
  connect: { lookup: publicLookup, timeout: LIMITS.milliseconds },
  headersTimeout: LIMITS.milliseconds,
  bodyTimeout: LIMITS.milliseconds,
  maxResponseSize: LIMITS.bytes,
});

export interface Fetched {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * Fetches what a stranger's text names: https on port 443 only, at most three redirects, each judged anew, five seconds, five megabytes.
 * @returns null for whatever reason it did not work: the reason would tell what our network looks like.
 */
export async function fetchGuarded(url: string, accept = 'image/*'): Promise<Fetched | null> {
  const signal = AbortSignal.timeout(LIMITS.milliseconds);
  let next = url;
  try {
    for (let hop = 0; hop <= LIMITS.redirects; hop += 1) {
      const target = targetOf(next);
      if (target === null) return null;
      const answer = await fetch(target, {
        dispatcher: agent,
        redirect: 'manual',
        signal,
        headers: { accept, 'user-agent': 'Redress' },
      });
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && location !== null) {
        await answer.body?.cancel();
        next = new URL(location, target).href;
        continue;
      }
      if (!answer.ok) return null;
      return { contentType: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) };
    }
  } catch {
    // Told as null: what went wrong would say which doors are open behind us.
  }
  return null;
}

function targetOf(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isClosed = ipaddr.isValid(literal) && !isPublicAddress(literal);
  return url.protocol === 'https:' && url.port === '' && url.username === '' && !isClosed ? url : null;
}

/** How another server took what we posted. `status` null: it did not answer, or its address is not of the public internet. */
export interface Posted {
  readonly status: number | null;
  /** For an administrator; short, and never more of the answer than its first line. */
  readonly detail: string;
}

/** Sends a body to an address that an administrator named. */
export type Poster = (url: string, body: string, headers: Readonly<Record<string, string>>) => Promise<Posted>;

/** Whether `postGuarded` would try it at all: https on port 443, no name and password, no address of our own network. */
export const mayPostTo = (url: string): boolean => targetOf(url) !== null;

/** Posts under the same guard as `fetchGuarded`; a redirect is not followed, it counts as an answer. */
export const postGuarded: Poster = async (url, body, headers) => {
  const target = targetOf(url);
  if (target === null) return { status: null, detail: 'Only https addresses of the public internet are called.' };
  try {
    const answer = await fetch(target, {
      method: 'POST',
      body,
      dispatcher: agent,
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMITS.milliseconds),
      headers: { 'content-type': 'application/json', 'user-agent': 'Redress', ...headers },
    });
    await answer.body?.cancel();
    return { status: answer.status, detail: answer.statusText.slice(0, 200) };
  } catch {
    return { status: null, detail: 'It could not be reached, or took longer than five seconds.' };
  }
};

/** What the interface of a platform may cost us: a film that a customer sent is larger than a picture in a mail. */
const CALL = { milliseconds: 20_000, bytes: 26 * 1_048_576, redirects: 3 };

const callAgent = new Agent({
  connect: { lookup: publicLookup, timeout: LIMITS.milliseconds },
  headersTimeout: CALL.milliseconds,
  bodyTimeout: CALL.milliseconds,
  maxResponseSize: CALL.bytes,
});

const internalAgent = new Agent({ headersTimeout: CALL.milliseconds, maxResponseSize: CALL.bytes });

export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Hosts of our own network that may be called, by name and port as they stand in the address; also without TLS. */
  readonly internalHosts: readonly string[];
}

export interface Called extends Fetched {
  readonly status: number;
}

/**
 * Calls the interface of a platform: https of the public internet, or a host that the operator named. Redirects of a GET are followed three
 * times at most, each judged anew; what was sent along as a header goes to the first host only.
 * @throws Error when it may not be called, does not answer within twenty seconds, or answers more than 26 MB; its words tell no more.
 */
export async function callGuarded(url: string, call: Call): Promise<Called> {
  const method = call.method ?? 'GET';
  const signal = AbortSignal.timeout(CALL.milliseconds);
  let next = url;
  for (let hop = 0; hop <= CALL.redirects; hop += 1) {
    const door = doorTo(next, call.internalHosts);
    if (door === null) throw new Error('This address may not be called.');
    const isFirstHost = door.target.host === new URL(url).host;
    const answer = await fetch(door.target, {
      method,
      signal,
      dispatcher: door.agent,
      redirect: 'manual',
      headers: { 'user-agent': 'Redress', ...(isFirstHost ? call.headers : {}) },
      ...(call.body === undefined ? {} : { body: call.body }),
    }).catch(unreached);
    const location = answer.headers.get('location');
    if (method === 'GET' && answer.status >= 300 && answer.status < 400 && location !== null) {
      await answer.body?.cancel();
      next = new URL(location, door.target).href;
      continue;
    }
    const bytes = Buffer.from(await answer.arrayBuffer().catch(unreached));
    return { status: answer.status, contentType: answer.headers.get('content-type') ?? '', bytes };
  }
  throw new Error('It redirects without end.');
}

const unreached = (): never => {
  throw new Error('It could not be reached, or took too long, or answered too much.');
};

function doorTo(
  text: string,
  internalHosts: readonly string[],
): { readonly target: URL; readonly agent: Agent } | null {
  const target = targetOf(text);
  if (target !== null) return { target, agent: callAgent };
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && internalHosts.includes(url.host.toLowerCase())
    ? { target: url, agent: internalAgent }
    : null;
}
