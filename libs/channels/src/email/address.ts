import addressparser from 'nodemailer/lib/addressparser';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import { addrSpec } from '@redress/platform/address.js';
import { decodeWords, shieldWords, storable } from './words.js';

/** Longest address header that is read; what comes after is in the source only. */
const ADDRESS_HEADER_LIMIT = 128 * 1024;

const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A name fit for one line: words decoded, control, format and line separator characters gone, at most 200 characters. */
export const displayName = (raw: string): string =>
  storable(decodeWords(raw)).replace(CONTROLS, ' ').replace(/\s+/gu, ' ').trim().slice(0, 200);

interface ReadAddresses {
  readonly addresses: readonly MailAddress[];
  /** Entries that are no plain address, and how many were beyond the limit's end. */
  readonly refused: number;
  readonly cut: boolean;
}

/** Reads an address header as written (still encoded); groups are flattened, what is no plain address is counted and left out. */
export function readAddresses(header: string, limit = 2_000): ReadAddresses {
  const cut = header.length > ADDRESS_HEADER_LIMIT;
  const text = shieldWords(cut ? header.slice(0, header.lastIndexOf(',', ADDRESS_HEADER_LIMIT)) : header);
  const addresses: MailAddress[] = [];
  let refused = 0;
  for (const entry of addressparser(text, { flatten: true })) {
    if (addresses.length >= limit) break;
    const address = addrSpec(entry.address);
    // Verbatim, or comments and blanks inside an address would make one that nobody wrote.
    if (address !== null && text.includes(entry.address)) addresses.push({ name: displayName(entry.name), address });
    else if (entry.address !== '' || entry.name !== '') refused += 1;
  }
  return { addresses, refused, cut };
}

/**
 * The one author of a mail. Null where readers could disagree on who that is: two `From` fields, two bracketed addresses for one
 * name, or no plain address at all.
 */
export function readAuthor(fields: readonly string[]): MailAddress | null {
  const [field = ''] = fields;
  if (fields.length !== 1) return null;
  const { addresses } = readAddresses(field);
  const bracketed =
    shieldWords(field.slice(0, ADDRESS_HEADER_LIMIT)).match(/<[^<>@]{0,300}@[^<>]{0,300}>/g)?.length ?? 0;
  return bracketed > addresses.length ? null : (addresses[0] ?? null);
}

/** The domain that a check of the sender can vouch for. Null also where `From` names several: a check speaks for one of them only. */
export function authorDomain(fields: readonly string[]): string | null {
  const author = readAuthor(fields);
  if (author === null || readAddresses(fields[0] ?? '', 2).addresses.length !== 1) return null;
  return author.address.split('@').at(-1)?.toLowerCase() ?? null;
}
