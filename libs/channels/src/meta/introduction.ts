import type { AskedField, Introduction, Words } from '../channel.js';

const text = (name: string, label: Words, hint: Words): AskedField => ({
  ...{ name, kind: 'text', required: true, label, hint },
});
const secret = (name: string, label: Words, hint: Words): AskedField => ({
  ...{ name, kind: 'secret', required: true, label, hint },
});

const APP: readonly AskedField[] = [
  text(
    'appId',
    { en: 'Id of the app', de: 'Kennung der App' },
    { en: 'Digits, at the top of the app’s dashboard.', de: 'Ziffern, oben im Dashboard der App.' },
  ),
  text(
    'verifyToken',
    { en: 'Verify token', de: 'Prüfwort' },
    {
      en: 'A word of 8 characters or more that you choose; Meta is given the same one.',
      de: 'Ein Wort von 8 oder mehr Zeichen, das Sie wählen; Meta bekommt dasselbe.',
    },
  ),
];

const KEYS: readonly AskedField[] = [
  secret(
    'appSecret',
    { en: 'App secret', de: 'App-Geheimnis' },
    {
      en: 'Settings → Basic. Signs what Meta sends us.',
      de: 'Einstellungen → Allgemein. Unterschreibt, was Meta uns schickt.',
    },
  ),
  secret(
    'accessToken',
    { en: 'Access token', de: 'Zugriffstoken' },
    { en: 'Of a system user, so that it does not end.', de: 'Von einem Systemnutzer, damit es nicht abläuft.' },
  ),
];

const SCOPES: Readonly<Record<string, Words>> = {
  pages_read_engagement: { en: 'reads comments on the page', de: 'liest Kommentare auf der Seite' },
  pages_read_user_content: { en: 'reads what visitors post', de: 'liest, was Besucher schreiben' },
  pages_manage_engagement: { en: 'answers comments in public', de: 'antwortet öffentlich auf Kommentare' },
  pages_manage_metadata: { en: 'lets Meta tell us what happens', de: 'lässt Meta melden, was geschieht' },
  pages_messaging: { en: 'reads and answers private messages', de: 'liest und beantwortet private Nachrichten' },
  instagram_basic: { en: 'knows the account', de: 'kennt das Konto' },
  instagram_manage_comments: { en: 'reads and answers comments', de: 'liest und beantwortet Kommentare' },
  instagram_manage_messages: { en: 'reads and answers direct messages', de: 'liest und beantwortet Direktnachrichten' },
  whatsapp_business_messaging: { en: 'receives and sends messages', de: 'empfängt und sendet Nachrichten' },
};

interface Meant {
  readonly title: string;
  readonly explain: Words;
  /** The setting that holds the account's id at Meta. */
  readonly idName: string;
  readonly id: { readonly label: Words; readonly hint: Words };
  readonly needs: readonly string[];
  /** What is subscribed under Webhooks. */
  readonly fields: string;
}

/** What all doors of Meta ask for, and what is to be done there. */
export const introduceMeta = ({ title, explain, idName, id, needs, fields }: Meant): Introduction => ({
  ...{ title: { en: title, de: title }, explain },
  fields: [{ ...text(idName, id.label, id.hint), identifies: true }, ...APP, ...KEYS],
  scopes: needs.map((name) => ({ name, why: SCOPES[name] ?? { en: 'is asked for by Meta', de: 'verlangt Meta' } })),
  steps: [
    {
      en: 'Make an app of the type Business at developers.facebook.com, and a system user with a token for this account.',
      de: 'Legen Sie bei developers.facebook.com eine App vom Typ Business an, und einen Systemnutzer mit einem Token für dieses Konto.',
    },
    {
      en: 'Connect the account here, then give Meta the address below and the verify token under Webhooks.',
      de: 'Verbinden Sie das Konto hier; geben Sie Meta dann unter Webhooks die Adresse unten und das Prüfwort.',
    },
    { en: `Subscribe there: ${fields}.`, de: `Abonnieren Sie dort: ${fields}.` },
  ],
});
