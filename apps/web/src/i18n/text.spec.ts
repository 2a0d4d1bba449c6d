import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { de } from './de/index.js';
import { admin } from './en/admin.js';
import { causeTrees } from './en/cause-trees.js';
import { clocks } from './en/clocks.js';
import { en } from './en/index.js';
import { quality } from './en/quality.js';
import { wallboard } from './en/wallboard.js';

const SOURCES = join(import.meta.dirname, '..');
const english = leaves({ ...en, admin, causeTrees, clocks, quality, wallboard });
const german = leaves(de);

function leaves(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
      typeof text === 'object' && text !== null
        ? [...leaves(text, `${path}${name}.`)]
        : [[`${path}${name}`, String(text)] as const],
    ),
  );
}

const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
  .join('\n');

/** A key counts as used by its full name, or by a template that begins like it and ends like it. */
function isUsed(key: string): boolean {
  const stem = key.replace(/_(one|other)$/, '');
  if (["'", '"', '`'].some((quote) => code.includes(`${quote}${stem}${quote}`))) return true;
  return [...code.matchAll(/`([a-z][\w.]*\.)\$\{[^`]*?\}([\w.]*)`/gi)].some(
    ([, begin = '', end = '']) =>
      stem.startsWith(begin) && stem.endsWith(end) && !stem.slice(begin.length, stem.length - end.length).includes('.'),
  );
}

const BY_CODE = /^(events|errors\.code|automatic|inbox\.because)\./;
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('the texts of the screens', () => {
  it('are all there in both languages', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leave the same places open for names and numbers', () => {
    const wrong = [...english].filter(([key, text]) => holes(text).join() !== holes(german.get(key) ?? '').join());
    expect(wrong).toEqual([]);
  });

  it('are not empty', () => {
    expect([...english, ...german].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are used somewhere: what nobody reads is not translated', () => {
    expect([...english.keys()].filter((key) => !BY_CODE.test(key) && !isUsed(key))).toEqual([]);
  });
});
