import { useEffect, useRef, useSyncExternalStore } from 'react';
import { tinykeys } from 'tinykeys';
import type { TextKey } from '../i18n/text.js';

export type CommandGroup = 'list' | 'ticket' | 'timeline' | 'composer' | 'go' | 'app';

/** One thing a person can do here. The same entry drives its key, its tooltip, the palette and the sheet of keys. */
export interface Command {
  readonly id: string;
  readonly label: TextKey;
  readonly group: CommandGroup;
  /** In the notation of tinykeys: `j`, `g q`, `$mod+Enter`; the first one is shown. */
  readonly keys: readonly string[];
  /** Shown instead of a key that its field takes itself. */
  readonly cap?: string;
  readonly run: () => void;
  /** Also while typing in a field; only for keys with a modifier, and Escape. */
  readonly inFields?: boolean;
  /** Not listed in the palette, as moving through a list is not something one looks for. */
  readonly quiet?: boolean;
}

const layers = new Set<{ readonly read: () => readonly Command[] }>();
const listeners = new Set<() => void>();
const SEQUENCE_MS = 1000;
let shown: readonly Command[] = [];
let unbind: (() => void) | null = null;
let singleKeys = true;
let before: { readonly key: string; readonly at: number } = { key: '', at: 0 };
let latest = before;

export function allowSingleKeys(allowed: boolean): void {
  singleKeys = allowed;
}

/** Holds while the component is there. Where two commands share a key, the one that came last wins. */
export function useCommands(commands: readonly Command[]): void {
  const newest = useRef(commands);
  const shape = commands.map((command) => `${command.id}:${command.keys.join()}`).join('|');
  useEffect(() => {
    newest.current = commands;
  });
  useEffect(() => {
    const layer = { read: () => newest.current };
    layers.add(layer);
    rebind();
    return () => {
      layers.delete(layer);
      rebind();
    };
  }, [shape]);
}

/** Everything that can be done now, for the palette and the sheet. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}

/** False when there is no such command now. */
export function runCommand(id: string): boolean {
  const command = find((one) => one.id === id);
  command?.run();
  return command !== undefined;
}

function rebind(): void {
  unbind?.();
  const current = [...layers].flatMap((layer) => layer.read());
  shown = [...new Map(current.map((command) => [command.id, command])).values()];
  // of several keys that fit only the first is asked: `g k` before the `k` of a list, whichever came first to the screen
  const keys = [...new Set(current.flatMap((command) => command.keys))].sort((a, b) => lengthOf(b) - lengthOf(a));
  const bindings = keys.map((key) => [key, (event: KeyboardEvent) => fire(key, event)] as const);
  unbind = tinykeys(window, Object.fromEntries(bindings), {
    ignore: (event) => event.isComposing,
    timeout: SEQUENCE_MS,
  });
  listeners.forEach((listener) => listener());
}

const lengthOf = (key: string): number => key.split(' ').length;

function fire(key: string, event: KeyboardEvent): void {
  const command = find((one) => one.keys.includes(key));
  if (command === undefined || event.defaultPrevented || !mayFire(command, key, event)) return;
  event.preventDefault();
  command.run();
}

function find(match: (command: Command) => boolean): Command | undefined {
  return [...layers]
    .reverse()
    .flatMap((layer) => layer.read())
    .find(match);
}

function mayFire(command: Command, key: string, event: KeyboardEvent): boolean {
  const plain = !key.includes('$mod') && key !== 'Escape';
  if (plain && !singleKeys && event.key.length === 1) return false;
  if (plain && !key.includes(' ') && isSecondOfSequence(event)) return false;
  if (event.repeat && command.quiet !== true) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]:not(.queue-rows)') !== null) return false;
  if (isField(target)) return command.inFields === true;
  // Enter on a focused button or link presses it
  return !(event.key === 'Enter' && plain && target.closest('a, button') !== null);
}

function isField(target: Element): boolean {
  return (
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]') !== null
  );
}

/** `g a` must not also assign: the `a` belongs to the sequence that `g` began. */
function isSecondOfSequence(event: KeyboardEvent): boolean {
  if (Date.now() - before.at > SEQUENCE_MS) return false;
  const pair = `${before.key} ${event.key.toLowerCase()}`;
  return shown.some((command) => command.keys.includes(pair));
}

// while it sinks, so that both keys are known before a binding looks
window.addEventListener(
  'keydown',
  (event) => {
    before = latest;
    latest = { key: event.key.toLowerCase(), at: Date.now() };
  },
  true,
);

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const CAPS: Readonly<Record<string, string>> = {
  $mod: MAC ? '⌘' : 'Ctrl',
  Shift: '⇧',
  '[Shift]': '',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The caps to draw for a key of a command: `$mod+Enter` gives `Ctrl` and `↵`. */
export function keyCaps(key: string): readonly string[] {
  return key
    .split(/[+ ]/)
    .map((part) => CAPS[part] ?? part.toLowerCase())
    .filter((cap) => cap !== '');
}
