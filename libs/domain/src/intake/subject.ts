const NUMBER = /(?<![\p{L}\p{N}-])T-\d{4}-\d{6,12}(?![\p{L}\p{N}]|-\d)/giu;
const MOST_NUMBERS = 20;
/** Header lines have no length limit that all servers keep; no subject of a person is longer. */
const LONGEST_SUBJECT = 2_000;

/** Our ticket numbers (`T-2026-004217`, bare or in brackets) in the order of the subject, each once, upper case; at most 20. */
export function subjectNumbers(subject: string): string[] {
  const found = subject.slice(0, LONGEST_SUBJECT).match(NUMBER) ?? [];
  return [...new Set(found.map((number) => number.toUpperCase()))].slice(0, MOST_NUMBERS);
}

/** What mail programs of our languages and their neighbours put before the subject of an answer or a forwarded mail. */
const PREFIXES = [
  ['re', 'fw', 'fwd', 'f'],
  ['aw', 'wg', 'antw', 'antwort', 'weitergeleitet'],
  ['r', 'rif', 'i', 'inoltra', 'inoltro', 'ris'],
  ['tr', 'rép', 'rep', 'réf', 'ref', 'ré'],
  ['sv', 'vs', 'vb', 'vl', 'res', 'enc', 'rv', 'odp', 'pd', 'doorst', 'ynt', 'ilt'],
].flat();

const REPLY_PREFIX = new RegExp(
  `\\s*(?:${PREFIXES.join('|')})(?:\\s?\\[\\d{1,3}\\]|\\s?\\(\\d{1,3}\\)|\\^\\d{1,3})?\\s?[:：]`,
  'iuy',
);
const GATEWAY_TAG = /\s*\[(?:ext|extern|external|esterno|externe)\]:?/iuy;
const OWN_TAG = /[[(]?(?<![\p{L}\p{N}-])T-\d{4}-\d{6,12}(?![\p{L}\p{N}]|-\d)[\])]?:?/giu;

function withoutPrefixes(subject: string): string {
  let from = 0;
  for (;;) {
    const before = from;
    for (const prefix of [REPLY_PREFIX, GATEWAY_TAG]) {
      prefix.lastIndex = from;
      if (prefix.test(subject)) from = prefix.lastIndex;
    }
    if (from === before) return subject.slice(from);
  }
}

/** The bare matter of a subject for comparing: no answer prefixes, no number of ours, one blank between words, lower case. Idempotent. */
export function normaliseSubject(subject: string): string {
  let bare = subject.slice(0, LONGEST_SUBJECT).normalize('NFKC').toLowerCase().slice(0, LONGEST_SUBJECT);
  for (;;) {
    const next = withoutPrefixes(bare.replace(OWN_TAG, ' ')).replace(/\s+/g, ' ').trim();
    if (next === bare) return bare;
    bare = next;
  }
}
