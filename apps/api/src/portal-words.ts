import type { PortalStep } from '@redress/domain/portal/progress.js';
import type { Spoken } from '@redress/views/portal.view.js';

export const PORTAL_LANGUAGES = ['en', 'de', 'it'] as const;
export type PortalLanguage = (typeof PORTAL_LANGUAGES)[number];

/** Why a form comes back, or what became of it. */
export type PortalFault = 'empty' | 'long' | 'reason' | 'closed';
export type PortalNews = 'thanks' | 'heard' | 'mailed';
/** Pages that show no ticket. */
export type PortalRefusal = 'gone' | 'many' | 'large' | 'full' | 'failed';

/** What the customer says is wrong with the solution. */
export const DISPUTE_REASONS = ['again', 'notHelped', 'notKept', 'other'] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export interface PortalWords {
  readonly name: string;
  readonly locale: string;
  readonly language: string;
  readonly complaint: string;
  readonly message: string;
  readonly noSubject: string;
  readonly progress: string;
  readonly steps: Readonly<Record<PortalStep, string>>;
  readonly next: string;
  readonly decisionBy: string;
  readonly answerBy: string;
  readonly yourAnswer: string;
  readonly late: string;
  readonly working: string;
  readonly decided: string;
  readonly done: string;
  /** `{name}` is a first name. */
  readonly handledBy: string;
  readonly ownOnly: string;
  readonly mailLink: string;
  /** Behind the name of who called, wrote or came by. */
  readonly spoken: Readonly<Record<Spoken, string>>;
  readonly thread: string;
  readonly you: string;
  readonly house: string;
  readonly files: string;
  readonly write: string;
  readonly yourMessage: string;
  readonly addFiles: string;
  readonly filesLimit: string;
  readonly send: string;
  readonly notSolved: string;
  readonly whyNot: string;
  readonly reasons: Readonly<Record<DisputeReason, string>>;
  readonly more: string;
  readonly tellUs: string;
  /** Begins the message that the desk gets. */
  readonly notSolvedTitle: string;
  readonly keepSecret: string;
  readonly over: string;
  readonly news: Readonly<Record<PortalNews, string>>;
  readonly faults: Readonly<Record<PortalFault, string>>;
  readonly refusals: Readonly<Record<PortalRefusal, readonly [title: string, more: string]>>;
}

const en: PortalWords = {
  name: 'English',
  locale: 'en-GB',
  language: 'Language',
  complaint: 'Your complaint',
  message: 'Your message',
  noSubject: 'Without a subject',
  progress: 'How far we are',
  steps: { received: 'got it', read: 'read', checking: 'checking', decision: 'decision', done: 'done' },
  next: 'Next',
  decisionBy: 'Next: our decision, at the latest',
  answerBy: 'Next: an answer, at the latest',
  yourAnswer: 'We wait for your answer.',
  late: 'This takes longer than we promised. We are on it and answer as soon as we can.',
  working: 'We are on it and answer as soon as we can.',
  decided: 'You have our answer. Is it not solved? Tell us below.',
  done: 'This is finished.',
  handledBy: '{name} takes care of it.',
  ownOnly:
    'This page shows what you wrote here and how far we are. For the whole conversation open the link in a mail from us.',
  mailLink: 'Mail me the full page',
  spoken: { phone: 'by phone, as we noted it', letter: 'by letter', visit: 'in person, as we noted it' },
  thread: 'Conversation',
  you: 'You',
  house: 'We',
  files: 'Files',
  write: 'Write to us',
  yourMessage: 'Your message',
  addFiles: 'Photos or other files, if you have any',
  filesLimit: 'Up to 5 files, 20 MB together.',
  send: 'Send',
  notSolved: 'Not solved?',
  whyNot: 'What is not solved?',
  reasons: {
    again: 'The problem came back',
    notHelped: 'The answer does not help me',
    notKept: 'What was promised did not happen',
    other: 'Something else',
  },
  more: 'Tell us more',
  tellUs: 'Tell us that it is not solved',
  notSolvedTitle: 'Not solved',
  keepSecret: 'Whoever has the link to this page can read along. Please keep it to yourself.',
  over: 'This was finished a while ago. If there is something new, please write to us again.',
  news: {
    thanks: 'Thank you. Your message has arrived.',
    heard: 'Thank you for telling us. We look into it again.',
    mailed: 'If we know a mail address of yours, the link is on its way to it. We send it once a day at most.',
  },
  faults: {
    empty: 'Write something first.',
    long: 'This is too long: 20,000 characters fit.',
    reason: 'Choose what is not solved.',
    closed: 'This cannot be written to any more.',
  },
  refusals: {
    gone: ['This link opens nothing', 'It may be incomplete: copy it from the mail as a whole.'],
    many: ['Too many tries', 'Please wait ten minutes and try again.'],
    large: ['That is too large', 'Up to 5 files, 20 MB together. Go back and choose fewer or smaller ones.'],
    full: ['We cannot store files right now', 'Nothing was sent. Please try again later, or write without files.'],
    failed: ['That did not work', 'Nothing was sent. Go back and try again in a moment.'],
  },
};

