import { describe, expect, it } from '@jest/globals';
import type { Say } from '../i18n/text.js';
import { isReserved, isSingle, keyCaps, type Press, strokeOf } from './strokes.js';

const press = (key: string, held = '', code = ''): Press => ({
  key,
  code,
  shiftKey: held.includes('shift'),
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt '),
  getModifierState: (name) => name === 'AltGraph' && held.includes('altgr'),
});

describe('a press on the keyboard', () => {
  it.each([
    ['a letter', press('r'), 'r'],
    ['a letter while capitals are locked', press('R'), 'r'],
    ['a letter with Shift', press('A', 'shift'), 'Shift+a'],
    ['a question mark on an English keyboard', press('?', 'shift'), '?'],
    ['a slash on an English keyboard', press('/'), '/'],
    ['a slash on a German keyboard, which is Shift and 7', press('/', 'shift'), '/'],
    ['a bracket on a German keyboard under Linux', press('[', 'altgr'), '['],
    ['a bracket on a German keyboard under Windows', press('[', 'altgr ctrl alt '), '['],
    ['the list of keys on a German keyboard', press('/', 'ctrl shift'), '$mod+/'],
    ['an umlaut', press('ö'), 'ö'],
    ['the key of R on a Russian keyboard', press('к', '', 'KeyR'), 'r'],
    ['Ctrl and Enter', press('Enter', 'ctrl'), '$mod+Enter'],
    ['Ctrl, Shift and Enter', press('Enter', 'ctrl shift'), '$mod+Shift+Enter'],
    ['the space bar', press(' '), 'Space'],
    ['Alt and a letter, which is nobody’s', press('r', 'alt '), 'Alt+r'],
    ['the key with the window on it', press('r', 'meta'), 'Meta+r'],
    ['Shift alone', press('Shift', 'shift'), null],
    ['an accent that waits for its letter', press('Dead'), null],
  ])('%s', (_, pressed, stroke) => {
    expect(strokeOf(pressed, false)).toBe(stroke);
  });

  it.each([
    ['⌘ and k', press('k', 'meta'), '$mod+k'],
    ['Ctrl and k, which deletes a line', press('k', 'ctrl'), 'Control+k'],
    ['a bracket on a German keyboard, which is ⌥ and 5', press('[', 'alt '), '['],
  ])('on a Mac: %s', (_, pressed, stroke) => {
    expect(strokeOf(pressed, true)).toBe(stroke);
  });

  it.each([
    ['b', false],
    ['Shift+b', false],
    ['?', false],
    ['$mod+b', false],
    ['$mod+Shift+x', false],
    ['Escape', true],
    ['Enter', true],
    ['Tab', true],
    ['Space', true],
    ['ArrowDown', true],
    ['F5', true],
    ['Alt+b', true],
    ['$mod+k', true],
    ['$mod+/', true],
    ['$mod+c', true],
    ['$mod+Shift+t', true],
  ])('%s: nobody can choose it: %s', (stroke, reserved) => {
    expect(isReserved(stroke)).toBe(reserved);
  });

  it('knows which keys somebody may press unawares', () => {
    expect(['r', 'Shift+a', 'g q', '?', '$mod+b', 'Enter', 'Escape'].filter(isSingle)).toEqual([
      'r',
      'Shift+a',
      'g q',
      '?',
    ]);
  });

  it('draws a cap for each key', () => {
    const german: Say = (key) => (key === 'keysheet.control' ? 'Strg' : key);
    const keys = ['g q', 'Shift+a', '$mod+Enter', '+', '$mod++', 'ArrowLeft'];
    expect(keys.map((one) => keyCaps(german, one, false))).toEqual([
      ['g', 'q'],
      ['⇧', 'a'],
      ['Strg', '↵'],
      ['+'],
      ['Strg', '+'],
      ['←'],
    ]);
    expect(keyCaps(german, '$mod+Enter', true)).toEqual(['⌘', '↵']);
  });
});
