import { Agent, type Dispatcher, fetch } from 'undici';
import { type Fetched, fetchGuarded, mayPostTo, publicLookup } from './guarded-fetch.js';

/** How we reach servers that somebody else named. */
export interface Outside {
  /** Whether an address is reached at all. */
  mayReach(url: string): boolean;
  readonly fetch: typeof globalThis.fetch;
  /** A file that a stranger's text names; null for whatever reason it did not come. */
  media(url: string): Promise<Fetched | null>;
  /** For what makes its connections itself. */
  readonly dispatcher: Dispatcher;
}

/** A platform may think longer about a film than a stranger about a picture; its lists are no films. */
const LIMITS = { connectMs: 5_000, silenceMs: 20_000, wholeMs: 60_000, bytes: 10 * 1_048_576 };

const agent = new Agent({
  connect: { lookup: publicLookup, timeout: LIMITS.connectMs },
  headersTimeout: LIMITS.silenceMs,
  bodyTimeout: LIMITS.silenceMs,
  maxResponseSize: LIMITS.bytes,
});

const BARE = [101, 204, 205, 304];

/** Reads the whole answer; a redirect is an answer. @throws TypeError for an address that is not reached, without saying why. */
const fetchPublic: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!mayPostTo(request.url)) throw new TypeError('Only https addresses of the public internet are reached.');
  const answer = await fetch(request.url, {
    method: request.method,
    headers: [...request.headers],
    body: request.body === null ? null : new Uint8Array(await request.arrayBuffer()),
    dispatcher: agent,
    redirect: 'manual',
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(LIMITS.wholeMs)]),
  });
  const bytes = await answer.arrayBuffer();
  const { status, statusText } = answer;
  return new Response(BARE.includes(status) ? null : bytes, { status, statusText, headers: [...answer.headers] });
};

/** The public internet and nothing of our own network: https on port 443, every address judged before it is connected to. */
export const THE_INTERNET: Outside = {
  mayReach: mayPostTo,
  fetch: fetchPublic,
  media: fetchGuarded,
  dispatcher: agent,
};
