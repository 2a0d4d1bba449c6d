import type { LinkedTask } from '@redress/desk/tasks.js';
import type { Request } from 'express';
import { escaped } from './page-parts.js';

export type PageLanguage = 'en' | 'de';

/** What the page says besides the question. */
export type PageMessage = 'thanks' | 'empty' | 'long';

const WORDS = {
  en: {
    title: 'A question for you',
    due: 'Please answer by',
    label: 'Your answer',
    send: 'Send answer',
    house: 'Your answer stays in the house; the customer does not get it.',
    thanks: 'Thank you. Your answer has arrived.',
    answered: 'This question was answered already.',
    waived: 'An answer is not needed any more.',
    empty: 'Write your answer first.',
    long: 'The answer is too long: 20,000 characters fit.',
    gone: 'This link opens nothing',
    goneMore: 'It may be incomplete: copy it from the mail as a whole.',
  },
  de: {
    title: 'Eine Frage an Sie',
    due: 'Bitte antworten Sie bis',
    label: 'Ihre Antwort',
    send: 'Antwort senden',
    house: 'Ihre Antwort bleibt im Haus; der Kunde bekommt sie nicht.',
    thanks: 'Vielen Dank. Ihre Antwort ist angekommen.',
    answered: 'Diese Frage wurde schon beantwortet.',
    waived: 'Eine Antwort wird nicht mehr gebraucht.',
    empty: 'Schreiben Sie zuerst Ihre Antwort.',
    long: 'Die Antwort ist zu lang: 20.000 Zeichen haben Platz.',
    gone: 'Dieser Link führt nirgendwohin',
    goneMore: 'Vielleicht ist er unvollständig: Kopieren Sie ihn ganz aus der E-Mail.',
  },
} as const;

export const pageLanguage = (request: Request): PageLanguage =>
  request.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';

const STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#16181d;--soft:#5b6270;--line:#d9dde4;--accent:#2f5fd0;--on-accent:#fff;--bad:#b3261e;--good:#1d6b3f}
@media (prefers-color-scheme:dark){:root{--ground:#101216;--card:#181b21;--ink:#e8eaee;--soft:#9aa3b2;--line:#2c313a;--accent:#8fb0ff;--on-accent:#0c1222;--bad:#ffb4ab;--good:#8fd6ab}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:0 auto;padding:32px 16px}section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:24px}
h1{font-size:20px;line-height:1.3;margin:0 0 16px}blockquote{margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid var(--accent);white-space:pre-wrap;overflow-wrap:anywhere}
p{margin:0 0 16px}.soft{color:var(--soft);font-size:14px}.bad{color:var(--bad);font-weight:600}.good{color:var(--good);font-weight:600}
label{display:block;font-weight:600;margin-bottom:4px}textarea{width:100%;min-height:160px;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:8px 12px}
button{min-height:44px;margin-top:16px;padding:0 20px;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:6px;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}footer{margin-top:16px;text-align:center}`;

const localTime = (at: Date, language: PageLanguage): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);

/** The whole page. @param task null when the link opens nothing @param typed what was written before it was refused */
export function taskPage(
  language: PageLanguage,
  task: LinkedTask | null,
  said: PageMessage | null,
  installation: string,
  typed = '',
): string {
  const words = WORDS[language];
  const title = task === null ? words.gone : words.title;
  const body = task === null ? `<p>${words.goneMore}</p>` : taskBody(language, task, said, typed);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} – ${escaped(installation)}</title><style>${STYLE}</style></head><body><main><section><h1>${title}</h1>${body}</section><footer class="soft">${escaped(installation)}</footer></main></body></html>`;
}

function taskBody(language: PageLanguage, task: LinkedTask, said: PageMessage | null, typed: string): string {
  const words = WORDS[language];
  const question = `<blockquote>${escaped(task.question)}</blockquote>`;
  if (task.state !== 'open') {
    const told = said === 'thanks' ? words.thanks : words[task.state];
    return `${question}<p class="good" role="status">${told}</p>`;
  }
  const fault = said === 'empty' || said === 'long' ? `<p class="bad" role="alert" id="fault">${words[said]}</p>` : '';
  const marks = fault === '' ? '' : ' aria-invalid="true" aria-describedby="fault"';
  return `${question}<p class="soft">${words.due} ${localTime(task.dueAt, language)} (UTC).</p>${fault}<form method="post"><label for="text">${words.label}</label><textarea id="text" name="text" required maxlength="20000"${marks}>${escaped(typed)}</textarea><p class="soft">${words.house}</p><button type="submit">${words.send}</button></form>`;
}
