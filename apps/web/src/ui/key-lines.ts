import type { Say, TextKey } from '../i18n/text.js';
import type { Command } from './commands.js';
import { type CommandGroup, type CommandId, keyOwner, usualKey } from './key-map.js';
import { keyCaps, strokesOf } from './strokes.js';

export interface KeyLine {
  readonly id: CommandId;
  readonly label: TextKey;
  readonly keys: readonly string[];
  /** The command whose key is changed here; null: it is the same for everybody. */
  readonly owner: CommandId | null;
}

/** One line for each command that has a key, or could have its own back. */
export function linesOf(commands: readonly Command[], group: CommandGroup): readonly KeyLine[] {
  return commands
    .filter((command) => command.group === group)
    .map(({ id, label, keys, cap }) => ({
      id,
      label,
      keys: cap === undefined ? keys : [...keys, cap],
      owner: usualKey(keyOwner(id)) === undefined ? null : keyOwner(id),
    }))
    .filter(({ keys, owner }) => keys.length > 0 || owner !== null);
}

/** A key in words: `Ctrl + b`, `g then q`. */
export function keyWords(say: Say, keys: string): string {
  return strokesOf(keys)
    .map((stroke) => keyCaps(say, stroke).join(' + '))
    .join(` ${say('keysheet.then')} `);
}
