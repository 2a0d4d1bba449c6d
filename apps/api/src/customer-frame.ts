import { escaped } from './page-parts.js';
import { PORTAL_LANGUAGES, PORTAL_WORDS, type PortalLanguage } from './portal-words.js';

/** A page for customers: the status of a complaint, or a form. */
export interface CustomerFrame {
  /** HTML. */
  readonly title: string;
  readonly language: PortalLanguage;
  readonly languages?: readonly PortalLanguage[];
  readonly installation: string;
  readonly style: string;
  /** HTML: `main` and what follows it. */
  readonly body: string;
  /** Only what our own policy lets through. */
  readonly script?: string;
  /** Inside of another page: without the head that names us. */
  readonly bare?: boolean;
  /** What the links to other languages keep of the address. */
  readonly query?: string;
}

/** One column of at most 640 px under the name of the house. */
export function customerFrame(frame: CustomerFrame): string {
  const { title, language, style, body, script, bare = false } = frame;
  const name = escaped(frame.installation);
  const head = `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} – ${name}</title><style>${style}</style></head>`;
  const top = bare ? '' : `<header><strong>${name}</strong>${languagesOf(frame)}</header>`;
  const code = script === undefined ? '' : `<script src="${script}" defer></script>`;
  return `<!doctype html><html lang="${language}"${bare ? ' class="bare"' : ''}>${head}<body><div class="page">${top}${body}</div>${code}</body></html>`;
}

function languagesOf({ language: current, languages = PORTAL_LANGUAGES, query = '' }: CustomerFrame): string {
  if (languages.length < 2) return '';
  const links = languages.map((language) => {
    const mark = language === current ? ' aria-current="true"' : '';
    return `<li><a href="?lang=${language}${query}" hreflang="${language}" lang="${language}"${mark}>${PORTAL_WORDS[language].name}</a></li>`;
  });
  const { name, language } = PORTAL_WORDS[current];
  return `<details class="languages"><summary aria-label="${language}: ${name}">${name}</summary><ul>${links.join('')}</ul></details>`;
}
