import type { TextsLike } from '../text.js';
import type { adminSnippets as english } from '../en/admin-snippets.js';

export const adminSnippets: TextsLike<typeof english> = {
  title: 'Textbausteine',
  explain: 'Einmal geschrieben, in viele Antworten eingefügt: im Schreibfeld / tippen, dann das Kürzel.',
  add: 'Neuer Textbaustein',
  edit: 'Textbaustein „{{name}}“',
  copy: 'Kopie von „{{name}}“',
  copyExplain: 'Diesen pflegen andere. Gespeichert wird eine Kopie, die nur Sie benutzen.',
  name: 'Name',
  word: 'Kürzel',
  sharedWith: 'Für wen',
  shared: { me: 'Nur ich', team: 'Ein Team', everybody: 'Alle' },
  languages: 'Sprachen',
  uses: 'Benutzt',
  search: 'In Namen und Texten suchen',
  none: 'Noch kein Textbaustein',
  noneFits: 'Kein Textbaustein passt',
  saved: 'Textbaustein „{{name}}“ gespeichert',
  removed: 'Textbaustein „{{name}}“ entfernt',
  removeAsk: '„{{name}}“ entfernen? Antworten, in denen sein Text steht, bleiben wie sie sind.',
  addLanguage: 'Sprache hinzufügen',
  dropLanguage: '{{language}} entfernen',
  variables: 'Wird ausgefüllt:',
  defaultHint:
    'Was unbekannt sein kann, bekommt einen Ersatz: {{example}}. Die erste Sprache gilt für alle ohne eigenen Text.',
  preview: 'So liest er sich auf',
  gapHint:
    'Das Markierte ist bei diesem Vorgang nicht bekannt: Es muss geschrieben werden, bevor die Antwort hinausgeht.',
  faults: {
    word: 'Schreiben Sie ein Kürzel aus Buchstaben oder Ziffern, ohne Leerzeichen.',
    taken: 'Ein anderer Textbaustein hat dieses Kürzel.',
    text: 'Schreiben Sie den Text jeder Sprache, oder entfernen Sie die Sprache.',
    variable: 'In doppelten Klammern steht etwas, das keine Variable ist. Wählen Sie eine aus der Liste.',
  },
};
