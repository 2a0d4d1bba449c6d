import type { Say } from '../i18n/text.js';

/** What is read of a press: of the browser's event, and of a test. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly getModifierState: (name: string) => boolean;
}

const MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
/** Not keys by themselves, or not yet. */
const SILENT = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'OS', 'CapsLock', 'Dead', 'Process']);
const MODIFIER = /^(\$mod|Control|Meta|Alt|Shift)\+(?=.)/;

/**
 * One press in the notation of the key map: `r`, `Shift+a`, `?`, `$mod+Enter`; `$mod` is ⌘ on a Mac and Ctrl elsewhere.
 * A sign is what it is, however a keyboard makes it: `/` is Shift+7 on a German one, `[` is AltGr+8 or ⌥5.
 * Null for what is no key by itself: Shift, an accent that waits for its letter, what a browser fills in.
 */
export function strokeOf(press: Press, mac = MAC): string | null {
  const { key, altKey } = press;
  if (typeof key !== 'string' || key === '' || SILENT.has(key)) return null;
  const isSign = isPrinted(key) && !/^\p{L}$/u.test(key);
  const byAltGr = isSign && (press.getModifierState('AltGraph') || (mac && altKey));
  // Windows tells of AltGr as of Ctrl and Alt
  const ctrl = press.ctrlKey && !(byAltGr && !mac);
  const modifiers = [
    (mac ? press.metaKey : ctrl) && '$mod',
    (mac ? ctrl : press.metaKey) && (mac ? 'Control' : 'Meta'),
    altKey && !byAltGr && 'Alt',
    press.shiftKey && !isSign && 'Shift',
  ];
  return [...modifiers.filter((one) => one !== false), nameOf(press)].join('+');
}

/** Whoever writes Cyrillic or Greek presses the key that has the Latin letter on it. */
function nameOf({ key, code }: Press): string {
  if (key === ' ') return 'Space';
  if (key.length > 1) return key;
  const isForeign = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  return ((isForeign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined) ?? key).toLowerCase();
}

const isPrinted = (key: string): boolean => key.length === 1 && key !== ' ';

/** `$mod+Shift+a` gives `$mod`, `Shift` and `a`. */
export function partsOf(stroke: string): readonly string[] {
  const modifier = MODIFIER.exec(stroke)?.[1];
  return modifier === undefined ? [stroke] : [modifier, ...partsOf(stroke.slice(modifier.length + 1))];
}

export const strokesOf = (keys: string): readonly string[] => (keys === '' ? [] : keys.split(' '));

const OF_THE_BROWSER = new Set('acdfhjlnopqrstuvwxyz0123456789+-=,');
const OF_THE_BROWSER_WITH_SHIFT = new Set('bcdijkmnopqrstvw');
/** The way to the palette and to this very list stays open, whatever somebody chooses. */
const OURS = new Set('k/');

/** True for what nobody can choose, and nobody loses: Escape, Enter, Tab, arrows, what browsers take, palette and list of keys. */
export function isReserved(stroke: string): boolean {
  const parts = partsOf(stroke);
  const key = parts.at(-1) ?? '';
  if (key.length !== 1 || ['Control', 'Meta', 'Alt'].some((name) => parts.includes(name))) return true;
  if (!parts.includes('$mod')) return false;
  return parts.includes('Shift') ? OF_THE_BROWSER_WITH_SHIFT.has(key) : OF_THE_BROWSER.has(key) || OURS.has(key);
}

/** A key that somebody who dictates or leans on the keyboard may press unawares: it can be switched off. */
export const isSingle = (keys: string): boolean =>
  strokesOf(keys).some((stroke) => !stroke.startsWith('$mod') && partsOf(stroke).at(-1)?.length === 1);

const CAPS: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** The caps to draw for a key of a command, as keyboards of this language print them: `$mod+Enter` gives `Ctrl` and `↵`, or `Strg`. */
export function keyCaps(say: Say, keys: string, mac = MAC): readonly string[] {
  const control = mac ? '⌘' : say('keysheet.control');
  const capOf = (part: string): string => (part === '$mod' ? control : (CAPS[part] ?? part.toLowerCase()));
  return strokesOf(keys).flatMap((stroke) => partsOf(stroke).map(capOf));
}
