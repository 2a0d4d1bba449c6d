import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access, FullReply, ReplyOutcome } from '../channel.js';
import { isJson, parsed, textAt } from '../json.js';
import { GraphFailure, refusalOf } from './failure.js';

/**
 * Meta knows no key by which a call counts once. What was posted is therefore written down in a file per reply, before and after each part, and
 * where nobody knows how a call ended the post is looked for first.
 */
interface Posted {
  /** Of the parts that Meta has confirmed. */
  readonly ids: readonly string[];
  /** A part was on its way when this was written. */
  readonly inDoubt: boolean;
}

export interface Poster {
  /** Gives the id that Meta made of it. */
  post(text: string, index: number): Promise<string>;
  /**
   * Looks for a part that may have left: its id, or null when it is not there.
   * Left out where the platform does not let us look.
   */
  find?(text: string): Promise<string | null>;
}

const LOST =
  'The connection ended before Meta answered, and nobody can look whether it left. When it did, the platform says so by itself; else send it again.';

export async function postOnce(
  access: Access,
  { key }: FullReply,
  parts: readonly string[],
  poster: Poster,
): Promise<ReplyOutcome> {
  const book = await openBook(access, key);
  const before = await book.read();
  const ids = [...before.ids];
  try {
    if (before.inDoubt) {
      const lost = parts[ids.length] ?? '';
      if (poster.find === undefined) {
        // Whoever sends it again after this has decided that it did not arrive.
        await book.write({ ids, inDoubt: false });
        return { kind: 'failed', detail: LOST };
      }
      const found = await poster.find(lost);
      if (found !== null) ids.push(found);
    }
    for (const [index, text] of parts.entries()) {
      if (index < ids.length) continue;
      await book.write({ ids, inDoubt: true });
      ids.push(await poster.post(text, index));
      await book.write({ ids, inDoubt: false });
    }
  } catch (error) {
    // A no is an answer: nothing left.
    if (error instanceof GraphFailure) await book.write({ ids, inDoubt: false });
    const no = refusalOf(error);
    return no.kind === 'retry' ? { ...no, untaken: error instanceof GraphFailure && ids.length === 0 } : no;
  }
  const [externalId = '', ...alsoAs] = ids;
  return { kind: 'sent', externalId, alsoAs, detail: 'Meta took it.' };
}

async function openBook(access: Access, key: string) {
  const folder = join(access.dataDir, 'channels', 'posted');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${key.replace(/[^\w-]/g, '')}.json`);
  return {
    async read(): Promise<Posted> {
      const said = parsed(await readFile(path).catch(() => ''));
      if (!isJson(said) || !Array.isArray(said['ids'])) return { ids: [], inDoubt: false };
      return { ids: said['ids'].map(String), inDoubt: said['inDoubt'] === true };
    },
    async write(posted: Posted): Promise<void> {
      const half = `${path}.half`;
      await writeFile(half, JSON.stringify(posted), { flush: true });
      await rename(half, path);
    },
  };
}

/** What was posted so long ago is tried no more. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** @throws never: what is left over is looked at again the next time. */
export async function forgetPosted(access: Access): Promise<void> {
  const folder = join(access.dataDir, 'channels', 'posted');
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < Date.now() - KEPT_MS) await rm(path, { force: true });
  }
}

/** @throws GraphFailure when Meta took it and does not say what it made of it. */
export function idIn(answer: unknown, ...names: readonly string[]): string {
  const id = isJson(answer) ? names.map((name) => textAt(answer, name)).find((one) => one !== null) : null;
  if (id === null || id === undefined) throw new Error('Meta gave no id.');
  return id;
}
