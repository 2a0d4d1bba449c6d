import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from './ground.js';
import { quantile } from './measure.js';

/**
 * Sends at a steady rate, whether or not earlier ones were answered, as strangers do.
 * @returns milliseconds from when each was to be sent until it was answered, so that what waits for its turn is counted
 */
export async function steadily(
  { rate, count }: { readonly rate: number; readonly count: number },
  send: (index: number) => Promise<void>,
): Promise<number[]> {
  const start = performance.now();
  const waits: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = start + (index * 1_000) / rate;
    const ahead = due - performance.now();
    if (ahead > 0) await sleep(ahead);
    const wait = send(index).then(() => performance.now() - due);
    // Told at the end: whoever fails while others are still to be sent must not end the process with everything it started.
    wait.catch(() => undefined);
    waits.push(wait);
  }
  return Promise.all(waits);
}

/** Sends as fast as a few clients get their answers. */
export async function inTurn(count: number, clients: number, send: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await send(next - 1);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

const MOST_TRIES = 100;

/**
 * Comes again when it is told that there is too much to do, or is not heard, as whoever sends must: on a machine with other work too.
 * @throws Error for any other answer than `wanted`
 */
export async function insist(wanted: number, ask: () => Promise<Response>): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const heard = await ask().then(
      async (answer) => ({ status: answer.status, text: await answer.text() }),
      (error: unknown) => ({ status: 0, text: String(error) }),
    );
    if (heard.status === wanted) return heard.text;
    const comesAgain = heard.status === 503 || heard.status === 0;
    if (!comesAgain || tries === MOST_TRIES) throw new Error(`Answered ${heard.status}: ${heard.text}`);
    await sleep(200);
  }
}

/** Answers of a route up to now, by how many seconds they took at most: what the product itself measures. */
export type Served = ReadonlyMap<number, number>;

const LINE = /^redress_http_seconds_bucket\{(.*)\} (\d+)$/;

/** @param route as the product names it: `/api/v1/cti/:token` */
export async function servedBy(ground: Ground, route: string): Promise<Served> {
  const text = await (await fetch(`${ground.product.url}/metrics`, { headers: ground.headers })).text();
  const served = new Map<number, number>();
  for (const line of text.split('\n')) {
    const [, labels = '', count] = LINE.exec(line) ?? [];
    if (!labels.includes(`route="${route}"`) || !labels.includes('method="POST"')) continue;
    const most = /le="([^"]+)"/.exec(labels)?.[1];
    const seconds = most === '+Inf' ? Number.POSITIVE_INFINITY : Number(most);
    served.set(seconds, (served.get(seconds) ?? 0) + Number(count));
  }
  if (served.size === 0) throw new Error(`The product measured nothing of ${route}`);
  return served;
}

/** Of what was answered between two readings, in milliseconds; between the edges of a bucket by its share of it. */
export function servedQuantile(before: Served, after: Served, share: number): number {
  const edges = [...after.keys()].sort((one, other) => one - other);
  const upTo = (edge: number): number => (after.get(edge) ?? 0) - (before.get(edge) ?? 0);
  const wanted = upTo(Number.POSITIVE_INFINITY) * share;
  const at = edges.findIndex((edge) => upTo(edge) >= wanted);
  const [low, high] = [at > 0 ? (edges[at - 1] ?? 0) : 0, edges[at] ?? Number.POSITIVE_INFINITY];
  if (high === Number.POSITIVE_INFINITY) return high;
  const below = at > 0 ? upTo(low) : 0;
  const within = upTo(high) - below;
  return (low + (within === 0 ? 0 : ((wanted - below) / within) * (high - low))) * 1_000;
}

export const p95 = (values: readonly number[]): number => quantile(values, 0.95);
