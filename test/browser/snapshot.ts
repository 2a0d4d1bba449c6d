import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { type Picture, readPicture, writePicture } from '../support/png.js';
import { PATIENCE_MS, settled } from './screen.js';

// What is asked for each pixel is looked up once: in the sandbox of a test that costs more than the work itself.
const { abs, floor, max, min } = Math;
const ROOT = resolve(import.meta.dirname, '../..');
const KEPT = join(import.meta.dirname, 'snapshots');
/** Not part of the repository. */
const SEEN = join(ROOT, 'test-results/snapshots');
/** Up to here two colours are one, as steps of a channel: what is kept has a palette only. */
const ALIKE = 14;
/** Side of the squares in which a change counts, however small it is beside the whole screen. */
const SQUARE = 32;
const MOST_OF_SQUARE = 0.06;
const MOST_OF_SCREEN = 0.005;
const AGAIN_MS = 250;

/**
 * What is seen now, or within a moment, is what is kept under this name in `snapshots/`, or is kept from now on where SNAPSHOTS=write.
 * @param style of CSS that hides what cannot be held still
 * @throws Error that tells how much differs, where, and in which files that can be looked at
 */
export async function looksAsKept(page: Page, name: string, style = ''): Promise<void> {
  const file = join(KEPT, `${name}.png`);
  if (process.env['SNAPSHOTS'] === 'write')
    return writeFile(file, writePicture(readPicture(await atRest(page, style))));
  if (!existsSync(file)) throw new Error(`There is no picture of ${name} yet. ${RENEW}`);
  const kept = readPicture(await readFile(file));
  // A part that is asked for only after the rest has come may miss from what was at rest before it.
  for (const end = Date.now() + PATIENCE_MS / 3; ;) {
    const seen = await atRest(page, style);
    const difference = differenceOf(kept, readPicture(seen));
    if (difference === null) return;
    if (Date.now() > end) throw await shown(name, seen, difference);
    await page.waitForTimeout(AGAIN_MS);
  }
}

/** The error, with its pictures laid down to be looked at. */
async function shown(name: string, seen: Buffer, { words, marks }: Difference): Promise<Error> {
  await mkdir(SEEN, { recursive: true });
  await writeFile(join(SEEN, `${name}.png`), seen);
  if (marks) await writeFile(join(SEEN, `${name}.diff.png`), writePicture(marks));
  const files = [`${name}.png`, ...(marks ? [`${name}.diff.png`] : [])].map((one) => relative(ROOT, join(SEEN, one)));
  return new Error(`${name} looks different: ${words}. See ${files.join(', ')}. ${RENEW}`);
}

/** As it looks twice in a row, with its letters. */
async function atRest(page: Page, style: string): Promise<Buffer> {
  await settled(page);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const shoot = (): Promise<Buffer> => page.screenshot({ animations: 'disabled', caret: 'hide', style });
  for (let before = await shoot(); ;) {
    const now = await shoot();
    if (now.equals(before)) return now;
    before = now;
  }
}

const RENEW = 'If it is meant to look so: SNAPSHOTS=write npm test -- test/browser/snapshots.spec.ts';

interface Difference {
  readonly words: string;
  /** The picture as it was, pale, with what is different in red; null where the sizes differ. */
  readonly marks: Picture | null;
}

/** Null where nobody sees one. */
export function differenceOf(kept: Picture, seen: Picture): Difference | null {
  const { width, height } = kept;
  if (width !== seen.width || height !== seen.height)
    return { words: `${seen.width} × ${seen.height} pixels, not ${width} × ${height}`, marks: null };
  const marks = new Uint8Array(kept.pixels.map((value) => 255 - ((255 - value) >> 2)));
  const squares = new Map<string, number>();
  let count = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (isAlike(kept, seen, x, y) || (isNear(kept, seen, x, y) && isNear(seen, kept, x, y))) continue;
      marks.set([213, 0, 0], (y * width + x) * 3);
      const square = `${floor(x / SQUARE) * SQUARE}, ${floor(y / SQUARE) * SQUARE}`;
      squares.set(square, (squares.get(square) ?? 0) + 1);
      count += 1;
    }
  const [where, most] = [...squares].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);
  const share = count / (width * height);
  if (share <= MOST_OF_SCREEN && most <= MOST_OF_SQUARE * SQUARE * SQUARE) return null;
  const words = `${(share * 100).toFixed(2)} % of its pixels, most of them near ${where}`;
  return { words, marks: { width, height, pixels: marks } };
}

const isAlike = (one: Picture, other: Picture, x: number, y: number): boolean =>
  alike(one, (y * one.width + x) * 3, other, (y * one.width + x) * 3);

/** Edges of letters fall a pixel beside where they were when something draws them a little differently: nobody sees that. */
function isNear(one: Picture, other: Picture, x: number, y: number): boolean {
  for (let down = max(0, y - 1); down <= min(one.height - 1, y + 1); down += 1)
    for (let right = max(0, x - 1); right <= min(one.width - 1, x + 1); right += 1)
      if (alike(one, (y * one.width + x) * 3, other, (down * one.width + right) * 3)) return true;
  return false;
}

function alike(one: Picture, at: number, other: Picture, there: number): boolean {
  for (let channel = 0; channel < 3; channel += 1)
    if (abs((one.pixels[at + channel] ?? 0) - (other.pixels[there + channel] ?? 0)) > ALIKE) return false;
  return true;
}
