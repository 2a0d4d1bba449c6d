import type { TextsLike } from '../text.js';
import type { outbox as english } from '../en/offline.js';

export const outbox: TextsLike<typeof english> = {
  title: 'Änderungen, die warten',
  empty: 'Nichts wartet. Alles ist gesendet.',
  explain:
    'Sie geschehen in dieser Reihenfolge, sobald der Server wieder da ist, auch wenn diese Seite geschlossen wird.',
  reply: 'Antwort',
  note: 'Interne Notiz',
  status: 'Status: {{to}}',
  priority: 'Priorität: {{to}}',
  tags: 'Schlagworte: {{to}}',
  noTags: 'keine',
  owner: 'Zugewiesen an {{name}}',
  givenBack: 'Zurück in den Eingang gegeben',
  waits: 'wartet',
  behind: 'wartet auf das, was an diesem Vorgang davor steht',
  files_one: '{{count}} Datei geht mit',
  files_other: '{{count}} Dateien gehen mit',
  overtaken: 'Nicht gesendet: Inzwischen hat jemand geschrieben.',
  changed: 'Nicht geschehen: Jemand hat inzwischen dasselbe geändert.',
  refused: 'Nicht angenommen: {{reason}}',
  mine: 'Ihre Fassung',
  theirs: 'Inzwischen',
  sendAnyway: 'Trotzdem senden',
  doAnyway: 'Trotzdem meines setzen',
  keepTheirs: 'So lassen',
  again: 'Noch einmal versuchen',
  edit: 'Bearbeiten',
  drop: 'Verwerfen',
  dropped: 'Verworfen: {{what}}',
  putBack: 'Zurückholen',
};
