import { bareLine, isUnderline, nextWritten } from './lines.js';

/** `-----Original Message-----` and its kin: what follows is the mail that was answered. */
const ORIGINAL =
  /^[*>\s]{0,4}[-_–—=]{2,}\s{0,3}(?:original (?:message|e-?mail|appointment)|originalnachricht|original-?nachricht|ursprüngliche (?:nachricht|e-?mail|mail)|urspr\. nachricht|ursprünglicher termin|messaggio originale|messaggio original|e-?mail originale|message (?:d['’] ?origine|original|initial)|mail (?:original|d['’]origine)|courriel (?:original|d['’]origine)|mensaje original|reply message)\s{0,3}:?[-_–—=]{2,}[*\s]{0,3}$/i;

/** A forwarded mail is not a quotation: the desk has never seen it. */
const FORWARDED =
  /^[*>\s]{0,4}(?:[-_–—=]{2,}\s{0,3})?(?:(?:begin )?forwarded message|forwarded (?:mail|e-?mail)|weitergeleitete (?:nachricht|mail|e-?mail)|anfang der weitergeleiteten (?:nachricht|e-?mail)|(?:inizio (?:del )?)?messaggio inoltrato|inizio messaggio inoltrato|(?:début du )?message (?:transféré|réexpédié)|début du message (?:transféré|réexpédié)|message transmis|mail transféré)\s{0,3}:?(?:\s{0,3}[-_–—=]{2,})?[*\s]{0,3}$/i;

/** Without dashes or a colon the words may be a sentence's own. */
const FRAMED = /[-_–—=]{2,}|:[*\s]{0,3}$/;

export const isOriginalMark = (bare: string): boolean => ORIGINAL.test(bare);
export const isForwardMark = (bare: string): boolean => bare.length < 100 && FORWARDED.test(bare) && FRAMED.test(bare);

type Role = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

const LABELS: readonly [Role, RegExp][] = [
  ['from', /^(?:from|von|absender|da|mittente|de|expéditeur|exp)$/],
  [
    'date',
    /^(?:sent|date|date sent|sent at|gesendet|gesendet am|datum|inviato|data|inviato il|data invio|envoyé|envoyé le|date d['’]envoi)$/,
  ],
  ['to', /^(?:to|an|empfänger|a|per|destinatario|à|destinataire|pour)$/],
  ['cc', /^(?:cc|kopie|kopie \(cc\)|c\.?c\.?|copie|copie à|per conoscenza|bcc)$/],
  ['subject', /^(?:subject|betreff|oggetto|ogg|objet|sujet)$/],
  [
    'other',
    /^(?:importance|wichtigkeit|priorität|priority|priorità|importance|reply-to|antwort an|rispondi a|répondre à|attachments?|anlagen?|allegati|pièces jointes|organisation|sensitivity)$/,
  ],
];

/** The role of `*Von:* Anna` in a block of headers, or null. `dense`: `> ` and `*` around the label are looked through. */
function roleOf(line: string): Role | null {
  const bare = bareLine(line).replace(/^[>*_|\s]{1,10}/, '');
  const colon = bare.slice(0, 30).search(/[:：]/);
  if (colon < 1) return null;
  const label = bare
    .slice(0, colon)
    .replace(/[*_\s]{1,5}$/, '')
    .toLowerCase();
  return LABELS.find(([, pattern]) => pattern.test(label))?.[0] ?? null;
}

/** Headers that wrap (a long list of recipients) continue without a label. */
const MOST_CONTINUED = 3;
const MOST_HEADER_LINES = 24;

/**
 * A block of headers as Outlook, GMX, Libero and most telephones put above the mail that is answered: sender and two more of
 * date, recipient and subject. Returns the first line after it, or null.
 */
export function headerBlockEnd(lines: readonly string[], from: number, end: number): number | null {
  const opening = roleOf(lines[from] ?? '');
  if (opening === null || opening === 'other' || opening === 'cc') return null;
  const roles = new Set<Role>([opening]);
  let after = from + 1;
  let continued = 0;
  for (let at = from + 1; at < Math.min(end, from + MOST_HEADER_LINES); at += 1) {
    const line = lines[at] ?? '';
    const role = roleOf(line);
    if (role !== null) {
      if (roles.has(role) && role !== 'other') break;
      roles.add(role);
      continued = 0;
      after = at + 1;
      continue;
    }
    continued += 1;
    if (continued > MOST_CONTINUED || (complete(roles) && bareLine(line) === '')) break;
  }
  return complete(roles) ? after : null;
}

const complete = (roles: ReadonlySet<Role>): boolean =>
  roles.has('from') && [roles.has('date'), roles.has('to'), roles.has('subject')].filter(Boolean).length >= 2;

/** An underline that stands directly above a block of headers belongs to it. */
export function underlinedBlockEnd(lines: readonly string[], from: number, end: number): number | null {
  if (!isUnderline(bareLine(lines[from] ?? ''))) return null;
  return headerBlockEnd(lines, nextWritten(lines, from + 1, Math.min(end, from + 4)), end);
}

export interface Attribution {
  /** The first line after it. */
  readonly after: number;
  /** Names a mailbox and a time of day, as only programs do: the quotation need not be marked. */
  readonly certain: boolean;
}

const OPENS =
  /^[*"'\s[(-]{0,6}(?:on|am|il|le|el|op|den|em|in data|data|at|alle|um|ven|lun|mar|mer|gio|jeu|sam|sab|dom|dim|mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|\d{1,4}[./-]\d{1,2}|\d{4}-\d{2}-\d{2}|[^<>]{1,80}<[^<>\s]{3,200}>)(?=[\s.,:(<]|$)/i;
const VERB =
  /(?:^|[\s>])(?:wrote|writes|schrieb|schrieben|geschrieben|schreibt|ha scritto|scrive|scritto|a écrit|écrit|a écris|escribió|schreef|skrev)(?=[\s:,]|$)/iu;
const CLOSES = /[:：]\s{0,2}[*\-\])]{0,8}$/;
const DATE =
  /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?(?: de)? ?\p{L}{3,10}\.?,? (?:de )?\d{4}|\p{L}{3,10}\.? \d{1,2},? \d{4}/u;
const TIME = /\d{1,2}[:.h]\d{2}(?!\d{2})/;
const MAILBOX = /[^\s<>@]{1,64}@[^\s<>@]{1,200}\.[^\s<>@]{2,60}/;

const MOST_ATTRIBUTION_LINES = 5;
const LONGEST_ATTRIBUTION = 450;

/** `On …, Anna <anna@…> wrote:` in the wordings of the mail programs, also wrapped over a few lines; null when none begins here. */
export function attributionAt(lines: readonly string[], from: number, end: number): Attribution | null {
  if (!closesNear(lines, from, end)) return null;
  let joined = bareLine(lines[from] ?? '');
  if (!OPENS.test(joined)) return null;
  for (let at = from; at < Math.min(end, from + MOST_ATTRIBUTION_LINES); at += 1) {
    if (at > from) {
      const next = bareLine(lines[at] ?? '');
      if (next === '' || next.startsWith('>')) return null;
      joined += ` ${next}`;
    }
    if (joined.length > LONGEST_ATTRIBUTION) return null;
    if (CLOSES.test(joined)) return judge(joined, at + 1);
  }
  return null;
}

/** The cheap question first: most lines are not followed by a colon at the end of a line. */
function closesNear(lines: readonly string[], from: number, end: number): boolean {
  for (let at = from; at < Math.min(end, from + MOST_ATTRIBUTION_LINES); at += 1) {
    if (':：*-])'.includes((lines[at] ?? '').trimEnd().slice(-1) || ' ')) return true;
  }
  return false;
}

function judge(joined: string, after: number): Attribution | null {
  const [date, time, mailbox] = [DATE.test(joined), TIME.test(joined), MAILBOX.test(joined)];
  const verb = VERB.test(joined);
  /* Some programs of telephones name no verb: `3 mar 2026 10:12, Anna <anna@…>:` */
  if (!verb && !(date && time && mailbox)) return null;
  if (!date && !(time && mailbox)) return null;
  if (!time && !mailbox && !/^[^\d]{0,14}\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(joined)) return null;
  return { after, certain: time && mailbox };
}

/** A person's own words before a quotation: kept, but they show that what follows is one. */
export const introducesQuotation = (bare: string): boolean =>
  /(?:wrote|schrieb(?:en|st)?(?: sie| du| mir)?|scritto|écrit|écrivez|scrive(?:te)?|said|geantwortet|risposto|répondu)\s?:?$/iu.test(
    bare.slice(-60),
  );
