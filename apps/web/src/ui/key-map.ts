import type { Preferences } from '@redress/contract/session.js';
import type { TextKey } from '../i18n/text.js';
import { isReserved, strokesOf } from './strokes.js';

export type CommandGroup = 'list' | 'ticket' | 'timeline' | 'composer' | 'go' | 'app';

export interface KeyEntry {
  readonly label: TextKey;
  readonly group: CommandGroup;
  /** The usual ones, each of one press or of two one after the other: `j`, `g q`, `$mod+Enter`; the first one is shown. */
  readonly keys: readonly string[];
  /** Shown instead of a key that its field takes itself. */
  readonly cap?: string;
  /** Also while typing in a field; only for keys with a modifier. */
  readonly inFields?: boolean;
  /** Not listed in the palette, as moving through a list is not something one looks for. */
  readonly quiet?: boolean;
  /** The command whose keys it has, whatever is chosen for that. */
  readonly as?: string;
  /** On a screen where the keys of list and ticket mean nothing. */
  readonly on?: 'customer';
}

const ENTRIES = {
  next: { label: 'commands.next', group: 'list', keys: ['j', 'ArrowDown'], quiet: true },
  previous: { label: 'commands.previous', group: 'list', keys: ['k', 'ArrowUp'], quiet: true },
  open: { label: 'commands.open', group: 'list', keys: ['Enter', 'o'], quiet: true },
  select: { label: 'commands.select', group: 'list', keys: ['x'], quiet: true },
  'extend-next': { label: 'commands.extendNext', group: 'list', keys: ['Shift+j'], quiet: true },
  'extend-previous': { label: 'commands.extendPrevious', group: 'list', keys: ['Shift+k'], quiet: true },
  'select-all': { label: 'commands.selectAll', group: 'list', keys: ['$mod+a'] },
  'select-matching': { label: 'bulk.commands.selectMatching', group: 'list', keys: [], as: 'select-all' },
  filter: { label: 'commands.filter', group: 'list', keys: ['/'] },
  views: { label: 'commands.views', group: 'list', keys: ['v'] },
  'save-view': { label: 'savedViews.commands.save', group: 'list', keys: [] },
  'pin-view': { label: 'savedViews.commands.pin', group: 'list', keys: [] },
  'edit-view': { label: 'savedViews.commands.edit', group: 'list', keys: [] },
  'bulk-assign': { label: 'commands.assign', group: 'list', keys: [], as: 'assign' },
  'bulk-status': { label: 'commands.status', group: 'list', keys: [], as: 'status' },
  'bulk-priority': { label: 'commands.priority', group: 'list', keys: [], as: 'priority' },
  'bulk-tags': { label: 'commands.tags', group: 'list', keys: [], as: 'tags' },
  'bulk-me': { label: 'commands.assignMe', group: 'list', keys: [], as: 'assign-me' },
  close: { label: 'commands.close', group: 'list', keys: ['Escape'], quiet: true },
  'close-form': { label: 'commands.close', group: 'app', keys: ['Escape'], quiet: true },
  reply: { label: 'commands.reply', group: 'ticket', keys: ['r'] },
  forward: { label: 'commands.forward', group: 'ticket', keys: ['f'] },
  note: { label: 'commands.note', group: 'ticket', keys: ['i'] },
  status: { label: 'commands.status', group: 'ticket', keys: ['s'] },
  assign: { label: 'commands.assign', group: 'ticket', keys: ['a'] },
  'assign-me': { label: 'commands.assignMe', group: 'ticket', keys: ['Shift+a'] },
  priority: { label: 'commands.priority', group: 'ticket', keys: ['y'] },
  tags: { label: 'commands.tags', group: 'ticket', keys: ['t'] },
  resolve: { label: 'commands.resolve', group: 'ticket', keys: ['e'] },
  cause: { label: 'commands.cause', group: 'ticket', keys: ['c'] },
  undertake: { label: 'commands.undertake', group: 'ticket', keys: ['Shift+p'] },
  macro: { label: 'commands.macro', group: 'ticket', keys: ['m'] },
  snooze: { label: 'commands.snooze', group: 'ticket', keys: ['h'] },
  watch: { label: 'commands.watch', group: 'ticket', keys: ['w'] },
  clocks: { label: 'commands.clocks', group: 'ticket', keys: ['u'] },
  link: { label: 'commands.link', group: 'ticket', keys: ['l'] },
  'merge-customer': { label: 'customer.merge', group: 'ticket', keys: ['l'], on: 'customer' },
  praise: { label: 'commands.praise', group: 'ticket', keys: ['Shift+c'] },
  'copy-number': { label: 'commands.copyNumber', group: 'ticket', keys: ['.'] },
  'side-panel': { label: 'commands.sidePanel', group: 'ticket', keys: ['['] },
  history: { label: 'commands.history', group: 'ticket', keys: ['Shift+z'] },
  'route-again': { label: 'commands.routeAgain', group: 'ticket', keys: [] },
  'undo-ticket': { label: 'commands.undo', group: 'ticket', keys: [], quiet: true },
  back: { label: 'commands.close', group: 'ticket', keys: ['Escape'], quiet: true },
  'next-message': { label: 'commands.nextMessage', group: 'timeline', keys: ['n'], quiet: true },
  'previous-message': { label: 'commands.previousMessage', group: 'timeline', keys: ['p'], quiet: true },
  send: { label: 'commands.send', group: 'composer', keys: ['$mod+Enter'], inFields: true },
  'send-resolve': { label: 'commands.sendResolve', group: 'composer', keys: ['$mod+Shift+Enter'], inFields: true },
  create: { label: 'newTicket.create', group: 'composer', keys: [], inFields: true, as: 'send' },
  'save-call': { label: 'commands.saveCall', group: 'composer', keys: [], inFields: true, as: 'send' },
  snippet: { label: 'commands.snippet', group: 'composer', keys: [], cap: '/' },
  mention: { label: 'commands.mention', group: 'composer', keys: [], cap: '@' },
  'go-queue': { label: 'commands.goQueue', group: 'go', keys: ['g q'] },
  'go-customers': { label: 'commands.goCustomers', group: 'go', keys: ['g c'] },
  'go-search': { label: 'commands.goSearch', group: 'go', keys: ['g s'] },
  'go-inbox': { label: 'commands.goInbox', group: 'go', keys: ['g i'] },
  'go-tasks': { label: 'commands.goTasks', group: 'go', keys: ['g t'] },
  'new-ticket': { label: 'commands.newTicket', group: 'go', keys: ['g n'] },
  'log-call': { label: 'commands.logCall', group: 'go', keys: ['g p'] },
  'go-quality': { label: 'commands.goQuality', group: 'go', keys: ['g k'] },
  'go-reports': { label: 'commands.goReports', group: 'go', keys: ['g r'] },
  'go-wallboard': { label: 'commands.goWallboard', group: 'go', keys: ['g w'] },
  'go-admin': { label: 'commands.goAdmin', group: 'go', keys: ['g a'] },
  'go-bulk': { label: 'bulk.commands.tray', group: 'go', keys: ['g b'] },
  'show-new': { label: 'commands.showNew', group: 'list', keys: ['g l'] },
  palette: { label: 'commands.palette', group: 'app', keys: ['$mod+k'], inFields: true, quiet: true },
  keys: { label: 'commands.keys', group: 'app', keys: ['?', '$mod+/'] },
  undo: { label: 'commands.undo', group: 'app', keys: ['z'] },
  'undo-bulk': { label: 'bulk.commands.undo', group: 'app', keys: [] },
  theme: { label: 'commands.theme', group: 'app', keys: ['d'] },
  'next-ticket': { label: 'commands.nextTicket', group: 'app', keys: ['Shift+n'] },
  'list-pane': { label: 'commands.listPane', group: 'app', keys: [']'] },
  'log-shown-call': { label: 'commands.logShownCall', group: 'app', keys: ['Shift+l'] },
  simulate: { label: 'commands.simulate', group: 'app', keys: [] },
  'start-clean': { label: 'commands.startClean', group: 'app', keys: [] },
} satisfies Record<string, KeyEntry>;

