import { ANSWERS, type Language } from './bodies.js';

/** How one mail program shapes an answer: the customer's words in, the whole body out. */
export interface Format {
  readonly client: string;
  readonly kind: 'plain' | 'html';
  readonly languages: readonly Language[];
  readonly write: (words: string, language: Language) => string;
}

const ALL: readonly Language[] = ['en', 'de', 'it', 'fr'];
const MAIL = 'care@lumen.test';
export const quoted = (text: string, mark = '> '): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? mark.trimEnd() : mark + line))
    .join('\n');

const by = <T>(language: Language, words: Readonly<Record<Language, T>>): T => words[language];
const plain = (client: string, write: Format['write'], languages = ALL): Format => ({
  client,
  kind: 'plain',
  languages,
  write,
});
const html = (client: string, write: Format['write'], languages = ALL): Format => ({
  client,
  kind: 'html',
  languages,
  write,
});

const GMAIL: Readonly<Record<Language, string>> = {
  en: `On Tue, Mar 3, 2026 at 10:12 AM Lumen Care <${MAIL}> wrote:`,
  de: `Am Di., 3. März 2026 um 10:12 Uhr schrieb Lumen Care <${MAIL}>:`,
  it: `Il giorno mar 3 mar 2026 alle ore 10:12 Lumen Care <${MAIL}> ha scritto:`,
  fr: `Le mar. 3 mars 2026 à 10:12, Lumen Care <${MAIL}> a écrit :`,
};
const APPLE: Readonly<Record<Language, string>> = {
  en: `On 3 Mar 2026, at 10:12, Lumen Care <${MAIL}> wrote:`,
  de: `Am 03.03.2026 um 10:12 schrieb Lumen Care <${MAIL}>:`,
  it: `Il giorno 3 mar 2026, alle ore 10:12, Lumen Care <${MAIL}> ha scritto:`,
  fr: `Le 3 mars 2026 à 10:12, Lumen Care <${MAIL}> a écrit :`,
};
const THUNDERBIRD: Readonly<Record<Language, string>> = {
  en: 'On 3/3/26 10:12, Lumen Care wrote:',
  de: 'Am 03.03.26 um 10:12 schrieb Lumen Care:',
  it: 'Il 03/03/26 10:12, Lumen Care ha scritto:',
  fr: 'Le 03/03/2026 à 10:12, Lumen Care a écrit :',
};
const YAHOO: Readonly<Record<Language, string>> = {
  en: `On Tuesday, March 3, 2026 at 10:12:00 AM GMT+1, Lumen Care <${MAIL}> wrote:`,
  de: `Am Dienstag, 3. März 2026 um 10:12:00 MEZ hat Lumen Care <${MAIL}> Folgendes geschrieben:`,
  it: `Il martedì 3 marzo 2026 alle ore 10:12:00 CET, Lumen Care <${MAIL}> ha scritto:`,
  fr: `Le mardi 3 mars 2026 à 10:12:00 UTC+1, Lumen Care <${MAIL}> a écrit :`,
};
const OUTLOOK: Readonly<Record<Language, string>> = {
  en: `From: Lumen Care <${MAIL}>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Customer <me@kunde.test>\nSubject: RE: Your lamp [T-2026-004217]`,
  de: `Von: Lumen Care <${MAIL}>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Kunde <me@kunde.test>\nBetreff: AW: Ihre Leuchte [T-2026-004217]`,
  it: `Da: Lumen Care <${MAIL}>\nInviato: martedì 3 marzo 2026 10:12\nA: Cliente <me@kunde.test>\nOggetto: R: La Sua lampada [T-2026-004217]`,
  fr: `De : Lumen Care <${MAIL}>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Client <me@kunde.test>\nObjet : RE: Votre lampe [T-2026-004217]`,
};
const ORIGINAL: Readonly<Record<Language, string>> = {
  en: '-----Original Message-----',
  de: '-----Ursprüngliche Nachricht-----',
  it: '-----Messaggio originale-----',
  fr: "-----Message d'origine-----",
};
const IPHONE: Readonly<Record<Language, string>> = {
  en: 'Sent from my iPhone',
  de: 'Von meinem iPhone gesendet',
  it: 'Inviato da iPhone',
  fr: 'Envoyé de mon iPhone',
};
const OUTLOOK_MOBILE: Readonly<Record<Language, string>> = {
  en: 'Get Outlook for iOS<https://aka.ms/o0ukef>',
  de: 'Outlook für Android herunterladen<https://aka.ms/AAb9ysg>',
  it: 'Ottieni Outlook per iOS<https://aka.ms/o0ukef>',
  fr: 'Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>',
};
const WINDOWS_MAIL: Readonly<Record<Language, string>> = {
  en: 'Sent from Mail for Windows',
  de: 'Gesendet von Mail für Windows',
  it: 'Inviato da Posta per Windows',
  fr: 'Envoyé à partir de Courrier pour Windows',
};
const SAMSUNG: Readonly<Record<Language, string>> = {
  en: 'Sent from my Galaxy',
  de: 'Von meinem/meiner Galaxy gesendet',
  it: 'Inviato dal mio dispositivo Galaxy',
  fr: 'Envoyé depuis mon appareil Galaxy',
};
const K9: Readonly<Record<Language, string>> = {
  en: 'Sent from my Android device with K-9 Mail. Please excuse my brevity.',
  de: 'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  it: 'Inviato dal mio dispositivo Android con K-9 Mail. Perdonate la brevità.',
  fr: 'Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.',
};
const YAHOO_MOBILE: Readonly<Record<Language, string>> = {
  en: 'Sent from Yahoo Mail on Android',
  de: 'Gesendet von Yahoo Mail auf Android',
  it: 'Inviato da Yahoo Mail su Android',
  fr: 'Envoyé à partir de Yahoo Mail sur Android',
};
const NOTICE: Readonly<Record<Language, string>> = {
  en: 'This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you have received it in error please delete it.',
  de: 'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind,\nvernichten Sie diese Mail bitte.',
  it: 'Le informazioni contenute in questo messaggio sono riservate e destinate esclusivamente al destinatario.\nAi sensi del D.Lgs. 196/2003 ne è vietata la diffusione.',
  fr: "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire.\nSi vous l'avez reçu par erreur, merci de le détruire.",
};
const FIRM: Readonly<Record<Language, string>> = {
  en: 'Hill & Partners Ltd\n12 High Street, Leeds LS1 4AB\nTel: +44 113 496 0000\nwww.hill-partners.test',
  de: 'Berger Architekten GmbH\nHauptstraße 12, 80331 München\nTel. 089 5550 120 | Fax 089 5550 121\nwww.berger-architekten.test\nAmtsgericht München HRB 12345',
  it: 'Studio Bianchi S.r.l.\nVia Roma 12, 20121 Milano\nTel. +39 02 5550 120\nwww.studiobianchi.test\nP. IVA 01234567890',
  fr: 'Cabinet Berger SARL\n12 rue de Rivoli, 75001 Paris\nTél. : +33 1 99 00 12 00\nwww.cabinet-berger.test\nSIRET 123 456 789 00012',
};

