import { WebSocket } from 'undici';
import { silence } from '../answers.js';
import type { Batch } from '../channel.js';
import { parsed, textIn } from '../foreign.js';
import type { Arrivals } from './arrivals.js';
import type { Server } from './server.js';

/** A line may be dead without anybody noticing, and not everything is told on it. */
const LOOK_EVERY_MS = 60_000;
const LONGEST_MESSAGE = 1_048_576;

/** Something happened: to the list, or to the post that is named. */
type Event = { readonly post: string } | 'list';

/**
 * Listens until it is told to end or the server hangs up. What is told wakes us; what counts is the list, read from where it was read last: so
 * nothing is missed while the line was opened, and the order is the list's.
 */
export async function listen(
  server: Server,
  arrivals: Arrivals,
  start: string | null,
  store: (batch: Batch) => Promise<void>,
  until: AbortSignal,
): Promise<void> {
  let at = start;
  const keep = async (batch: Batch): Promise<void> => {
    await store(batch);
    at = batch.cursor ?? at;
  };
  const look = async (): Promise<void> => {
    for (let hasMore = true; hasMore && !until.aborted;) {
      const batch = await arrivals.poll(at);
      await keep(batch);
      ({ hasMore } = batch);
    }
  };
  const take = async (event: Event): Promise<void> => {
    if (event === 'list') return look();
    const batch = await arrivals.recheck(at, event.post);
    if (batch !== null) await keep(batch);
  };
  const line = await openLine(server);
  await follow(line, take, until);
}

async function openLine(server: Server): Promise<WebSocket> {
  const { configuration } = await server.ask((client) => client.v2.instance.fetch());
  const address = new URL('/api/v1/streaming?stream=user', configuration.urls.streaming);
  // The instance names another server: it is judged like the first.
  if (!server.outside.mayReach(address.href.replace(/^ws/, 'http'))) throw silence(server.address);
  return new WebSocket(address, { protocols: [server.token()], dispatcher: server.outside.dispatcher });
}

/** One event after the other. @throws ChannelFault when the line did not come about, or what `take` throws. */
function follow(line: WebSocket, take: (event: Event) => Promise<void>, until: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let working = Promise.resolve();
    let wasOpen = false;
    const timer = setInterval(() => work('list'), LOOK_EVERY_MS);
    const hangUp = (): void => line.close();
    const end = (settle: () => void): void => {
      clearInterval(timer);
      until.removeEventListener('abort', hangUp);
      line.close();
      settle();
    };
    const work = (event: Event): void => {
      working = working.then(() => (until.aborted ? undefined : take(event)));
      working.catch((error: Error) => end(() => reject(error)));
    };
    line.addEventListener('open', () => {
      wasOpen = true;
      work('list');
    });
    line.addEventListener('message', ({ data }) => {
      const event = eventIn(data);
      if (event !== null) work(event);
    });
    line.addEventListener('error', () => undefined);
    line.addEventListener('close', () => {
      const settle = (): void => (wasOpen || until.aborted ? resolve() : reject(silence(line.url)));
      working.then(
        () => end(settle),
        () => undefined,
      );
    });
    until.addEventListener('abort', hangUp);
    if (until.aborted) hangUp();
  });
}

/** The payload of an edit is the post as JSON in a text, that of a deletion its name. */
function eventIn(message: unknown): Event | null {
  if (typeof message !== 'string' || message.length > LONGEST_MESSAGE) return null;
  const told = parsed(message);
  const name = textIn(told['event']);
  const payload = textIn(told['payload']);
  if (name === 'delete') return { post: payload };
  if (name === 'status.update') return { post: textIn(parsed(payload)['id']) };
  return name.startsWith('notification') ? 'list' : null;
}
