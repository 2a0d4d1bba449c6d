import { decodeWords, storable } from './words.js';

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LIMIT_BYTES = 255;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'text/rfc822-headers': 'txt',
  'application/ms-tnef': 'dat',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
};

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

function shorten(name: string): string {
  if (bytesOf(name) <= LIMIT_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  const room = LIMIT_BYTES - bytesOf(extension);
  let stem = '';
  let used = 0;
  for (const char of name.slice(0, name.length - extension.length)) {
    used += bytesOf(char);
    if (used > room) break;
    stem += char;
  }
  return stem + extension;
}

/**
 * A name that is safe to show and to save under: the last part of a path, NFC, without control and format characters
 * (removed before anything is checked), without dots at either end, no device name of Windows, at most 255 bytes, never empty.
 */
export function attachmentName(raw: string | null, contentType: string, position: number): string {
  const visible = storable(decodeWords((raw ?? '').slice(0, 20_000)))
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .normalize('NFC');
  const last = visible.split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(/[<>:"|?*]/g, '_').replace(/^[\s.]+|[\s.]+$/gu, '');
  if (name === '') return `attachment-${position}.${EXTENSIONS[contentType] ?? 'bin'}`;
  return shorten(RESERVED.test(name) ? `_${name}` : name);
}
