import type { TextsLike } from '../text.js';
import type { wallboard as english } from '../en/wallboard.js';

export const wallboard: TextsLike<typeof english> = {
  title: 'Anzeigetafel',
  leave: 'Verlassen',
  late: 'Überfällig',
  soon: 'Fällig binnen einer Stunde',
  soonShort: 'Bald fällig',
  open: 'Offen',
  paused: 'Wartend',
  unassigned: 'Hat niemand',
  queue: 'Eingang',
  team: 'Team',
  everybody: 'Alle',
  next: 'Als Nächstes fällig',
  nothing: 'Nichts ist fällig.',
  noQueues: 'Kein Eingang ist für Sie offen.',
  asOf: 'Stand {{time}}',
  lost: 'Keine Live-Verbindung',
  teams: 'Teams',
  queues: 'Eingänge',
};