export type CommandId = keyof typeof ENTRIES;

/** Every command there is; its key, its tooltip, the palette and the sheet of keys are read from here. */
export const KEY_MAP: Readonly<Record<CommandId, KeyEntry>> = ENTRIES;
export const COMMAND_IDS = Object.keys(ENTRIES).filter(isCommandId);

export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(ENTRIES, id);
}

/** What somebody has chosen, by the command it is for; an empty one: no key. */
export type OwnKeys = ReadonlyMap<CommandId, string>;

/** What another version of this page kept for a command that is not here is left alone. */
export function readOwnKeys(kept: Preferences['ownKeys']): OwnKeys {
  return new Map((kept ?? []).flatMap(({ command, keys }) => (isCommandId(command) ? [[command, keys] as const] : [])));
}

/** The command whose keys this one has; mostly it is the same. */
export function keyOwner(id: CommandId): CommandId {
  const other = KEY_MAP[id].as ?? id;
  return isCommandId(other) ? other : id;
}

/** Its key that can be changed; undefined: it has none. */
export const usualKey = (id: CommandId): string | undefined => KEY_MAP[id].keys.find((key) => !isFixed(key));

const isFixed = (keys: string): boolean => strokesOf(keys).some(isReserved);

/** One press, or two plain ones one after the other, of keys that are free to choose. */
export function isChoosable(keys: string): boolean {
  const strokes = strokesOf(keys);
  if (strokes.length === 0 || strokes.length > 2 || strokes.some(isReserved)) return false;
  return strokes.length === 1 || strokes.every((stroke) => !stroke.startsWith('$mod'));
}

/** Whether both could be meant at once: on one screen, the same keys, or keys that begin the others. */
export function clash(one: CommandId, keys: string, other: CommandId, others: string): boolean {
  const begins = `${keys} `.startsWith(`${others} `) || `${others} `.startsWith(`${keys} `);
  return begins && keys !== '' && others !== '' && meet(one, other);
}

function meet(one: CommandId, other: CommandId): boolean {
  const isEverywhere = (id: CommandId): boolean => ['app', 'go'].includes(KEY_MAP[id].group);
  return isEverywhere(one) || isEverywhere(other) || KEY_MAP[one].on === KEY_MAP[other].on;
}

/**
 * All keys that work, by their command. What somebody chose comes first and takes the place of the usual key; what
 * is fixed stays. A usual key gives way to a chosen one: it may have come with a later version.
 */
export function keysNow(own: OwnKeys): ReadonlyMap<CommandId, readonly string[]> {
  const chosen = [...own].filter(([id, keys]) =>
    keys === '' || isChoosable(keys) ? usualKey(id) !== undefined : false,
  );
  const givesWay = (id: CommandId, keys: string): boolean =>
    chosen.some(([other, taken]) => clash(id, keys, other, taken));
  const keysOf = (id: CommandId): readonly string[] => {
    const usual = KEY_MAP[id].keys;
    const mine = chosen.find(([other]) => other === id)?.[1];
    if (mine === undefined) return usual.filter((keys) => isFixed(keys) || !givesWay(id, keys));
    return [...(mine === '' ? [] : [mine]), ...usual.filter(isFixed)];
  };
  return new Map(COMMAND_IDS.map((id) => [id, keysOf(keyOwner(id))]));
}
