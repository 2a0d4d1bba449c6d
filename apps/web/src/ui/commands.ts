import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { TextKey } from '../i18n/text.js';
import { type CommandId, KEY_MAP, type KeyEntry, keysNow, type OwnKeys } from './key-map.js';
import { closeMenuOf, whatLiesOver } from './overlays.js';
import { isSingle, strokeOf } from './strokes.js';

/** That a screen can do one of the commands now. */
export interface Act {
  readonly id: CommandId;
  readonly run: () => void;
  /** Where it is called otherwise here. */
  readonly label?: TextKey;
}

/** One thing a person can do here, with the keys that it has now. The same entry drives its key, the palette and the sheet of keys. */
export interface Command extends Act, KeyEntry {
  readonly label: TextKey;
}

const layers = new Set<{ readonly read: () => readonly Act[] }>();
const listeners = new Set<() => void>();
const SEQUENCE_MS = 1000;
let keys = keysNow(new Map());
let shown: readonly Command[] = [];
let singleKeys = true;
let before = { stroke: '', at: 0 };
let over: Element | null = null;

export function allowSingleKeys(allowed: boolean): void {
  singleKeys = allowed;
  tell();
}

/** From now on these keys work instead of the usual ones, on every screen that is there. */
export function chooseKeys(own: OwnKeys): void {
  keys = keysNow(own);
  tell();
}

/** Holds while the component is there. Where two commands share a key, the one that came last wins. */
export function useCommands(acts: readonly Act[]): void {
  const newest = useRef(acts);
  const shape = acts.map(({ id, label }) => `${id}:${label ?? ''}`).join('|');
  useEffect(() => {
    newest.current = acts;
  });
  useEffect(() => {
    const layer = { read: () => newest.current };
    layers.add(layer);
    tell();
    return () => {
      layers.delete(layer);
      tell();
    };
  }, [shape]);
}

/** Everything that can be done now, for the palette and the sheet. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(listen, () => shown);
}

/** The key to show beside what runs this command; undefined where it has none that works. */
export function useKeyNow(id: CommandId | undefined): string | undefined {
  return useSyncExternalStore(listen, () => (id === undefined ? undefined : keyNow(id)));
}

export function keyNow(id: CommandId): string | undefined {
  return keys.get(id)?.find((one) => singleKeys || !isSingle(one));
}

/** False when there is no such command now. */
export function runCommand(id: CommandId): boolean {
  const act = newestFirst().find((one) => one.id === id);
  act?.run();
  return act !== undefined;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  const current = [...layers].flatMap((layer) => layer.read()).map(commandOf);
  shown = [...new Map(current.map((command) => [command.id, command])).values()];
  listeners.forEach((listener) => listener());
}

/** What it runs is looked up when it is run: a screen draws itself anew and the list of commands stays. */
function commandOf({ id, label = KEY_MAP[id].label }: Act): Command {
  return { ...KEY_MAP[id], id, label, keys: keys.get(id) ?? [], run: () => void runCommand(id) };
}

const newestFirst = (): readonly Act[] => [...layers].reverse().flatMap((layer) => layer.read());

// asked before anybody hears of the key: a dialog that it closes would be gone by the time the screen is asked
window.addEventListener('keydown', () => (over = whatLiesOver()), { capture: true });

window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && over !== null && !event.defaultPrevented && !inOverlay(event)) closeMenuOf(over);
  const stroke = event.isComposing || event.defaultPrevented ? null : strokeOf(event);
  if (stroke === null) return;
  // the event tells when the key was pressed: a slow machine must not tear a sequence apart
  const pair = event.timeStamp - before.at <= SEQUENCE_MS ? `${before.stroke} ${stroke}` : '';
  before = { stroke: isFree(event) ? stroke : '', at: event.timeStamp };
  // `g a` must not also assign: the `a` belongs to the sequence that `g` began
  const [act, hit] = [actOf(pair), actOf(stroke)].find((one) => one !== null) ?? [null, ''];
  if (act === null || !mayFire(act, hit, event)) return;
  event.preventDefault();
  act.run();
});

function actOf(pressed: string): readonly [Act, string] | null {
  const act = pressed === '' ? undefined : newestFirst().find(({ id }) => keys.get(id)?.includes(pressed) === true);
  return act === undefined ? null : [act, pressed];
}

function mayFire({ id }: Act, pressed: string, event: KeyboardEvent): boolean {
  const { inFields = false, quiet = false } = KEY_MAP[id];
  if (isSingle(pressed) && !singleKeys) return false;
  if (event.repeat && !quiet) return false;
  if (!isFree(event)) return inFields && over === null && !inOverlay(event);
  // Enter on a focused button or link presses it
  return !(pressed === 'Enter' && elementOf(event)?.closest('a, button') != null);
}

const elementOf = ({ target }: KeyboardEvent): Element | null => (target instanceof Element ? target : null);

/** The key goes to the screen, not to a field or to what lies over it. */
const isFree = (event: KeyboardEvent): boolean => over === null && !inOverlay(event) && !inField(event);

function inOverlay(event: KeyboardEvent): boolean {
  return elementOf(event)?.closest('[role="dialog"], [role="menu"], [role="listbox"]:not(.queue-rows)') != null;
}

function inField(event: KeyboardEvent): boolean {
  const field = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
  return elementOf(event)?.closest(field) != null;
}
