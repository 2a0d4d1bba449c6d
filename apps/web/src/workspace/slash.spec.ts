import { describe, expect, it } from '@jest/globals';
import { gapsIn } from '../ui/gaps.js';
import { insertSlash, insertSnippet, slashAt } from './slash.js';

const at = (text: string) => slashAt(text, text.length);

describe('a stroke in a text', () => {
  it('asks for a snippet at the beginning of a line and after a space', () => {
    expect(at('/')).toEqual({ from: 0, words: '' });
    expect(at('Dear Ann,\n/dan')).toEqual({ from: 10, words: 'dan' });
    expect(at('so /größe-2')).toEqual({ from: 3, words: 'größe-2' });
  });

  it('is a stroke everywhere else', () => {
    expect(at('and/or')).toBeNull();
    expect(at('https://desk.example')).toBeNull();
    expect(at('/one two')).toBeNull();
    expect(at(`/${'x'.repeat(31)}`)).toBeNull();
    expect(at('//')).toBeNull();
  });

  it('counts where the caret is, not where the text ends', () => {
    expect(slashAt('a /bc d', 5)).toEqual({ from: 2, words: 'bc' });
    expect(slashAt('a /bc d', 7)).toBeNull();
  });

  it('gets a space before it where the button puts it behind a word', () => {
    expect(insertSlash('Dear', 4)).toEqual({ text: 'Dear /', caret: 6 });
    expect(insertSlash('Dear \nAnn', 6)).toEqual({ text: 'Dear \n/Ann', caret: 7 });
    expect(insertSlash('', 0)).toEqual({ text: '/', caret: 1 });
  });
});

describe('a snippet that is put in', () => {
  it('takes the place of the stroke, and what comes next is written behind it', () => {
    const put = insertSnippet('Hi /th!', 3, 6, { text: 'Thank you', gaps: [] });
    expect(put).toEqual({ text: 'Hi Thank you!', select: [12, 12] });
  });

  it('has its first gap selected', () => {
    const text = 'To {{agent.name}}';
    const put = insertSnippet('/x', 0, 2, { text, gaps: gapsIn(text) });
    expect(put.text.slice(...put.select)).toBe('{{agent.name}}');
  });
});

describe('the gaps of a text', () => {
  it('are the variables that the server knows, with or without a default', () => {
    const text = `a {{customer.name}} b {{ agent.name | default: "x" }} c {{other}} d {{ticket.number`;
    expect(gapsIn(text).map(({ variable, from, to }) => [variable, text.slice(from, to)])).toEqual([
      ['customer.name', '{{customer.name}}'],
      ['agent.name', '{{ agent.name | default: "x" }}'],
    ]);
  });
});
