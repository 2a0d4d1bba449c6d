import type { keysheet as englishSheet, ownKeys as english } from '../en/own-keys.js';
import type { TextsLike } from '../text.js';

export const ownKeys: TextsLike<typeof english> = {
  title: 'Taste für „{{name}}“',
  change: 'Taste für „{{name}}“ ändern',
  changed: 'geändert',
  none: 'keine',
  off: 'Aus: Die mit Strg, ⌘ und Eingabe gelten trotzdem.',
  explain:
    'Ein Buchstabe, eine Ziffer oder ein Zeichen, auch mit Umschalt oder mit Strg oder ⌘; oder zwei direkt nacheinander.',
  field: 'Neue Taste',
  press: 'Taste drücken',
  now: 'Jetzt: {{key}}',
  noneNow: 'Zurzeit ohne Taste.',
  free: '{{key}} ist frei.',
  taken: 'Vergeben: „{{name}}“ hat {{theirs}}.',
  reserved: '{{key}} lässt sich nicht wählen: Der Browser braucht sie, oder sie ist für alle gleich.',
  swap: 'Tasten tauschen',
  back: 'Zurück zur üblichen Taste {{key}}',
  without: 'Ohne Taste',
  own_one: 'Eine Taste ist geändert.',
  own_other: '{{count}} Tasten sind geändert.',
  allBack: 'Alle auf die üblichen zurück',
  allUsual: 'Alle Tasten sind die üblichen.',
  mineAgain: 'Wieder meine',
};

export const keysheet: TextsLike<typeof englishSheet> = {
  explain: 'Einzelne Buchstaben gelten außerhalb von Textfeldern.',
  groups: {
    list: 'Liste',
    ticket: 'Vorgang',
    timeline: 'Lesen',
    composer: 'Schreiben',
    go: 'Gehe zu',
    app: 'Überall',
  },
};
