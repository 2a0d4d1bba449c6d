import type { TicketTexts } from '../text.js';

export const publicTalk: TicketTexts['publicTalk'] = {
  title: 'Öffentlich',
  reply: 'Eine öffentliche Antwort: dass es Sie kümmert und wie es weitergeht. Keine Namen, Bestellungen, Adressen.',
  goPrivate: 'Ihre öffentliche Antwort steht. Weiter geht es dort, wo niemand mitliest.',
  goPrivateNoWay: 'Ihre öffentliche Antwort steht. Bitten Sie den Kunden, Ihnen privat zu schreiben.',
  noConsent: 'Ist der Kunde einverstanden, dass es privat weitergeht?',
  close: 'Es ist gelöst. Wer die Beschwerde gelesen hat, kann lesen, wie es ausging.',
  writeClosing: 'Schlussnotiz schreiben',
  closing: 'Die Schlussnotiz: in ein, zwei Sätzen, wie es ausging. Nichts, was nur Sie beide wissen sollten.',
  record: 'Einwilligung festhalten',
  revoke: 'Einwilligung zurücknehmen',
  recorded: 'Die Einwilligung ist festgehalten',
  revoked: 'Die Einwilligung ist zurückgenommen',
  dialog: 'Einwilligung, privat weiterzumachen',
  explain:
    '{{name}} ist einverstanden, dass öffentlich Gesagtes privat weitergeht. Wer, wie und wann, bleibt im Verlauf stehen.',
  how: 'Wie wurde es gesagt?',
  when: 'Wann?',
  means: {
    privateMessage: 'per privater Nachricht',
    publicReply: 'in einer öffentlichen Antwort',
    phone: 'am Telefon',
    inPerson: 'persönlich',
    letter: 'per Brief',
  },
  done: 'erledigt',
  step: {
    reply: 'Öffentliche Antwort',
    replied: 'Öffentlich geantwortet',
    consent: 'Einwilligung, privat weiterzumachen',
    agreed: '{{name}} ist einverstanden, privat weiterzumachen',
    close: 'Schlussnotiz, sobald es gelöst ist',
    closed: 'Schlussnotiz geschrieben',
  },
};