const de: PortalWords = {
  name: 'Deutsch',
  locale: 'de-DE',
  language: 'Sprache',
  complaint: 'Ihre Beschwerde',
  message: 'Ihre Nachricht',
  noSubject: 'Ohne Betreff',
  progress: 'Wie weit wir sind',
  steps: { received: 'erhalten', read: 'gelesen', checking: 'Prüfung', decision: 'Antwort', done: 'fertig' },
  next: 'Wie es weitergeht',
  decisionBy: 'Als Nächstes: unsere Entscheidung, spätestens',
  answerBy: 'Als Nächstes: eine Antwort, spätestens',
  yourAnswer: 'Wir warten auf Ihre Antwort.',
  late: 'Es dauert länger, als wir zugesagt haben. Wir sind dran und antworten, sobald wir können.',
  working: 'Wir sind dran und antworten, sobald wir können.',
  decided: 'Sie haben unsere Antwort. Ist es nicht gelöst? Sagen Sie es uns unten.',
  done: 'Das ist abgeschlossen.',
  handledBy: '{name} kümmert sich darum.',
  ownOnly:
    'Diese Seite zeigt, was Sie hier geschrieben haben und wie weit wir sind. Den ganzen Verlauf zeigt der Link in einer E-Mail von uns.',
  mailLink: 'Schicken Sie mir die ganze Seite per E-Mail',
  spoken: {
    phone: 'am Telefon, wie wir es notiert haben',
    letter: 'per Brief',
    visit: 'persönlich, wie wir es notiert haben',
  },
  thread: 'Verlauf',
  you: 'Sie',
  house: 'Wir',
  files: 'Dateien',
  write: 'Schreiben',
  yourMessage: 'Ihre Nachricht',
  addFiles: 'Fotos oder andere Dateien, falls vorhanden',
  filesLimit: 'Bis zu 5 Dateien, zusammen 20 MB.',
  send: 'Senden',
  notSolved: 'Nicht gelöst?',
  whyNot: 'Was ist nicht gelöst?',
  reasons: {
    again: 'Das Problem ist wieder da',
    notHelped: 'Die Antwort hilft mir nicht',
    notKept: 'Etwas Zugesagtes ist nicht geschehen',
    other: 'Etwas anderes',
  },
  more: 'Beschreiben Sie es',
  tellUs: 'Als nicht gelöst melden',
  notSolvedTitle: 'Nicht gelöst',
  keepSecret: 'Wer den Link zu dieser Seite hat, kann mitlesen. Bitte behalten Sie ihn für sich.',
  over: 'Das ist schon länger abgeschlossen. Wenn es etwas Neues gibt, schreiben Sie uns bitte noch einmal.',
  news: {
    thanks: 'Vielen Dank. Ihre Nachricht ist angekommen.',
    heard: 'Danke, dass Sie es uns sagen. Wir sehen es uns noch einmal an.',
    mailed:
      'Wenn wir eine E-Mail-Adresse von Ihnen kennen, ist der Link dorthin unterwegs. Wir schicken ihn höchstens einmal am Tag.',
  },
  faults: {
    empty: 'Schreiben Sie zuerst etwas.',
    long: 'Das ist zu lang: 20.000 Zeichen haben Platz.',
    reason: 'Wählen Sie, was nicht gelöst ist.',
    closed: 'Hier kann nichts mehr geschrieben werden.',
  },
  refusals: {
    gone: ['Dieser Link führt nirgendwohin', 'Vielleicht ist er unvollständig: Kopieren Sie ihn ganz aus der E-Mail.'],
    many: ['Zu viele Versuche', 'Bitte warten Sie zehn Minuten und versuchen Sie es noch einmal.'],
    large: [
      'Das ist zu groß',
      'Bis zu 5 Dateien, zusammen 20 MB. Gehen Sie zurück und wählen Sie weniger oder kleinere.',
    ],
    full: [
      'Wir können gerade keine Dateien speichern',
      'Es wurde nichts gesendet. Versuchen Sie es später noch einmal, oder schreiben Sie ohne Dateien.',
    ],
    failed: [
      'Das hat nicht geklappt',
      'Es wurde nichts gesendet. Gehen Sie zurück und versuchen Sie es gleich noch einmal.',
    ],
  },
};

