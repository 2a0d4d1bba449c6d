import { TextDecoder } from 'node:util';

/** Labels that mailers write and that no standard knows, with what they mean. */
const ALIASES: Readonly<Record<string, string>> = {
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  utf8mb4: 'utf-8',
  'utf-8mb4': 'utf-8',
};

const decoders = new Map<string, TextDecoder | null>();

function decoderOf(charset: string): TextDecoder | null {
  const label = charset.toLowerCase().trim();
  const known = decoders.get(label);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(ALIASES[label] ?? label);
  } catch {
    decoder = null;
  }
  if (decoders.size < 500) decoders.set(label, decoder);
  return decoder;
}

// eslint-disable-next-line no-control-regex -- the escapes of ISO-2022-JP begin with that character
const IDLE_ESCAPE = /\x1b(?:\([BIJ]|\$[@B])(?=\x1b(?:\([BIJ]|\$[@B]))/g;

/** Each word ends in ASCII and the next begins by leaving it: joined, that is a switch of alphabets that the standard calls a fault. */
const withoutIdleEscapes = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replace(IDLE_ESCAPE, ''), 'latin1');

/** Text of the bytes; an unknown charset is read as UTF-8 where that fits, else as Windows-1252, so that no byte is lost. */
export function decodeBytes(bytes: Uint8Array, charset: string): string {
  const decoder = decoderOf(charset);
  if (decoder) return decoder.decode(decoder.encoding === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

function quotedBytes(text: string): Uint8Array {
  const plain = text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  // A raw non-ASCII character inside a Q word is against the rules, but real: keep its UTF-8 bytes.
  return [...plain].some((char) => char.charCodeAt(0) > 0xff)
    ? Buffer.from(plain, 'utf8')
    : Buffer.from(plain, 'latin1');
}

const ENCODED_WORD = /=\?([^?\s]{1,60})\?([BbQq])\?([^?]*)\?=/g;

/**
 * The same words in base64: a Q word may hold a colon, a comma or a blank that mailers forgot to encode and that would mean something
 * to whoever splits the header before it is decoded.
 */
export const shieldWords = (text: string): string =>
  text.includes('=?')
    ? text.replace(ENCODED_WORD, (word, charset: string, encoding: string, payload: string) =>
        encoding.toLowerCase() === 'b'
          ? word
          : `=?${charset}?B?${Buffer.from(quotedBytes(payload)).toString('base64')}?=`,
      )
    : text;

/**
 * Decodes RFC 2047 words. Neighbouring words of one charset are joined before they are decoded, because mailers split
 * multi-byte characters between them.
 */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  let out = '';
  let end = 0;
  let charset = '';
  let pending: Uint8Array[] = [];
  const flush = (): void => {
    if (pending.length > 0) out += decodeBytes(Buffer.concat(pending), charset);
    pending = [];
  };
  for (const word of text.matchAll(ENCODED_WORD)) {
    const gap = text.slice(end, word.index);
    const own = (word[1] ?? '').split('*')[0] ?? '';
    if (pending.length === 0 || gap.trim() !== '') {
      flush();
      out += gap;
    } else if (own.toLowerCase() !== charset.toLowerCase()) flush();
    charset = own;
    const payload = word[3] ?? '';
    pending.push(word[2]?.toLowerCase() === 'b' ? Buffer.from(payload, 'base64') : quotedBytes(payload));
    end = word.index + word[0].length;
  }
  flush();
  return out + text.slice(end);
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text that PostgreSQL takes: without NUL (it refuses them with 22021), lone surrogates replaced. */
export function storable(text: string): string {
  const withoutNul = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return withoutNul.replace(LONE_SURROGATE, '\uFFFD');
}
