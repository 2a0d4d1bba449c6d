const WORD = /[\p{L}\p{M}][\p{L}\p{M}'’.-]*/gu;
const LONGEST_NAME = 100;

/**
 * The ways in which the name of one person stands in records, in lower case: `Mara Keller`, `Keller, Mara`, `Keller Mara`. None for a single
 * word, an address or a number: half of all customers are called Ann.
 */
export function nameForms(name: string): string[] {
  const plain = name.replace(/\s+/g, ' ').trim().toLowerCase();
  if (plain.length > LONGEST_NAME || /[@\d]/.test(plain)) return [];
  const [before = '', after, ...more] = plain.split(',').map((part) => part.trim());
  if (more.length > 0) return [];
  const inOrder = after === undefined || after === '' ? before : `${after} ${before}`;
  const words = inOrder.match(WORD) ?? [];
  const last = words.at(-1);
  if (words.length < 2 || last === undefined) return [];
  const first = words.slice(0, -1).join(' ');
  return [...new Set([inOrder, `${first} ${last}`, `${last}, ${first}`, `${last} ${first}`])];
}

/** Shorter ones, and those without a mark between words or a figure, are shared by strangers: `info@`, `ann@`. */
const SHORTEST_MAILBOX = 7;
const OF_TRADE = /^(?:no|do|not|customer|kunden|support|service|info|office|contact|kontakt|sales)[._-]/;

/** What stands before the @, where it is so much somebody's own that the same at another provider may be his too; null otherwise. */
export function ownMailbox(address: string): string | null {
  const [mailbox = ''] = address.toLowerCase().split('@');
  const [plain = ''] = mailbox.split('+');
  const isOwn = plain.length >= SHORTEST_MAILBOX && /[a-z]/.test(plain) && /[._\d-]/.test(plain);
  return isOwn && !OF_TRADE.test(plain) ? plain : null;
}
