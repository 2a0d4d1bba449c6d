import type { TicketTexts } from '../text.js';

export const linkDialog: TicketTexts['ticket']['linkDialog'] = {
  title: 'Verknüpfen oder zusammenführen',
  search: 'Nummer, Betreff oder Kunde',
  how: 'Wie gehören sie zusammen?',
  merge: 'Damit zusammenführen',
  mergeExplain: 'Dieser Vorgang bleibt lesbar; Antworten kommen im anderen an.',
  link: 'Verknüpfen',
  nothing: 'Kein Vorgang gefunden.',
  suggested: 'Vielleicht dasselbe',
};

export const escalate: TicketTexts['ticket']['escalate'] = {
  open: 'Eskalieren …',
  openBack: 'Eskalation zurücknehmen …',
  title: 'Eskalieren',
  backTitle: 'Eskalation zurücknehmen',
  kind: 'Was fehlt',
  hierarchical: 'Befugnis: jemand darüber muss es wissen oder entscheiden',
  functional: 'Fachwissen: jemand anderes kann das besser und übernimmt',
  to: 'An wen',
  lead: 'Die Teamleitung',
  reason: 'Grund (bleibt als Notiz)',
  submit: 'Eskalieren',
  submitBack: 'Zurücknehmen',
  done: '{{number}} eskaliert',
  doneBack: 'Eskalation von {{number}} zurückgenommen',
  functionalTag: 'Fachlich eskaliert',
  hierarchicalTag: 'Hierarchisch eskaliert',
};

export const splitDialog: TicketTexts['ticket']['splitDialog'] = {
  title: 'Neuen Vorgang abtrennen',
  subject: 'Betreff des neuen Vorgangs',
  messages: 'Nachrichten, die mitgehen',
  issues: 'Gegenstände, die mitgehen',
  submit: 'Abtrennen',
};
