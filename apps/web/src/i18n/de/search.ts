import type { TextsLike } from '../text.js';
import type { search as english } from '../en/search.js';

export const search: TextsLike<typeof english> = {
  title: 'Suche',
  label: 'Überall suchen',
  placeholder: 'Wörter, „eine Wendung“, Nummer, Name, sla:risk …',
  hint: 'Findet Wörter in allen Nachrichten, dazu Nummern, Namen und Adressen, auch in erledigten Vorgängen.',
  clear: 'Feld leeren',
  field: 'Suchfeld',
  results: 'Was gefunden wurde',
  tickets: 'Vorgänge',
  found_one: '{{count}} Vorgang',
  found_other: '{{count}} Vorgänge',
  foundMore_one: '{{count}} Vorgang, und es gibt mehr',
  foundMore_other: '{{count}} Vorgänge, und es gibt mehr',
  end: 'Das sind alle.',
  more: 'Mehr zeigen',
  fault: '„{{part}}“ bedeutet hier nichts.',
  faultKnown: '„{{part}}“ bedeutet hier nichts. Bekannt sind: {{known}}.',
  received: 'eingegangen',
  by: {
    inbound: '{{name}} schrieb',
    outbound: '{{name}} antwortete',
    internal: 'Interne Notiz von {{name}}',
  },
  in: { subject: 'Im Betreff:', person: 'In Name oder Adresse:', file: 'Im Namen einer Datei:' },
  customers: {
    title: 'Kunden',
    none: 'Kein Kunde mit diesem Namen oder dieser Adresse.',
    all: 'Alle gefundenen Kunden',
    tickets_one: '{{count}} Vorgang',
    tickets_other: '{{count}} Vorgänge',
  },
  nothing: {
    title: 'Nichts passt zu',
    fewer: 'Versuchen Sie weniger Wörter oder eine andere Schreibweise.',
    without: 'Ohne {{part}}',
    all: 'In allen Vorgängen (is:all)',
  },
  recent: { title: 'Letzte Suchen', clear: 'Leeren' },
  examples: {
    title: 'Was Sie fragen können',
    phrase: { q: '"Lampe flackert"', means: 'diese Wörter, direkt hintereinander' },
    open: { q: 'Erstattung is:open', means: 'das Wort und seine Formen, in offenen Vorgängen' },
    mine: { q: 'owner:me sla:risk', means: 'was mir gehört und bald zu spät ist' },
    since: { q: 'from:berg created:>{{date}}', means: 'von einem Kunden, eingegangen nach diesem Tag' },
  },
};
