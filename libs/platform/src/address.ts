import { domainToASCII } from 'node:url';

const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-][\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~.-]{0,63}$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one form of address that is believed, compared and given to a mail server: `local@domain` without quotes, comments,
 * spaces or address literals, at most 254 characters. Domain in lower case and in its ASCII form. Null for all else.
 */
export function addrSpec(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > 254) return null;
  const local = trimmed.slice(0, at);
  if (!LOCAL.test(local)) return null;
  const written = trimmed.slice(at + 1);
  // Checked as written first: the conversion to ASCII would quietly drop soft hyphens and percent escapes.
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(written)) return null;
  const domain = domainToASCII(written).toLowerCase();
  if (domain === '' || !domain.split('.').every((label) => LABEL.test(label))) return null;
  return `${local}@${domain}`;
}
