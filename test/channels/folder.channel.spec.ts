import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Channel } from '@redress/channels/channel.js';
import { folder } from '@redress/channels/folder.channel.js';
import { square } from '@redress/channels/square.channel.js';
import { toRfc3339 } from '@redress/domain/time.js';
import { keepsTheChannelContract, type Platform } from './channel-contract.js';

async function watchedFolder(channel: Channel): Promise<{ platform: Platform; dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'redress-folder-'));
  const root = join(dataDir, 'channels', 'till');
  const inbox = join(root, 'in');
  await mkdir(inbox, { recursive: true });
  const files: string[] = [];
  const put = async (text: string): Promise<void> => {
    files.push(text);
    await writeFile(join(inbox, `${String(files.length).padStart(6, '0')}.json`), text);
  };
  const platform: Platform = {
    ...{ channel, settings: { folder: 'till' }, secret: null },
    say: ({ id, author, text, answers, at }) =>
      put(
        JSON.stringify({ id, from: { id: author }, text, at: toRfc3339(at), ...(answers === null ? {} : { answers }) }),
      ),
    takeBack: (id, at) => put(JSON.stringify({ id, deleted: true, at: toRfc3339(at) })),
    repeatBackwards: async () => {
      for (const text of files.toReversed()) await put(text);
    },
    sayNonsense: () => put('{ "this": "is a menu" }'),
    breakDown: async () => {
      await rename(inbox, `${inbox}.away`);
      await writeFile(inbox, 'no folder');
    },
    mend: async () => {
      await rm(inbox);
      await rename(`${inbox}.away`, inbox);
    },
    answers: () => answersIn(join(root, 'out')),
    close: () => rm(dataDir, { recursive: true }),
  };
  return { platform, dataDir };
}

async function answersIn(path: string): Promise<{ id: string; text: string }[]> {
  const names = await readdir(path).catch(() => []);
  return Promise.all(
    names.map(async (name): Promise<{ id: string; text: string }> =>
      JSON.parse(await readFile(join(path, name), 'utf8')),
    ),
  );
}

keepsTheChannelContract('folder', () => watchedFolder(folder));
keepsTheChannelContract('square', () => watchedFolder(square));

test.each(['../secrets', '/etc', 'a/b', '', 'Ä', '.', 'x'.repeat(41)])('a folder named "%s" is not watched', (name) => {
  expect(folder.check({ folder: name })).toHaveProperty('folder');
});
