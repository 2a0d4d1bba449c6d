import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absences as germanAbsences } from './de/absences.js';
import { admin as germanAdmin } from './de/admin.js';
import { causeTrees as germanTrees } from './de/cause-trees.js';
import { clocks as germanClocks } from './de/clocks.js';
import { forward as germanForward } from './de/forward.js';
import { course as germanCourse } from './de/course.js';
import { customers as germanCustomers } from './de/customers.js';
import { de } from './de/index.js';
import { newTicket as germanNew } from './de/new-ticket.js';
import * as germanNotices from './de/notices.js';
import { outbox as germanOutbox } from './de/offline.js';
import * as germanKeys from './de/own-keys.js';
import { palette as germanPalette } from './de/palette.js';
import { quality as germanQuality } from './de/quality.js';
import { savedViews as germanViews } from './de/saved-views.js';
import { session as germanSession } from './de/session.js';
import { signing as germanSigning } from './de/signing.js';
import * as germanTicket from './de/ticket-texts.js';
import { wallboard as germanWallboard } from './de/wallboard.js';
import { absences } from './en/absences.js';
import { admin } from './en/admin.js';
import { causeTrees } from './en/cause-trees.js';
import { clocks } from './en/clocks.js';
import { forward } from './en/forward.js';
import { course } from './en/course.js';
import { customers } from './en/customers.js';
import { en } from './en/index.js';
import { newTicket } from './en/new-ticket.js';
import * as notices from './en/notices.js';
import { outbox } from './en/offline.js';
import * as ownKeys from './en/own-keys.js';
import { palette } from './en/palette.js';
import { quality } from './en/quality.js';
import { savedViews } from './en/saved-views.js';
import { session } from './en/session.js';
import { signing } from './en/signing.js';
import * as ticketTexts from './en/ticket-texts.js';
import { wallboard } from './en/wallboard.js';

const SOURCES = join(import.meta.dirname, '..');
const english = leaves(
  {
    absences,
    admin,
    causeTrees,
    clocks,
    course,
    customers,
    forward,
    newTicket,
    outbox,
    palette,
    quality,
    savedViews,
    session,
    signing,
    wallboard,
  },
  en,
  ticketTexts,
  notices,
  ownKeys,
);
const german = leaves(
  {
    absences: germanAbsences,
    admin: germanAdmin,
    causeTrees: germanTrees,
    clocks: germanClocks,
    course: germanCourse,
    customers: germanCustomers,
    forward: germanForward,
    newTicket: germanNew,
    outbox: germanOutbox,
    palette: germanPalette,
    quality: germanQuality,
    savedViews: germanViews,
    session: germanSession,
    signing: germanSigning,
    wallboard: germanWallboard,
  },
  de,
  germanTicket,
  germanNotices,
  germanKeys,
);

function leaves(...texts: readonly object[]): Map<string, string> {
  return new Map(texts.flatMap((text) => [...leavesUnder(text)]));
}

function leavesUnder(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
      typeof text === 'object' && text !== null
        ? [...leavesUnder(text, `${path}${name}.`)]
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
