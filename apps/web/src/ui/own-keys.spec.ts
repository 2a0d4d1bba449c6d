import { describe, expect, it } from '@jest/globals';
import {
  clash,
  COMMAND_IDS,
  type CommandId,
  isChoosable,
  KEY_MAP,
  keyOwner,
  keysNow,
  type OwnKeys,
  readOwnKeys,
  usualKey,
} from './key-map.js';
import { choose, holderOf, ownKey, pressed, swap } from './own-keys.js';

const NONE: OwnKeys = new Map();
const own = (...chosen: readonly (readonly [CommandId, string])[]): OwnKeys => new Map(chosen);
const keysOf = (chosen: OwnKeys, id: CommandId): readonly string[] | undefined => keysNow(chosen).get(id);

describe('the key map', () => {
  it('gives no key twice to what can be done on one screen', () => {
    const lines = COMMAND_IDS.filter((id) => keyOwner(id) === id).flatMap((id) =>
      KEY_MAP[id].keys.filter(isChoosable).map((keys) => [id, keys] as const),
    );
    const clashes = lines.flatMap(([id, keys], at) =>
      lines.slice(at + 1).flatMap(([other, theirs]) => (clash(id, keys, other, theirs) ? [`${id} ${other}`] : [])),
    );
    expect(clashes).toEqual([]);
  });

  it('names only keys that a press can make', () => {
    const usual = COMMAND_IDS.flatMap((id) => usualKey(id) ?? []);
    expect(usual.filter((keys) => !isChoosable(keys))).toEqual([]);
    expect(usual.length).toBeGreaterThan(40);
  });
});

describe('keys of one’s own', () => {
  it('take the place of the usual key', () => {
    expect(keysOf(NONE, 'reply')).toEqual(['r']);
    expect(keysOf(own(['reply', 'b']), 'reply')).toEqual(['b']);
  });

  it('leave the fixed ones: arrows, Enter, the way to the list of keys', () => {
    const chosen = own(['next', 'b'], ['open', 'q'], ['keys', 'Shift+b']);
    expect(keysOf(chosen, 'next')).toEqual(['b', 'ArrowDown']);
    expect(keysOf(chosen, 'open')).toEqual(['q', 'Enter']);
    expect(keysOf(chosen, 'keys')).toEqual(['Shift+b', '$mod+/']);
  });

  it('can be none', () => {
    expect(keysOf(own(['reply', '']), 'reply')).toEqual([]);
    expect(ownKey(own(['reply', '']), 'reply')).toBe('');
  });

  it('count for many tickets as for one', () => {
    expect(keysOf(own(['assign', 'b']), 'bulk-assign')).toEqual(['b']);
  });

  it.each([
    ['a key that is reserved', own(['reply', 'Escape'])],
    ['three presses', own(['reply', 'b b b'])],
    ['Ctrl in a sequence', own(['reply', 'b $mod+b'])],
    ['what nobody can change', own(['send', 'b'])],
    ['Ctrl+K for another thing', own(['reply', '$mod+k'])],
  ])('are left alone when they are %s', (_, chosen) => {
    expect(keysNow(chosen)).toEqual(keysNow(NONE));
  });

  it('are read from what is kept, without what is not known here', () => {
    const kept = [
      { command: 'reply', keys: 'b' },
      { command: 'fly', keys: 'f' },
      { command: 'constructor', keys: 'q' },
    ];
    expect(readOwnKeys(kept)).toEqual(own(['reply', 'b']));
    expect(readOwnKeys(undefined)).toEqual(NONE);
  });

  it.each<[string, CommandId, string, CommandId | null]>([
    ['a free key', 'reply', 'b', null],
    ['the key of another command', 'reply', 'h', 'snooze'],
    ['its own key', 'reply', 'r', null],
    ['a key that begins a sequence', 'reply', 'g', 'go-queue'],
    ['a sequence that begins with the key of another', 'reply', 'h b', 'snooze'],
    ['a sequence that is free', 'reply', 'b b', null],
    ['a key of another screen', 'merge-customer', 'r', null],
    ['a key that works everywhere', 'merge-customer', 'd', 'theme'],
  ])('know what is in the way: %s', (_, id, keys, holder) => {
    expect(holderOf(NONE, id, keys)).toBe(holder);
  });

  it('give a key free that was given up', () => {
    expect(holderOf(own(['reply', 'b']), 'note', 'r')).toBeNull();
    expect(holderOf(own(['reply', 'b']), 'note', 'b')).toBe('reply');
  });

  it('win over a usual key that came later', () => {
    const chosen = own(['reply', 'h']);
    expect(keysOf(chosen, 'snooze')).toEqual([]);
    expect(keysOf(own(['reply', 'g']), 'go-queue')).toEqual([]);
    expect(ownKey(chosen, 'snooze')).toBe('');
  });

  it('are not kept where they are the usual ones', () => {
    expect(choose(own(['reply', 'b']), 'reply', 'r')).toEqual(NONE);
  });

  it('change places with what is in the way', () => {
    const swapped = swap(NONE, 'reply', 'h', 'snooze');
    expect(swapped).toEqual(own(['snooze', 'r'], ['reply', 'h']));
    expect(swap(swapped ?? NONE, 'reply', 'r', 'snooze')).toEqual(NONE);
  });

  it('do not change places where a third would be in the way', () => {
    expect(swap(NONE, 'reply', 'g', 'go-queue')).toBeNull();
  });
});

describe('keys that are pressed for a command', () => {
  const press = (...strokes: readonly (readonly [string, number])[]): string =>
    strokes.reduce((before, [stroke, at]) => pressed(before, stroke, at), { keys: '', at: 0 }).keys;

  it('are one, or two within a second', () => {
    expect(press(['b', 5000])).toBe('b');
    expect(press(['g', 5000], ['q', 5900])).toBe('g q');
    expect(press(['g', 5000], ['q', 6100])).toBe('q');
  });

  it('begin anew after a sequence, and with Ctrl', () => {
    expect(press(['g', 5000], ['q', 5100], ['b', 5200])).toBe('b');
    expect(press(['g', 5000], ['$mod+b', 5100])).toBe('$mod+b');
    expect(press(['$mod+b', 5000], ['g', 5100])).toBe('g');
  });
});
