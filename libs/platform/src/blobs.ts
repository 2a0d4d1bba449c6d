import { createHash, randomBytes } from 'node:crypto';
import {
  type ReadStream,
  closeSync,
  createReadStream,
  fdatasync as fdatasyncThen,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, link, mkdir, open, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from './folders.js';
import { Refusal } from '@redress/domain/refusal.js';
import { errorCode } from './errors.js';

export interface Blob {
  /** Hex, 64 characters; the name under which the bytes are found again. */
  readonly sha256: string;
  readonly size: number;
}

/**
 * Bytes by their content. The same bytes lie there once; nothing is ever changed, only swept when nobody refers to it.
 * Several processes may share one folder.
 */
export interface BlobStore {
  /**
   * Resolves when the bytes survive a power cut.
   * @throws Refusal `storage-full` when the disk or the quota is full; nothing is left behind then.
   */
  put(bytes: Uint8Array): Promise<Blob>;
  /** @throws Refusal `not-found` */
  read(sha256: string): Promise<Buffer>;
  /** Streams; the caller learns of a missing blob by the stream's `error`. */
  open(sha256: string): ReadStream;
  has(sha256: string): Promise<boolean>;
  /**
   * Removes blobs that nobody refers to and drafts of crashed processes, both only when older than the given age: a
   * younger one may belong to a transaction that has not committed yet.
   * @param isReferenced asked once per old blob.
   */
  sweep(isReferenced: (sha256: string) => Promise<boolean>, olderThanMs: number): Promise<{ readonly removed: number }>;
}

const NAME = /^[0-9a-f]{64}$/;
const DRAFT = '.draft-';
const DOOMED = '.doomed-';
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Makes the folder when it is not there. */
export async function openBlobs(folder: string): Promise<BlobStore> {
  await makeFolder(folder);
  const shards = Array.from({ length: 256 }, (_, n) => join(folder, n.toString(16).padStart(2, '0')));
  // All at once and early: a shard made by a put would cost it one more fsync.
  await Promise.all(shards.map((shard) => mkdir(shard, { recursive: true })));
  const syncFolder = groupedSync();
  await syncFolder(folder);
  const pathOf = (sha256: string): string => {
    // The name comes from a row or a request: it must not lead out of the folder.
    if (!NAME.test(sha256)) throw new Refusal('not-found');
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(sha256);
      if (!(await refresh(path, bytes.byteLength))) await write(path, bytes);
      // Also for a blob found there: whoever wrote it may not have come to this line.
      await syncFolder(join(folder, sha256.slice(0, 2)));
      return { sha256, size: bytes.byteLength };
    },
    async read(sha256) {
      try {
        return await readFile(pathOf(sha256));
      } catch (error) {
        if (errorCode(error) === 'ENOENT') throw new Refusal('not-found', 'The stored bytes are missing');
        throw error;
      }
    },
    open: (sha256) => createReadStream(pathOf(sha256)),
    has: (sha256) =>
      stat(pathOf(sha256)).then(
        () => true,
        (error: unknown) => unless(error, 'ENOENT', false),
      ),
    sweep: (isReferenced, olderThanMs) => sweep(shards, isReferenced, Date.now() - olderThanMs),
  };
}

function unless<T>(error: unknown, code: string, value: T): T {
  if (errorCode(error) === code) return value;
  throw error;
}

/** True when the whole blob is there. Its age starts anew, so that a sweep leaves it to the row that is about to come. */
async function refresh(path: string, size: number): Promise<boolean> {
  // Nearly always there is none: asking at once costs less than sending the question to another thread and catching its error.
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  const now = new Date();
  try {
    await utimes(path, now, now);
    return (await stat(path)).size === size;
  } catch (error) {
    return unless(error, 'ENOENT', false);
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}${DRAFT}${randomBytes(6).toString('hex')}`;
  try {
    await (bytes.byteLength <= SMALL ? writeSmall : writeLarge)(draft, bytes);
    renameSync(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (FULL.has(errorCode(error) ?? ''))
      throw new Refusal('storage-full', 'There is no room to store attachments: free space in BLOB_DIR');
    throw error;
  }
}

/** Bytes that the page cache takes in less time than it costs to ask another thread for it. */
const SMALL = 262_144;
const fdatasync = promisify(fdatasyncThen);

/** Only the disk is waited for elsewhere: sending each of four short calls to another thread costs more than the calls. */
async function writeSmall(draft: string, bytes: Uint8Array): Promise<void> {
  const file = openSync(draft, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.byteLength;) written += writeSync(file, bytes, written);
    await fdatasync(file);
  } finally {
    closeSync(file);
  }
}

async function writeLarge(draft: string, bytes: Uint8Array): Promise<void> {
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * Fsyncs folders so that callers who come while one runs share the next: under load one fsync carries many renames.
 * A caller is never served by an fsync that began before he asked.
 */
function groupedSync(): (folder: string) => Promise<void> {
  const folders = new Map<string, { running: Promise<void>; next: Promise<void> | null }>();
  // Kept open for the life of the store: 256 folders at most, and one fsync instead of three calls for each blob.
  const handles = new Map<string, Promise<FileHandle | null>>();
  return (folder) => {
    const state = folders.get(folder);
    if (!state) return run(folder);
    state.next ??= state.running.then(
      () => run(folder),
      () => run(folder),
    );
    return state.next;
  };

  function run(folder: string): Promise<void> {
    const running = sync(folder).finally(() => {
      const state = folders.get(folder);
      if (state?.running === running && !state.next) folders.delete(folder);
    });
    folders.set(folder, { running, next: null });
    return running;
  }

  async function sync(folder: string): Promise<void> {
    let handle = handles.get(folder);
    if (handle === undefined) handles.set(folder, (handle = openFolder(folder)));
    await (await handle)?.sync();
  }
}

/** Null where folders cannot be opened: on Windows renames are journalled. */
const openFolder = (folder: string): Promise<FileHandle | null> =>
  open(folder, 'r').catch((error: unknown) => unless(error, 'EPERM', null));

async function sweep(
  shards: readonly string[],
  isReferenced: (sha256: string) => Promise<boolean>,
  before: number,
): Promise<{ removed: number }> {
  let removed = 0;
  for (const shard of shards) {
    for (const name of await readdir(shard)) {
      const path = join(shard, name);
      const blob = name.split('.')[0] ?? '';
      const old = ((await modifiedAt(path)) ?? Infinity) < before;
      if (name.includes(DOOMED)) await reprieve(path, join(shard, blob));
      else if (!old) continue;
      else if (name.includes(DRAFT)) await rm(path, { force: true });
      else if (await isReferenced(shard.slice(-2) + blob)) continue;
      else if (!(await removeIfStillOld(path, before))) continue;
      else removed += 1;
    }
  }
  return { removed };
}

const modifiedAt = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    (error: unknown) => unless(error, 'ENOENT', null),
  );

/**
 * Takes the blob out of sight before it looks at the age again. A put that came first has made it young: it comes back.
 * A put that comes later does not find it and writes it anew. Without this a mail could lose its source between both.
 */
async function removeIfStillOld(path: string, before: number): Promise<boolean> {
  const doomed = `${path}${DOOMED}${randomBytes(6).toString('hex')}`;
  await rename(path, doomed);
  if (((await modifiedAt(doomed)) ?? 0) >= before) {
    await reprieve(doomed, path);
    return false;
  }
  await rm(doomed, { force: true });
  return true;
}

async function reprieve(doomed: string, path: string): Promise<void> {
  await link(doomed, path).catch((error: unknown) => unless(error, 'EEXIST', undefined));
  await rm(doomed, { force: true });
}
