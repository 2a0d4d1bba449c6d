import { describe, expect, it } from '@jest/globals';
import { insertMark, insertName, mentionAt, namesFor } from './mention.js';

const at = (text: string) => mentionAt(text, text.length);

describe('an @ in a note', () => {
  it('asks for a name at the beginning, after a space and in brackets, also for one of several words', () => {
    expect(at('@')).toEqual({ from: 0, words: '' });
    expect(at('see\n@Änne')).toEqual({ from: 4, words: 'Änne' });
    expect(at('please (@Ann Le')).toEqual({ from: 8, words: 'Ann Le' });
  });

  it('is none in a mail address, behind another one, or when a line has passed', () => {
    expect(at('ann@example')).toBeNull();
    expect(at('@@')).toBeNull();
    expect(at('@Ann\nplease')).toBeNull();
    expect(at(`@${'x'.repeat(41)}`)).toBeNull();
  });

  it('gets the whole name and one space behind it', () => {
    const text = 'so @an what?';
    expect(insertName(text, { from: 3, words: 'an' }, 'Ann Lee')).toEqual({ text: 'so @Ann Lee what?', caret: 12 });
    expect(insertName('@', { from: 0, words: '' }, 'Bo')).toEqual({ text: '@Bo ', caret: 4 });
  });

  it('gets a space before it where the button puts it behind a word', () => {
    expect(insertMark('so', 2)).toEqual({ text: 'so @', caret: 4 });
    expect(insertMark('', 0)).toEqual({ text: '@', caret: 1 });
  });
});

describe('the names it offers', () => {
  const known = {
    people: [
      { id: 'a', name: 'Ann Lee', sees: true },
      { id: 'l', name: 'Lea', sees: false },
    ],
    teams: [{ id: 't', name: 'Lemon', members: 3 }],
  };
  it('begin with what was typed before those whose second name does', () => {
    expect(namesFor(known, 'le').map(({ id }) => id)).toEqual(['l', 't', 'a']);
    expect(namesFor(known, 'ann l').map(({ id }) => id)).toEqual(['a']);
    expect(namesFor(known, '').map(({ id }) => id)).toEqual(['a', 'l', 't']);
    expect(namesFor(known, 'ea')).toEqual([]);
  });
});