const wrap = (line: string): string => line.replace(` <${MAIL}>`, `\n<${MAIL}>`);
const wrapInside = (line: string): string => line.replace(`<${MAIL}>`, `<\n${MAIL}>`);
const answer = (language: Language): string => ANSWERS[language];

const PLAIN: readonly Format[] = [
  plain('no quotation', (words) => words),
  plain('Gmail', (words, l) => `${words}\n\n${by(l, GMAIL)}\n\n${quoted(answer(l))}\n`),
  plain(
    'Gmail, wrapped header',
    (words, l) => `${words}\r\n\r\n${wrapInside(by(l, GMAIL))}\r\n\r\n${quoted(answer(l))}`,
  ),
  plain('Gmail, answer below', (words, l) => `${wrap(by(l, GMAIL))}\n\n${quoted(answer(l))}\n\n${words}`),
  plain('Apple Mail', (words, l) => `${words}\n\n> ${by(l, APPLE)}\n> \n${quoted(answer(l))}\n`),
  plain(
    'iPhone',
    (words, l) => `${words}\n\n${by(l, IPHONE)}\n\n> ${by(l, APPLE)}\n> \n> \uFEFF${quoted(answer(l)).slice(2)}\n`,
  ),
  plain('Thunderbird', (words, l) => `${words}\n\n${by(l, THUNDERBIRD)}\n${quoted(answer(l))}`),
  plain(
    'Thunderbird, answer below with signature',
    (words, l) => `${by(l, THUNDERBIRD)}\n${quoted(answer(l))}\n\n${words}\n\n-- \n${by(l, FIRM)}`,
  ),
  plain('Outlook desktop', (words, l) => `${words}\n\n${by(l, OUTLOOK)}\n\n${answer(l)}`),
  plain(
    'Outlook with the old separator',
    (words, l) => `${words}\n\n${by(l, ORIGINAL)}\n${by(l, OUTLOOK)}\n\n${answer(l)}`,
  ),
  plain(
    'Outlook on the web',
    (words, l) => `${words}\n\n________________________________\n${by(l, OUTLOOK)}\n\n${answer(l)}`,
  ),
  plain(
    'Outlook on a telephone',
    (words, l) =>
      `${words}\n\n${by(l, OUTLOOK_MOBILE)}\n________________________________\n${by(l, OUTLOOK)}\n\n${answer(l)}`,
  ),
  plain(
    'Mail for Windows',
    (words, l) =>
      `${words}\n\n${by(l, WINDOWS_MAIL)}\n\n${by(l, OUTLOOK).replace(/^(\S+)( ?:)/gm, '$1$2')}\n\n${answer(l)}`,
  ),
  plain('Yahoo', (words, l) => `${words}\n\n    ${by(l, YAHOO)}  \n \n ${answer(l).split('\n').join('\n ')}`),
  plain('Yahoo on a telephone', (words, l) =>
    `${words}\n\n${by(l, YAHOO_MOBILE)} \n \n  ${wrap(by(l, YAHOO))}   ${answer(l)}`.replace('   ', '\n'),
  ),
  plain(
    'GMX',
    (words, l) =>
      `${words}\n \n \n\n${by(l, OUTLOOK).split('\n').slice(1, 2).join()}\n${by(l, OUTLOOK)
        .split('\n')
        .filter((_x, i) => i !== 1)
        .join('\n')}\n${answer(l)}`,
    ['de', 'en', 'fr'],
  ),
  plain(
    'Web.de, app',
    (words, l) =>
      `${words}\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.\n\nAm 03.03.26, 10:12 schrieb Lumen Care <${MAIL}>:\n${quoted(answer(l))}`,
    ['de'],
  ),
  plain(
    'Libero',
    (words, l) =>
      `${words}\n\n----Messaggio originale----\nDa: ${MAIL}\nData: 3-mar-2026 10.12\nA: <me@libero.test>\nOgg: La Sua lampada\n\n${answer(l)}`,
    ['it'],
  ),
  plain(
    'Orange',
    (words, l) =>
      `${words}\n\n> Message du 03/03/26 10:12\n> De : "Lumen Care" \n> A : me@orange.test\n> Copie à : \n> Objet : Votre lampe\n> \n${quoted(answer(l))}`,
    ['fr'],
  ),
  plain(
    'Free',
    (words, l) =>
      `${words}\n\n----- Mail original -----\nDe: "Lumen Care" <${MAIL}>\nÀ: me@free.test\nEnvoyé: Mardi 3 Mars 2026 10:12:00\nObjet: Votre lampe\n\n${answer(l)}`,
    ['fr'],
  ),
  plain(
    'Samsung',
    (words, l) =>
      `${words}\n\n\n\n${by(l, SAMSUNG)}\n\n\n-------- ${by(l, ORIGINAL).replaceAll('-', '')} --------\n${by(l, OUTLOOK)}\n\n${answer(l)}`,
  ),
  plain(
    'K-9',
    (words, l) =>
      `${words}\n\n\n${wrap(by(l, APPLE)).replace('10:12', '10:12:45 MEZ')}\n${quoted(answer(l), '>')}\n-- \n${by(l, K9)}`,
  ),
  plain('K-9, new mail', (words, l) => `${words}\n-- \n${by(l, K9)}`),
  plain('standard signature', (words, l) => `${words}\n\n-- \n${by(l, FIRM)}\n`),
  plain(
    'standard signature and quotation',
    (words, l) => `${words}\n\n-- \n${by(l, FIRM)}\n\n${by(l, GMAIL)}\n\n${quoted(answer(l))}`,
  ),
  plain('legal notice', (words, l) => `${words}\n\n${by(l, NOTICE)}`),
  plain(
    'legal notice below a signature and above a quotation',
    (words, l) =>
      `${words}\n\n-- \n${by(l, FIRM)}\n\n${by(l, NOTICE)}\n\n${by(l, ORIGINAL)}\n${by(l, OUTLOOK)}\n\n${answer(l)}`,
  ),
  plain(
    'quotation in two depths',
    (words, l) =>
      `${words}\n\n${by(l, THUNDERBIRD)}\n${quoted(answer(l))}\n>\n> ${by(l, GMAIL)}\n>\n${quoted('???', '>> ')}`,
  ),
];

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const inDivs = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '<div><br></div>' : `<div>${escape(line)}</div>`))
    .join('');
const inParagraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((part) => `<p class="MsoNormal">${escape(part).replaceAll('\n', '<br>\r\n')}<o:p></o:p></p>`)
    .join('\r\n');
const withBreaks = (text: string): string => escape(text).replaceAll('\n', '<br>\n');
const boldLabels = (text: string): string =>
  escape(text)
    .split('\n')
    .map((line) => line.replace(/^([^:]+:)/, '<b>$1</b>'))
    .join('<br>\r\n');

const HTML: readonly Format[] = [
  html(
    'Gmail HTML',
    (words, l) =>
      `<div dir="ltr">${inDivs(words)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escape(by(l, GMAIL))}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">${inDivs(answer(l))}</div></blockquote></div>`,
  ),
  html(
    'Gmail HTML with signature',
    (words, l) =>
      `<div dir="ltr">${inDivs(words)}<div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">${inDivs(by(l, FIRM))}</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escape(by(l, GMAIL))}<br></div><blockquote class="gmail_quote">${inDivs(answer(l))}</blockquote></div>`,
  ),
  html(
    'Apple Mail HTML',
    (words, l) =>
      `<html><head><meta charset="utf-8"><style>p{margin:0}</style></head><body style="overflow-wrap: break-word;">${inDivs(words)}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>${escape(by(l, APPLE))}</div><br class="Apple-interchange-newline"><div>${inDivs(answer(l))}</div></blockquote></div><br></body></html>`,
  ),
  html(
    'iPhone HTML',
    (words, l) =>
      `<html><body dir="auto">${inDivs(words)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">${by(l, IPHONE)}</div><div dir="ltr"><br><blockquote type="cite">${escape(by(l, APPLE))}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\uFEFF${withBreaks(answer(l))}</div></blockquote></body></html>`,
  ),
  html(
    'Outlook desktop HTML',
    (words, l) =>
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang="DE"><div class="WordSection1">${inParagraphs(words)}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${boldLabels(by(l, OUTLOOK))}<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${inParagraphs(answer(l))}</div></body></html>`,
  ),
  html(
    'Outlook on the web HTML',
    (words, l) =>
      `<html><body><div class="elementToProof" style="font-family: Aptos">${withBreaks(words)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${boldLabels(by(l, OUTLOOK))}</font><div>&nbsp;</div></div><div class="BodyFragment">${withBreaks(answer(l))}</div></body></html>`,
  ),
  html(
    'Outlook on a telephone HTML',
    (words, l) =>
      `<html><body><div dir="auto">${withBreaks(words)}</div><div><br></div><div id="ms-outlook-mobile-signature"><div><br></div><a href="https://aka.ms/o0ukef">${escape(by(l, OUTLOOK_MOBILE).replace(/<.*/, ''))}</a></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg">${boldLabels(by(l, OUTLOOK))}</div>${inDivs(answer(l))}</body></html>`,
  ),
  html(
    'Thunderbird HTML',
    (words, l) =>
      `<html><head></head><body text="#000000"><p>${withBreaks(words)}</p><p><br></p><div class="moz-cite-prefix">${by(l, THUNDERBIRD)}<br></div><blockquote type="cite" cite="mid:x@lumen.test">${inDivs(answer(l))}</blockquote></body></html>`,
  ),
  html(
    'Thunderbird HTML, answer below with signature',
    (words, l) =>
      `<body><div class="moz-cite-prefix">${by(l, THUNDERBIRD)}<br></div><blockquote type="cite" cite="mid:x@lumen.test"><pre class="moz-quote-pre" wrap="">${escape(answer(l))}</pre></blockquote><p>${withBreaks(words)}</p><pre class="moz-signature" cols="72">-- \n${escape(by(l, FIRM))}</pre></body>`,
  ),
  html(
    'Yahoo HTML',
    (words, l) =>
      `<html><head></head><body><div class="ydpa1 yahoo-style-wrap"><div dir="ltr">${inDivs(words)}</div></div><div id="ydp9" class="yahoo_quoted"><div style="color:#26282a">\n<div>${escape(by(l, YAHOO))}</div><div><br></div><div>${inDivs(answer(l))}</div></div></div></body></html>`,
  ),
  html(
    'GMX HTML',
    (words, l) =>
      `<html><head></head><body><div style="font-family: Verdana;"><div>${withBreaks(words)}</div><div>&nbsp;<div style="margin: 10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;" name="quote"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Dienstag, 3. März 2026 um 10:12 Uhr<br/><b>Von:</b>&nbsp;"Lumen Care" &lt;${MAIL}&gt;<br/><b>An:</b>&nbsp;me@gmx.test<br/><b>Betreff:</b>&nbsp;Ihre Leuchte</div><div name="quoted-content">${withBreaks(answer(l))}</div></div></div></div></body></html>`,
    ['de'],
  ),
  html(
    'Orange HTML',
    (words, l) =>
      `<p>${withBreaks(words)}</p><p>&nbsp;</p><blockquote style="border-left:2px solid #FF7900;">&gt; Message du 03/03/26 10:12<br>&gt; De : "Lumen Care"<br>&gt; A : me@orange.test<br>&gt; Objet : Votre lampe<br>&gt; <br>${withBreaks(quoted(answer(l)))}</blockquote>`,
    ['fr'],
  ),
  html(
    'Libero HTML',
    (words, l) =>
      `<body class="x"><p>${withBreaks(words)}</p><blockquote type="cite"><p>Il 03/03/2026 10:12 CET Lumen Care &lt;${MAIL}&gt; ha scritto:</p>${inDivs(answer(l))}</blockquote></body>`,
    ['it'],
  ),
  html(
    'a page without quotation',
    (words) =>
      `<!doctype html><html><head><title>Mail</title><style>td{color:red}</style></head><body><table><tr><td>${withBreaks(words)}</td></tr></table></body></html>`,
  ),
];

export const FORMATS: readonly Format[] = [...PLAIN, ...HTML];
