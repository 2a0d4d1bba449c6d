import { Parser } from 'htmlparser2';
import { htmlToText } from '../email/html-text.js';

const KEPT = new Set(['p', 'br', 'ul', 'ol', 'li', 'blockquote', 'pre']);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Names and hashtags are words; every other link is shown shortened, so its address takes the place of what is shown. */
const isWord = (attributes: Readonly<Record<string, string>>): boolean =>
  /(?:^|\s)(?:mention|hashtag)(?:\s|$)/.test((attributes['class'] ?? '').slice(0, 200));

const addressIn = (attributes: Readonly<Record<string, string>>): string | null => {
  const href = (attributes['href'] ?? '').trim();
  return /^https?:\/\//i.test(href) && href.length <= 2_000 ? href : null;
};

/** The HTML of a post as text. Linear in its length. */
export function plainOf(html: string): string {
  let out = '';
  let isHidden = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (KEPT.has(name)) out += `<${name}>`;
        const address = name === 'a' && !isWord(attributes) ? addressIn(attributes) : null;
        if (address === null) return;
        out += escaped(address);
        isHidden = true;
      },
      ontext(text) {
        if (!isHidden) out += escaped(text);
      },
      onclosetag(name) {
        if (name === 'a') isHidden = false;
        if (KEPT.has(name) && name !== 'br') out += `</${name}>`;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return htmlToText(out).trim();
}
