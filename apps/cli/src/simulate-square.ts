import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '@redress/persistence/sql.js';
import type { SimulatedMail } from './simulate-mail.js';

/** Where somebody complains in public instead of writing a mail. */
export interface Square {
  post(mail: SimulatedMail, at: Date): Promise<void>;
}

/** As much as fits into a post, and a word is not cut. */
const LONGEST = 280;

/** The square of this installation, where an account for it is enabled; the demo brings one. */
export async function openSquare(sql: Sql, dataDir: string): Promise<Square | null> {
  const [account] = await sql.rows<{ folder: string }>(
    `SELECT settings ->> 'folder' AS folder FROM channel_accounts WHERE kind = 'square' AND enabled ORDER BY name LIMIT 1`,
  );
  if (account === undefined) return null;
  const folder = join(dataDir, 'channels', account.folder, 'in');
  let count = 0;
  return {
    async post({ from, subject, mail }, at) {
      count += 1;
      const id = `${String(at.getTime()).padStart(15, '0')}-${String(count).padStart(6, '0')}`;
      const handle = from.slice(0, from.indexOf('@'));
      const name = typeof mail.from === 'object' && 'name' in mail.from ? mail.from.name : handle;
      const text = cut(typeof mail.text === 'string' && mail.text !== '' ? mail.text : subject);
      await mkdir(folder, { recursive: true });
      // Whole, or not there yet: the channel reads what ends in .json.
      const half = join(folder, `${id}.half`);
      await writeFile(half, JSON.stringify({ id, from: { id: handle, name }, text, at: at.toISOString() }));
      await rename(half, join(folder, `${id}.json`));
    },
  };
}

function cut(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= LONGEST ? flat : `${flat.slice(0, flat.lastIndexOf(' ', LONGEST))} …`;
}
