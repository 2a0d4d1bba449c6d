import type { FormLanguage } from '@redress/domain/forms/form.js';
import type { SubmissionFault } from '@redress/domain/forms/submission.js';

/** What stands above a form that comes back. */
export type FormNotice = 'faulty' | 'expired' | 'sentBefore' | 'large' | 'many' | 'full' | 'failed';

export interface FormWordsOfPage {
  readonly optional: string;
  readonly choose: string;
  readonly send: string;
  readonly sending: string;
  readonly checking: string;
  readonly next: string;
  readonly emptyTrap: string;
  readonly restored: string;
  readonly anew: string;
  readonly filesAgain: string;
  readonly removeFile: string;
  readonly notices: Readonly<Record<FormNotice, string>>;
  readonly faults: Readonly<Record<SubmissionFault, string>>;
  readonly network: string;
  readonly gone: readonly [title: string, more: string];
  readonly thanks: string;
  readonly thanksMore: string;
  readonly number: string;
  readonly answerBy: string;
  readonly ownPage: string;
  readonly openPage: string;
  readonly mailed: string;
  readonly another: string;
}

const en: FormWordsOfPage = {
  optional: 'optional',
  choose: 'Please choose',
  send: 'Send',
  sending: 'Sending…',
  checking: 'Checking your browser…',
  next: 'You get a number at once, and the date by which we answer.',
  emptyTrap: 'Leave this empty',
  restored: 'We kept what you wrote here before.',
  anew: 'Start anew',
  filesAgain: 'Please choose your files again: a page cannot keep them.',
  removeFile: 'Remove',
  notices: {
    faulty: 'Please look at these once more:',
    expired: 'This page was open for a long time. Nothing is lost: please press Send once more.',
    sentBefore: 'You sent this page before, with other words. To send this as well, press Send once more.',
    large: 'Your files are too large: up to 5 files, 20 MB together. Please choose fewer or smaller ones.',
    many: 'A lot was sent from here. Please wait ten minutes and press Send again.',
    full: 'We cannot store files right now. Please send it without files, or try again later.',
    failed: 'That did not work, and nothing was sent. Please press Send again in a moment.',
  },
  faults: {
    missing: 'Please fill this in.',
    long: 'This is too long.',
    email: 'Please write one address, like ada@example.com.',
    choice: 'Please choose one of the list.',
    consent: 'We need your agreement to this.',
    form: 'Please write text here.',
    unknown: 'The form has no such field.',
  },
  network: 'There is no connection. What you wrote is still here: press Send again in a moment.',
  gone: ['There is no such form', 'It may have moved. Please look for it on the page that you came from.'],
  thanks: 'Thank you. We have it.',
  thanksMore: 'A person reads what you wrote.',
  number: 'Your number',
  answerBy: 'We answer by',
  ownPage:
    'On your own page you see how far we are, and you can add something. Whoever has its link can read along: please keep it to yourself.',
  openPage: 'Open your page',
  mailed: 'If you gave a mail address, we write to it too, once a day at most.',
  another: 'Send something else',
};

