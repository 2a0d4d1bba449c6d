import { describe, expect, it } from '@jest/globals';
import { HELD_BACK, LABELLED } from './labelled-texts.js';
import { type Praise, praiseIn } from './praise.js';

const judged = LABELLED.map((one) => ({ ...one, said: praiseIn(one.text) }));
const found = (...said: Praise[]) => judged.filter((one) => said.includes(one.said));
const rightOf = (some: typeof judged): number => some.filter(({ isPraise }) => isPraise).length / some.length;

describe('praise, by more than 120 labelled texts in four languages', () => {
  it('has enough of both to say anything', () => {
    expect(LABELLED.length).toBeGreaterThanOrEqual(120);
    expect(new Set(LABELLED.map(({ text }) => text)).size).toBe(LABELLED.length);
    expect(LABELLED.filter(({ isPraise }) => isPraise).length).toBeGreaterThanOrEqual(50);
    expect(LABELLED.filter(({ isPraise }) => !isPraise).length).toBeGreaterThanOrEqual(60);
  });

  it('is right in 97 of 100 texts of which it is sure', () => {
    expect(found('sure').filter(({ isPraise }) => !isPraise)).toEqual([]);
    expect(rightOf(found('sure'))).toBeGreaterThanOrEqual(0.97);
    expect(found('sure').length).toBeGreaterThanOrEqual(30);
  });

  it('is right in 97 of 100 texts that it suggests, and finds most praise', () => {
    expect(rightOf(found('sure', 'likely'))).toBeGreaterThanOrEqual(0.97);
    const all = LABELLED.filter(({ isPraise }) => isPraise).length;
    expect(found('sure', 'likely').filter(({ isPraise }) => isPraise).length / all).toBeGreaterThanOrEqual(0.8);
  });
});

describe('praise is not taken for sure', () => {
  const PRAISE = 'Thank you, the team was friendly and the lamp is beautiful.';

  it.each(HELD_BACK)('of what was written after its words were chosen: %s', (text) => {
    expect(praiseIn(text)).not.toBe('sure');
  });

  it.each([
    ['when something is wrong with it', `${PRAISE} But it does not work.`],
    ['when a question follows', `${PRAISE} Do you sell it in green?`],
    ['when words stand in quotation marks', 'Thank you for your “friendly” and “beautiful” service.'],
    ['when a face rolls its eyes', `${PRAISE} 🙄`],
    ['when it trails off', 'Thank you, friendly and beautiful…'],
    ['when it is denied with a typographic apostrophe', 'The lamp isn’t beautiful and you aren’t friendly, thank you.'],
    ['when it is denied with a typewriter’s', "The lamp isn't beautiful and you aren't friendly, thank you."],
    ['when trouble stands inside a German compound', 'Danke, tolle und freundliche Leute. Totalschaden.'],
    ['when it is long', `${PRAISE} ${'I sat in my chair and read a book by its light. '.repeat(8)}`],
    ['when it is empty', ''],
  ])('%s', (_, text) => {
    expect(praiseIn(PRAISE)).toBe('sure');
    expect(praiseIn(text)).not.toBe('sure');
  });

  it('in linear time, however hostile the text', () => {
    const began = performance.now();
    for (let round = 0; round < 20; round += 1) praiseIn('thank you friendly perfect '.repeat(40_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
