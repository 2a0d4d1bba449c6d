import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Happening, InboundMessage } from '@redress/domain/channel/message.js';
import { fromRfc3339, instant, type Instant } from '@redress/domain/time.js';
import { errorText } from '@redress/platform/errors.js';
import {
  type Access,
  type Batch,
  type Channel,
  ChannelFault,
  type FullReply,
  type Introduction,
  type ReplyOutcome,
  UnreadableSource,
} from './channel.js';

/**
 * The example of a channel: it watches a folder. Whoever can write a file can bring complaints in (a scanner, a shop till, a script): one
 * JSON file per message in `DATA_DIR/channels/NAME/in`, read in the order of its names; answers appear in `out`. `docs/extend.md` explains it.
 */
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const MOST_AT_ONCE = 100;

/** What stands in a file; `deleted` alone takes a message back, and a second file with the same `id` changes it. */
interface Note {
  readonly id: string;
  readonly from: { readonly name?: string; readonly id: string };
  readonly subject?: string;
  readonly text: string;
  /** The `id` of what it answers, or the name of our answer without `.json`. */
  readonly answers?: string;
  /** RFC 3339. */
  readonly at: string;
  readonly deleted?: boolean;
  /** Hangs where everybody reads it: a guest book, a wall. */
  readonly public?: boolean;
}

const pathOf = ({ dataDir, settings }: Access, place: 'in' | 'out'): string =>
  join(dataDir, 'channels', String(settings['folder']), place);

/** The cursor is the name of the last file that was taken in: names only grow, so that sorting is enough. */
async function poll(access: Access, cursor: string | null): Promise<Batch> {
  const folder = pathOf(access, 'in');
  const names = await namesIn(folder);
  const fresh = names.filter((name) => name > (cursor ?? ''));
  const taken = fresh.slice(0, MOST_AT_ONCE);
  const parcels = await Promise.all(
    taken.map(async (name) => {
      const [source, { mtimeMs }] = await Promise.all([readFile(join(folder, name)), stat(join(folder, name))]);
      const externalId = createHash('sha256').update(source).digest('hex');
      return { externalId, source, at: instant(Math.floor(mtimeMs)) };
    }),
  );
  return { parcels, cursor: taken.at(-1) ?? null, hasMore: fresh.length > taken.length };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    // A file is written under another name and renamed when it is whole: what does not end in .json is not there yet.
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new ChannelFault(
      'failing',
      `The folder cannot be read. ${reason}`,
      'Let Redress read and write its data folder.',
    );
  }
}

function read(source: Buffer): Happening {
  const note = noteIn(source);
  const at = instantOf(note.at);
  if (note.deleted === true) return { kind: 'deletion', externalId: note.id, deletedAt: at };
  const message: InboundMessage = {
    externalId: note.id,
    author: {
      ...{ name: note.from.name ?? '', handle: note.from.id },
      identities: [{ kind: 'socialHandle', value: `folder:${note.from.id}`, verified: true }],
    },
    ...{ subject: note.subject ?? null, text: note.text, html: null, attachments: [] },
    ...{
      parentId: note.answers ?? null,
      threadId: null,
      isPublic: note.public === true,
      occurredAt: at,
      changedAt: at,
    },
  };
  return { kind: 'message', message };
}

function noteIn(source: Buffer): Note {
  try {
    const note: unknown = JSON.parse(source.toString('utf8'));
    if (isNote(note)) return note;
  } catch {
    // Said below, in words that somebody can act on.
  }
  throw new UnreadableSource('This is no message: it needs "id", "from": { "id" }, "text" and "at".');
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length < 200_000;

function isNote(note: unknown): note is Note {
  if (typeof note !== 'object' || note === null || !('id' in note) || !('at' in note)) return false;
  if ('deleted' in note && note.deleted === true) return isText(note.id) && isText(note.at);
  const from = 'from' in note ? note.from : null;
  const isFrom = typeof from === 'object' && from !== null && 'id' in from && isText(from.id);
  return isText(note.id) && isText(note.at) && isFrom && 'text' in note && isText(note.text);
}

function instantOf(at: string): Instant {
  try {
    return fromRfc3339(at);
  } catch {
    throw new UnreadableSource('"at" is no time. Write it as 2026-01-16T15:30:00Z.');
  }
}

/** What does not stand there under its last name has not been handed over. */
async function reply(access: Access, answer: FullReply): Promise<ReplyOutcome> {
  try {
    return { kind: 'sent', externalId: await put(access, answer), detail: 'Written to the folder.' };
  } catch (error) {
    return { kind: 'retry', untaken: true, detail: errorText(error) };
  }
}

/** The key is the name of the file: a second try writes the same one again. */
async function put(access: Access, { key, to, parentId, text, isPublic }: FullReply): Promise<string> {
  const folder = pathOf(access, 'out');
  await mkdir(folder, { recursive: true });
  const half = join(folder, `${key}.half`);
  await writeFile(half, JSON.stringify({ id: key, to: to.handle, answers: parentId, text, public: isPublic }, null, 2));
  await rename(half, join(folder, `${key}.json`));
  return key;
}

const introduction: Introduction = {
  title: { en: 'Watched folder', de: 'Überwachter Ordner' },
  explain: {
    en: 'A scanner, a shop till or a script puts a file there for each message; answers are written beside it.',
    de: 'Ein Scanner, eine Kasse oder ein Skript legt dort für jede Nachricht eine Datei ab; Antworten liegen daneben.',
  },
  fields: [
    {
      ...{ name: 'folder', kind: 'text', required: true, identifies: true },
      label: { en: 'Name of the folder', de: 'Name des Ordners' },
      hint: {
        en: 'Small letters, digits and hyphens; it lies in DATA_DIR/channels.',
        de: 'Kleinbuchstaben, Ziffern und Bindestriche; er liegt in DATA_DIR/channels.',
      },
    },
  ],
  ...{ scopes: [], steps: [] },
};

export const folder: Channel = {
  kind: 'folder',
  introduction,
  name: 'api',
  can: {
    ...{
      receives: ['poll'],
      replies: ['public', 'private'],
      edits: true,
      deletes: true,
      delays: true,
      mostCharacters: null,
    },
    ...{ attachments: null, replyWindowHours: null, cost: 'free' },
  },
  pollEveryMs: 2_000,
  check: ({ folder: name }): Readonly<Record<string, string>> =>
    typeof name === 'string' && NAME.test(name)
      ? {}
      : { folder: 'Name a folder below DATA_DIR/channels in small letters, digits and hyphens.' },
  read: async (source) => Promise.resolve().then(() => read(source)),
  connect: (access) => ({
    poll: (cursor) => poll(access, cursor),
    reply: (answer) => reply(access, answer),
    close: () => Promise.resolve(),
  }),
};