const it: PortalWords = {
  name: 'Italiano',
  locale: 'it-IT',
  language: 'Lingua',
  complaint: 'Il Suo reclamo',
  message: 'Il Suo messaggio',
  noSubject: 'Senza oggetto',
  progress: 'A che punto siamo',
  steps: { received: 'ricevuto', read: 'letto', checking: 'verifica', decision: 'risposta', done: 'concluso' },
  next: 'Come si procede',
  decisionBy: 'Prossimo passo: la nostra decisione, al più tardi',
  answerBy: 'Prossimo passo: una risposta, al più tardi',
  yourAnswer: 'Aspettiamo la Sua risposta.',
  late: 'Ci vuole più tempo di quanto promesso. Ce ne stiamo occupando e rispondiamo appena possibile.',
  working: 'Ce ne stiamo occupando e rispondiamo appena possibile.',
  decided: 'Ha ricevuto la nostra risposta. Non è risolto? Ce lo dica qui sotto.',
  done: 'La pratica è conclusa.',
  handledBy: 'Se ne occupa {name}.',
  ownOnly:
    'Questa pagina mostra quello che ha scritto qui e a che punto siamo. Per tutta la conversazione apra il link in una nostra e-mail.',
  mailLink: 'Inviatemi la pagina completa per e-mail',
  spoken: {
    phone: 'al telefono, come lo abbiamo annotato',
    letter: 'per lettera',
    visit: 'di persona, come lo abbiamo annotato',
  },
  thread: 'Conversazione',
  you: 'Lei',
  house: 'Noi',
  files: 'File',
  write: 'Ci scriva',
  yourMessage: 'Il Suo messaggio',
  addFiles: 'Foto o altri file, se ne ha',
  filesLimit: 'Fino a 5 file, 20 MB in tutto.',
  send: 'Invia',
  notSolved: 'Non risolto?',
  whyNot: 'Che cosa non è risolto?',
  reasons: {
    again: 'Il problema si è ripresentato',
    notHelped: 'La risposta non mi aiuta',
    notKept: 'Quanto promesso non è avvenuto',
    other: 'Altro',
  },
  more: 'Ci racconti di più',
  tellUs: 'Segnala che non è risolto',
  notSolvedTitle: 'Non risolto',
  keepSecret: 'Chi ha il link a questa pagina può leggere tutto. Per favore lo tenga per sé.',
  over: 'La pratica è conclusa da tempo. Se c’è qualcosa di nuovo, ci scriva di nuovo.',
  news: {
    thanks: 'Grazie. Il Suo messaggio è arrivato.',
    heard: 'Grazie per avercelo detto. Lo esaminiamo di nuovo.',
    mailed: 'Se conosciamo un Suo indirizzo e-mail, il link è in arrivo. Lo inviamo al massimo una volta al giorno.',
  },
  faults: {
    empty: 'Scriva prima qualcosa.',
    long: 'È troppo lungo: il limite è di 20.000 caratteri.',
    reason: 'Scelga che cosa non è risolto.',
    closed: 'Qui non si può più scrivere.',
  },
  refusals: {
    gone: ['Questo link non apre nulla', 'Forse è incompleto: lo copi per intero dall’e-mail.'],
    many: ['Troppi tentativi', 'Attenda dieci minuti e riprovi.'],
    large: ['È troppo grande', 'Fino a 5 file, 20 MB in tutto. Torni indietro e ne scelga di meno o più piccoli.'],
    full: [
      'Al momento non possiamo salvare file',
      'Non è stato inviato nulla. Riprovi più tardi oppure scriva senza file.',
    ],
    failed: ['Non ha funzionato', 'Non è stato inviato nulla. Torni indietro e riprovi tra poco.'],
  },
};

export const PORTAL_WORDS: Readonly<Record<PortalLanguage, PortalWords>> = { en, de, it };

export const isPortalLanguage = (text: unknown): text is PortalLanguage =>
  PORTAL_LANGUAGES.some((language) => language === text);
