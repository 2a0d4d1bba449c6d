import { inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { drawBlobs } from './blobs.js';
import type { DemoLanguage } from './cast.js';
import type { DemoMessage, DemoTicket } from './scenario.js';
import { DEMO_COUNT, DEMO_SEED, tellStory } from './story.js';
import { processorMs } from '../../../../test/support/processor-time.js';

const NOW = Date.parse('2026-11-24T09:50:00Z');
const SUNDAY_NIGHT = Date.parse('2026-03-29T01:30:00Z');
const WEEK = 7 * 86_400_000;
const story = tellStory({ seed: DEMO_SEED, now: NOW });

const messages = (ticket: DemoTicket): DemoMessage[] =>
  ticket.steps.flatMap((step) => ('message' in step ? [step.message] : []));
const firstWords = (ticket: DemoTicket): string => messages(ticket)[0]?.newText ?? '';
const weeksAgo = (ticket: DemoTicket): number => Math.floor((NOW - ticket.receivedAt) / WEEK);

const UNFINISHED = (ticket: DemoTicket): boolean => {
  if (ticket.held !== null) return false;
  const last = ticket.steps
    .filter(
      (step) =>
        ['resolve', 'close', 'merge', 'release', 'receive'].includes(step.verb) ||
        (step.verb === 'status' && step.to === 'spam'),
    )
    .at(-1);
  if (last?.verb === 'receive') return last.message.automatic === null;
  return last === undefined;
};

const STOP_WORDS: Readonly<Record<DemoLanguage, RegExp>> = {
  de: /\b(und|der|die|das|ich|nicht|ist|mit|bei|auf|seit|den|von|sie|bitte|mir|es|am|zu|wie|ein|eine|mein|noch|im|kein|stimmt|habe)\b/gi,
  en: /\b(the|and|i|is|it|of|to|my|you|for|not|was|have|has|please|a|this|what|your|with|that)\b/gi,
  it: /\b(il|la|di|che|non|è|per|un|una|mi|con|ho|si|sono|della|del|dopo|le|al|da|ma|vi|nella|nel|in|mia|quando|niente|nessun|nessuno)\b/gi,
  fr: /\b(le|la|de|et|je|est|pas|un|une|que|pour|les|des|ma|vous|mon|il|sur|ne|du|en|au|y|avec|ce|elle|après)\b/gi,
};

describe('the story of the lamp maker', () => {
  test('is the same for the same seed and instant, and another for another seed', () => {
    const tell = (seed: string): string => JSON.stringify(tellStory({ seed, now: NOW, count: 400 }));
    // As text: comparing trees key by key takes seconds.
    expect(tell(DEMO_SEED) === tell(DEMO_SEED)).toBe(true);
    expect(tell('other') === tell(DEMO_SEED)).toBe(false);
  });

  test('has as many tickets as it says, over half a year', () => {
    expect(story).toHaveLength(DEMO_COUNT);
    expect(new Set(story.map((ticket) => ticket.id)).size).toBe(DEMO_COUNT);
    expect(NOW - (story[0]?.receivedAt ?? NOW)).toBeGreaterThan(175 * 86_400_000);
  });

  test('is told in well over three hundred different first letters', () => {
    const complaints = story.filter((ticket) => ticket.problem !== null && ticket.splitFrom === null);
    expect(new Set(complaints.map(firstWords)).size).toBeGreaterThan(1_500);
  });

  test('is told in four languages, German most of all', () => {
    const share = (language: DemoLanguage): number =>
      story.filter((ticket) => ticket.language === language).length / story.length;
    expect(share('de')).toBeGreaterThan(0.5);
    for (const language of ['en', 'it', 'fr'] as const) expect(share(language)).toBeGreaterThan(0.07);
  });

  test('leaves 38 tickets to work on, four held, in every status an open ticket can have', () => {
    const open = story.filter(UNFINISHED);
    expect(open).toHaveLength(38);
    const waiting = new Set(
      open.flatMap((ticket) => ticket.steps.flatMap((step) => (step.verb === 'status' ? [step.to] : []))),
    );
    expect([...waiting].sort()).toEqual(
      expect.arrayContaining(['scheduled', 'waitingCustomer', 'waitingInternal', 'waitingThirdParty']),
    );
    expect(open.filter((ticket) => !ticket.steps.some((step) => step.verb === 'assign')).length).toBeGreaterThan(8);
    expect(
      story.filter((ticket) => ticket.held !== null && !ticket.steps.some((step) => step.verb === 'release')),
    ).toHaveLength(4);
  });

  test.each([
    ['a Tuesday morning', NOW],
    ['the night in which the clocks change', SUNDAY_NIGHT],
  ])('ends at its instant, in order, also on %s', (_, now) => {
    for (const ticket of tellStory({ seed: DEMO_SEED, now, count: 300 })) {
      const times = ticket.steps.map((step) => step.at);
      expect(Math.max(ticket.receivedAt, ...times)).toBeLessThanOrEqual(now);
      expect(times).toEqual([...times].sort((one, other) => one - other));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(ticket.receivedAt);
    }
  });

  test('lets the faulty batch begin nine weeks ago and rise', () => {
    const batch = story.filter((ticket) => ticket.batch === '2641' && ticket.splitFrom === null);
    const weeks = Array.from({ length: 9 }, (_, week) => batch.filter((ticket) => weeksAgo(ticket) === week).length);
    expect(batch.every((ticket) => ticket.product === 'lumo-2' && weeksAgo(ticket) < 9)).toBe(true);
    const [recent, middle, early] = [weeks.slice(0, 3), weeks.slice(3, 6), weeks.slice(6)].map((part) =>
      part.reduce((sum, count) => sum + count, 0),
    );
    expect(middle).toBeGreaterThan(early ?? 0);
    expect(recent).toBeGreaterThan(middle ?? 0);
  });

  test('lets late parcels pile up during the strike and stay rarer afterwards than before', () => {
    const late = story.filter((ticket) => ticket.problem === 'late');
    const perWeek = (from: number, to: number): number =>
      late.filter((ticket) => weeksAgo(ticket) >= from && weeksAgo(ticket) < to).length / (to - from);
    expect(perWeek(12, 16)).toBeGreaterThan(25);
    expect(perWeek(0, 11)).toBeLessThan(perWeek(17, 25) * 0.8);
  });

  test('is written in the language each ticket claims', () => {
    const foreign = story.flatMap((ticket) =>
      messages(ticket)
        .filter((message) => message.from === 'customer' && message.automatic === null && message.newText.length > 60)
        .filter((message) => {
          const hits = (language: DemoLanguage): number => message.newText.match(STOP_WORDS[language])?.length ?? 0;
          const own = hits(ticket.language);
          return (['de', 'en', 'it', 'fr'] as const).some(
            (language) => language !== ticket.language && hits(language) > own,
          );
        })
        .map((message) => `${ticket.language}: ${message.newText}`),
    );
    expect(foreign).toEqual([]);
  });

  test('leaves no brace, choice or placeholder in what people read', () => {
    const texts = story.flatMap((ticket) => [
      ticket.subject,
      ...messages(ticket).flatMap((message) => [message.subject, message.newText]),
    ]);
    const receipts = new Set(['{number}']);
    const slots = texts
      .flatMap((text) => text.match(/\{\w*\}|\[[^\]]*\||undefined|NaN| => /g) ?? [])
      .filter((slot) => !receipts.has(slot));
    expect(slots).toEqual([]);
  });

  test('shows mails with HTML, quotations, attachments, vacation notices, bounces, merges, splits and new episodes', () => {
    const all = story.flatMap(messages);
    expect(all.filter((message) => message.html !== null).length).toBeGreaterThan(300);
    expect(all.filter((message) => message.text.includes('\n> ')).length).toBeGreaterThan(1_000);
    expect(all.filter((message) => message.attachments.length > 0).length).toBeGreaterThan(150);
    expect(all.filter((message) => message.automatic === 'outOfOffice').length).toBeGreaterThan(15);
    expect(all.filter((message) => message.automatic === 'bounce').length).toBeGreaterThan(3);
    const verbs = (verb: string): number =>
      story.filter((ticket) => ticket.steps.some((step) => step.verb === verb)).length;
    expect(verbs('merge')).toBeGreaterThan(25);
    expect(verbs('split')).toBeGreaterThan(10);
    const again = story.filter((ticket) =>
      ticket.steps
        .slice(0, -1)
        .some((step, index) => step.verb === 'close' && ticket.steps[index + 1]?.verb === 'receive'),
    );
    expect(again.length).toBeGreaterThan(20);
  });

  test('costs about a second of the processor', () => {
    expect(processorMs(() => tellStory({ seed: DEMO_SEED, now: NOW }))).toBeLessThan(5_000);
  });
});

describe('the attachments of the story', () => {
  test('are pictures with pixels, a PDF whose table of objects holds, and a text', () => {
    const blobs = drawBlobs();
    const picture = Buffer.from(blobs.dent.bytes);
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
    const start = picture.indexOf('IDAT');
    const length = picture.readUInt32BE(start - 4);
    expect(inflateSync(picture.subarray(start + 4, start + 4 + length))).toHaveLength(180 * (1 + 240 * 3));
    const pdf = Buffer.from(blobs.invoice.bytes).toString('latin1');
    const table = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 4)).toBe('xref');
    for (const [, offset] of pdf.slice(table).matchAll(/^(\d{10}) 00000 n/gm))
      expect(pdf.slice(Number(offset))).toMatch(/^\d+ 0 obj/);
  });
});
