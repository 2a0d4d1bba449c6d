import {
  answer,
  APPLE,
  by,
  FIRM,
  GMAIL,
  IPHONE,
  K9,
  MAIL,
  NOTICE,
  ORIGINAL,
  OUTLOOK,
  OUTLOOK_MOBILE,
  plain,
  quoted,
  SAMSUNG,
  THUNDERBIRD,
  WINDOWS_MAIL,
  YAHOO,
  YAHOO_MOBILE,
  type Format,
} from './wordings.js';

const wrap = (line: string): string => line.replace(` <${MAIL}>`, `\n<${MAIL}>`);
const wrapInside = (line: string): string => line.replace(`<${MAIL}>`, `<\n${MAIL}>`);

export const PLAIN_FORMATS: readonly Format[] = [
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