const de: FormWordsOfPage = {
  optional: 'freiwillig',
  choose: 'Bitte wählen',
  send: 'Absenden',
  sending: 'Wird gesendet…',
  checking: 'Ihr Browser wird geprüft…',
  next: 'Sie bekommen sofort eine Nummer und den Tag, bis zu dem wir antworten.',
  emptyTrap: 'Lassen Sie dies leer',
  restored: 'Wir haben aufgehoben, was Sie hier zuletzt geschrieben haben.',
  anew: 'Neu beginnen',
  filesAgain: 'Bitte wählen Sie Ihre Dateien noch einmal aus: Eine Seite kann sie nicht behalten.',
  removeFile: 'Entfernen',
  notices: {
    faulty: 'Bitte sehen Sie sich das noch einmal an:',
    expired: 'Diese Seite war lange offen. Nichts ist verloren: Bitte senden Sie noch einmal ab.',
    sentBefore:
      'Sie haben diese Seite schon einmal abgesendet, mit anderem Text. Soll auch dies zu uns, senden Sie noch einmal ab.',
    large: 'Ihre Dateien sind zu groß: bis zu 5 Dateien, zusammen 20 MB. Bitte wählen Sie weniger oder kleinere.',
    many: 'Von hier wurde sehr viel gesendet. Bitte warten Sie zehn Minuten und senden Sie noch einmal ab.',
    full: 'Wir können gerade keine Dateien speichern. Bitte senden Sie ohne Dateien oder versuchen Sie es später.',
    failed: 'Das hat nicht geklappt, und nichts wurde gesendet. Bitte senden Sie gleich noch einmal ab.',
  },
  faults: {
    missing: 'Bitte füllen Sie das aus.',
    long: 'Das ist zu lang.',
    email: 'Bitte schreiben Sie eine Adresse wie ada@example.com.',
    choice: 'Bitte wählen Sie etwas aus der Liste.',
    consent: 'Dazu brauchen wir Ihre Zustimmung.',
    form: 'Bitte schreiben Sie hier Text.',
    unknown: 'Dieses Feld hat das Formular nicht.',
  },
  network: 'Es gibt keine Verbindung. Was Sie geschrieben haben, ist noch da: Senden Sie gleich noch einmal ab.',
  gone: ['Dieses Formular gibt es nicht', 'Vielleicht ist es umgezogen. Bitte suchen Sie es auf der vorigen Seite.'],
  thanks: 'Vielen Dank. Es ist angekommen.',
  thanksMore: 'Ein Mensch liest, was Sie geschrieben haben.',
  number: 'Ihre Nummer',
  answerBy: 'Wir antworten bis',
  ownPage:
    'Auf Ihrer eigenen Seite sehen Sie, wie weit wir sind, und können etwas ergänzen. Wer den Link hat, kann mitlesen: Bitte behalten Sie ihn für sich.',
  openPage: 'Ihre Seite öffnen',
  mailed: 'Haben Sie eine E-Mail-Adresse angegeben, schreiben wir auch dorthin, höchstens einmal am Tag.',
  another: 'Noch etwas senden',
};

const it: FormWordsOfPage = {
  optional: 'facoltativo',
  choose: 'Scelga',
  send: 'Invia',
  sending: 'Invio in corso…',
  checking: 'Controlliamo il Suo browser…',
  next: 'Riceve subito un numero e la data entro cui rispondiamo.',
  emptyTrap: 'Lasci vuoto questo campo',
  restored: 'Abbiamo conservato quello che aveva scritto qui.',
  anew: 'Ricomincia',
  filesAgain: 'Scelga di nuovo i Suoi file: una pagina non può conservarli.',
  removeFile: 'Rimuovi',
  notices: {
    faulty: 'Riguardi per favore questi punti:',
    expired: 'Questa pagina è rimasta aperta a lungo. Nulla è perso: prema di nuovo Invia.',
    sentBefore: 'Ha già inviato questa pagina, con altre parole. Per inviare anche questo, prema di nuovo Invia.',
    large: 'I Suoi file sono troppo grandi: fino a 5 file, 20 MB in tutto. Ne scelga di meno o più piccoli.',
    many: 'Da qui è stato inviato molto. Attenda dieci minuti e prema di nuovo Invia.',
    full: 'Al momento non possiamo salvare file. Invii senza file oppure riprovi più tardi.',
    failed: 'Non ha funzionato e non è stato inviato nulla. Prema di nuovo Invia tra poco.',
  },
  faults: {
    missing: 'Compili questo campo.',
    long: 'È troppo lungo.',
    email: 'Scriva un indirizzo come ada@example.com.',
    choice: 'Scelga una voce dell’elenco.',
    consent: 'Ci serve il Suo consenso.',
    form: 'Scriva qui del testo.',
    unknown: 'Il modulo non ha questo campo.',
  },
  network: 'Non c’è connessione. Quello che ha scritto è ancora qui: prema di nuovo Invia tra poco.',
  gone: ['Questo modulo non esiste', 'Forse è stato spostato. Lo cerchi nella pagina da cui è arrivato.'],
  thanks: 'Grazie. Lo abbiamo ricevuto.',
  thanksMore: 'Una persona legge quello che ha scritto.',
  number: 'Il Suo numero',
  answerBy: 'Rispondiamo entro',
  ownPage:
    'Sulla Sua pagina personale vede a che punto siamo e può aggiungere qualcosa. Chi ha il link può leggere tutto: per favore lo tenga per sé.',
  openPage: 'Apra la Sua pagina',
  mailed: 'Se ha indicato un indirizzo e-mail, scriviamo anche lì, al massimo una volta al giorno.',
  another: 'Invia qualcos’altro',
};

export const FORM_WORDS: Readonly<Record<FormLanguage, FormWordsOfPage>> = { en, de, it };
