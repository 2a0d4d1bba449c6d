import type { Session } from '@redress/contract/session.js';
import { ApiError, type Ask, get, Unreachable } from './client.js';
import { inStore } from './store.js';

/** An answer of the server as it was last read by this person, for the time when there is no server. */
interface KeptAnswer {
  readonly id: string;
  readonly at: number;
  /** Of this build of the screens: another one may not understand it. */
  readonly build: string;
  readonly answer: unknown;
}

const SESSION = 'session';
/** Lists, counts and some hundred tickets with their messages: what somebody looks at in a day. */
const MOST = 250;

let owner: string | null = null;
const staleSince = new Map<string, number>();
const versions = new Map<string, number>();

const build = (): string => document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '';
const idOf = (agentId: string, path: string): string => `${agentId} ${path}`;

/**
 * Reads a path and keeps the answer; without a server what was kept is the answer.
 * @throws Unreachable when nothing was kept either
 */
export async function getKept<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
  const reader = owner;
  try {
    const answer = await get<Answer>(path, ask);
    staleSince.delete(path);
    if (reader !== null && reader === owner) void keepAnswer(path, answer);
    return answer;
  } catch (reason) {
    if (reason instanceof ApiError && (reason.status === 403 || reason.status === 404)) void drop(path);
    if (!(reason instanceof Unreachable)) throw reason;
    const kept = await readKept<Answer>(path);
    if (kept === null) throw reason;
    staleSince.set(path, kept.at);
    return kept.answer;
  }
}

/** When the kept answer that stands in for this path was read; null while the server's own is shown. */
export const keptAt = (path: string): number | null => staleSince.get(path) ?? null;

/** Keeps it for the person who is signed in, and the newest only. What cannot be kept is not there later: nothing else depends on it. */
export async function keepAnswer(path: string, answer: unknown): Promise<void> {
  if (owner === null) return;
  const kept: KeptAnswer = { id: idOf(owner, path), at: Date.now(), build: build(), answer };
  const version = versionIn(answer);
  try {
    await inStore('answers', 'readwrite', (store) => {
      prune(store);
      return store.put(kept);
    });
    if (version !== null) versions.set(path, version);
  } catch {
    versions.delete(path);
  }
}

/** In the same stroke, so that the store never grows beyond its bound by more than one. */
function prune(store: IDBObjectStore): void {
  const counting = store.count();
  counting.onsuccess = () => {
    let over = counting.result - MOST;
    if (over <= 0) return;
    const oldest = store.index('at').openCursor();
    oldest.onsuccess = () => {
      if (oldest.result === null || over <= 0) return;
      if (oldest.result.primaryKey !== SESSION) {
        oldest.result.delete();
        over -= 1;
      }
      oldest.result.continue();
    };
  };
}

async function readKept<Answer>(path: string): Promise<{ readonly at: number; readonly answer: Answer } | null> {
  return owner === null ? null : readRow<Answer>(idOf(owner, path));
}

async function readRow<Answer>(id: string): Promise<{ readonly at: number; readonly answer: Answer } | null> {
  try {
    const row: KeptAnswer | undefined = await inStore('answers', 'readonly', (store) => store.get(id));
    return row === undefined || row.build !== build() ? null : { at: row.at, answer: row.answer as Answer };
  } catch {
    return null;
  }
}

async function drop(path: string): Promise<void> {
  versions.delete(path);
  if (owner === null) return;
  const id = idOf(owner, path);
  await inStore('answers', 'readwrite', (store) => store.delete(id)).catch(() => undefined);
}

/** Of the ticket that is kept under this path of a timeline; null when none is. */
export async function keptVersion(path: string): Promise<number | null> {
  return versions.get(path) ?? versionIn((await readKept<unknown>(path))?.answer);
}

function versionIn(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('ticket' in answer)) return null;
  const { ticket } = answer;
  return typeof ticket === 'object' && ticket !== null && 'version' in ticket && typeof ticket.version === 'number'
    ? ticket.version
    : null;
}

/** From now on answers are kept for this person; what was kept for another one goes first. The token that allows changes is not kept. */
export async function keepSession(session: Session): Promise<void> {
  const before = await readRow<Session>(SESSION);
  if (before !== null && before.answer.agent.id !== session.agent.id) await forgetKept();
  owner = session.agent.id;
  const kept: KeptAnswer = {
    ...{ id: SESSION, at: Date.now(), build: build() },
    answer: { ...session, csrfToken: '' } satisfies Session,
  };
  await inStore('answers', 'readwrite', (store) => store.put(kept)).catch(() => undefined);
}

/** Who was signed in here last, while no server can be asked who is. */
export async function keptSession(): Promise<Session | null> {
  const kept = await readRow<Session>(SESSION);
  owner = kept?.answer.agent.id ?? null;
  return kept?.answer ?? null;
}

/** At sign-out, and when the server says that the session is over: the next person here finds nothing. */
export async function forgetKept(): Promise<void> {
  owner = null;
  staleSince.clear();
  versions.clear();
  await inStore('answers', 'readwrite', (store) => store.clear()).catch(() => undefined);
}
