import { ANSWERS, type Language } from './bodies.js';

/** How one mail program shapes an answer: the customer's words in, the whole body out. */
export interface Format {
  readonly client: string;
  readonly kind: 'plain' | 'html';
  readonly languages: readonly Language[];
  readonly write: (words: string, language: Language) => string;
}

export const ALL: readonly Language[] = ['en', 'de', 'it', 'fr'];
export const MAIL = 'care@lumen.test';
export const quoted = (text: string, mark = '> '): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? mark.trimEnd() : mark + line))
    .join('\n');

export const by = <T>(language: Language, words: Readonly<Record<Language, T>>): T => words[language];
export const plain = (client: string, write: Format['write'], languages = ALL): Format => ({
  client,
  kind: 'plain',
  languages,
  write,
});
export const html = (client: string, write: Format['write'], languages = ALL): Format => ({
  client,
  kind: 'html',
  languages,
  write,
});

export const GMAIL: Readonly<Record<Language, string>> = {
  en: `On Tue, Mar 3, 2026 at 10:12 AM Lumen Care <${MAIL}> wrote:`,
  de: `Am Di., 3. März 2026 um 10:12 Uhr schrieb Lumen Care <${MAIL}>:`,
  it: `Il giorno mar 3 mar 2026 alle ore 10:12 Lumen Care <${MAIL}> ha scritto:`,
  fr: `Le mar. 3 mars 2026 à 10:12, Lumen Care <${MAIL}> a écrit :`,
};
export const APPLE: Readonly<Record<Language, string>> = {
  en: `On 3 Mar 2026, at 10:12, Lumen Care <${MAIL}> wrote:`,
  de: `Am 03.03.2026 um 10:12 schrieb Lumen Care <${MAIL}>:`,
  it: `Il giorno 3 mar 2026, alle ore 10:12, Lumen Care <${MAIL}> ha scritto:`,
  fr: `Le 3 mars 2026 à 10:12, Lumen Care <${MAIL}> a écrit :`,
};
export const THUNDERBIRD: Readonly<Record<Language, string>> = {
  en: 'On 3/3/26 10:12, Lumen Care wrote:',
  de: 'Am 03.03.26 um 10:12 schrieb Lumen Care:',
  it: 'Il 03/03/26 10:12, Lumen Care ha scritto:',
  fr: 'Le 03/03/2026 à 10:12, Lumen Care a écrit :',
};
export const YAHOO: Readonly<Record<Language, string>> = {
  en: `On Tuesday, March 3, 2026 at 10:12:00 AM GMT+1, Lumen Care <${MAIL}> wrote:`,
  de: `Am Dienstag, 3. März 2026 um 10:12:00 MEZ hat Lumen Care <${MAIL}> Folgendes geschrieben:`,
  it: `Il martedì 3 marzo 2026 alle ore 10:12:00 CET, Lumen Care <${MAIL}> ha scritto:`,
  fr: `Le mardi 3 mars 2026 à 10:12:00 UTC+1, Lumen Care <${MAIL}> a écrit :`,
};
export const OUTLOOK: Readonly<Record<Language, string>> = {
  en: `From: Lumen Care <${MAIL}>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Customer <me@kunde.test>\nSubject: RE: Your lamp [T-2026-004217]`,
  de: `Von: Lumen Care <${MAIL}>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Kunde <me@kunde.test>\nBetreff: AW: Ihre Leuchte [T-2026-004217]`,
  it: `Da: Lumen Care <${MAIL}>\nInviato: martedì 3 marzo 2026 10:12\nA: Cliente <me@kunde.test>\nOggetto: R: La Sua lampada [T-2026-004217]`,
  fr: `De : Lumen Care <${MAIL}>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Client <me@kunde.test>\nObjet : RE: Votre lampe [T-2026-004217]`,
};
export const ORIGINAL: Readonly<Record<Language, string>> = {
  en: '-----Original Message-----',
  de: '-----Ursprüngliche Nachricht-----',
  it: '-----Messaggio originale-----',
  fr: "-----Message d'origine-----",
};
export const IPHONE: Readonly<Record<Language, string>> = {
  en: 'Sent from my iPhone',
  de: 'Von meinem iPhone gesendet',
  it: 'Inviato da iPhone',
  fr: 'Envoyé de mon iPhone',
};
export const OUTLOOK_MOBILE: Readonly<Record<Language, string>> = {
  en: 'Get Outlook for iOS<https://aka.ms/o0ukef>',
  de: 'Outlook für Android herunterladen<https://aka.ms/AAb9ysg>',
  it: 'Ottieni Outlook per iOS<https://aka.ms/o0ukef>',
  fr: 'Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>',
};
export const WINDOWS_MAIL: Readonly<Record<Language, string>> = {
  en: 'Sent from Mail for Windows',
  de: 'Gesendet von Mail für Windows',
  it: 'Inviato da Posta per Windows',
  fr: 'Envoyé à partir de Courrier pour Windows',
};
export const SAMSUNG: Readonly<Record<Language, string>> = {
  en: 'Sent from my Galaxy',
  de: 'Von meinem/meiner Galaxy gesendet',
  it: 'Inviato dal mio dispositivo Galaxy',
  fr: 'Envoyé depuis mon appareil Galaxy',
};
export const K9: Readonly<Record<Language, string>> = {
  en: 'Sent from my Android device with K-9 Mail. Please excuse my brevity.',
  de: 'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  it: 'Inviato dal mio dispositivo Android con K-9 Mail. Perdonate la brevità.',
  fr: 'Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.',
};
export const YAHOO_MOBILE: Readonly<Record<Language, string>> = {
  en: 'Sent from Yahoo Mail on Android',
  de: 'Gesendet von Yahoo Mail auf Android',
  it: 'Inviato da Yahoo Mail su Android',
  fr: 'Envoyé à partir de Yahoo Mail sur Android',
};
export const NOTICE: Readonly<Record<Language, string>> = {
  en: 'This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you have received it in error please delete it.',
  de: 'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind,\nvernichten Sie diese Mail bitte.',
  it: 'Le informazioni contenute in questo messaggio sono riservate e destinate esclusivamente al destinatario.\nAi sensi del D.Lgs. 196/2003 ne è vietata la diffusione.',
  fr: "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire.\nSi vous l'avez reçu par erreur, merci de le détruire.",
};
export const FIRM: Readonly<Record<Language, string>> = {
  en: 'Hill & Partners Ltd\n12 High Street, Leeds LS1 4AB\nTel: +44 113 496 0000\nwww.hill-partners.test',
  de: 'Berger Architekten GmbH\nHauptstraße 12, 80331 München\nTel. 089 5550 120 | Fax 089 5550 121\nwww.berger-architekten.test\nAmtsgericht München HRB 12345',
  it: 'Studio Bianchi S.r.l.\nVia Roma 12, 20121 Milano\nTel. +39 02 5550 120\nwww.studiobianchi.test\nP. IVA 01234567890',
  fr: 'Cabinet Berger SARL\n12 rue de Rivoli, 75001 Paris\nTél. : +33 1 99 00 12 00\nwww.cabinet-berger.test\nSIRET 123 456 789 00012',
};

export const answer = (language: Language): string => ANSWERS[language];
