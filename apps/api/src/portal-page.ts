import { PORTAL_STEPS } from '@redress/domain/portal/progress.js';
import type { PortalEntry, PortalTicket } from '@redress/views/portal.view.js';
import { customerFrame } from './customer-frame.js';
import { escaped } from './page-parts.js';
import { PORTAL_STYLE } from './portal-style.js';
import {
  DISPUTE_REASONS,
  type DisputeReason,
  isPortalLanguage,
  PORTAL_LANGUAGES,
  PORTAL_WORDS,
  type PortalFault,
  type PortalLanguage,
  type PortalNews,
  type PortalRefusal,
  type PortalWords,
} from './portal-words.js';

/** What came back from the form, to be put right. */
export interface PortalTyped {
  readonly fault: PortalFault;
  readonly disputes: boolean;
  readonly text: string;
  readonly reason: DisputeReason | null;
}

export interface PortalPage {
  readonly language: PortalLanguage;
  readonly installation: string;
  /** The secret, for the addresses of the files. */
  readonly token: string;
  readonly news: PortalNews | null;
  readonly typed: PortalTyped | null;
  /** New with each page: a form that is sent twice is one message. */
  readonly once: string;
}

/** What was chosen on the page, else what the customer writes, else what the browser asks for. */
export function portalLanguage(
  chosen: unknown,
  written: string | null,
  accepts: (...offered: string[]) => string | false,
): PortalLanguage {
  if (isPortalLanguage(chosen)) return chosen;
  if (isPortalLanguage(written)) return written;
  const asked = accepts(...PORTAL_LANGUAGES);
  return isPortalLanguage(asked) ? asked : 'en';
}

/** The whole page of one ticket. */
export function portalPage(ticket: PortalTicket, page: PortalPage): string {
  const words = PORTAL_WORDS[page.language];
  const kind = ticket.complaint ? words.complaint : words.message;
  const subject = ticket.subject === '' ? words.noSubject : ticket.subject;
  const news = page.news === null ? '' : `<p class="news" role="status">${words.news[page.news]}</p>`;
  const body = `<main>${news}<p class="soft">${kind} ${escaped(ticket.number)}</p><h1 dir="auto">${escaped(subject)}</h1>${steps(ticket, words)}${next(ticket, words)}${ticket.whole ? '' : ownOnly(page, words)}<section aria-label="${words.thread}">${ticket.entries.map((entry) => entryOf(entry, ticket, page, words)).join('')}</section></main><footer>${acts(ticket, page, words)}<p class="last">${words.keepSecret}</p></footer>`;
  return frame(`${kind} ${escaped(ticket.number)}`, page.language, page.installation, body);
}

/** The same button whether an address is known or not. */
const ownOnly = ({ token, language }: PortalPage, words: PortalWords): string =>
  `<section class="own"><p class="soft">${words.ownOnly}</p><form method="post" action="/portal/t/${token}/link?lang=${language}"><button type="submit" class="plain">${words.mailLink}</button></form></section>`;

/** A page that shows no ticket and gives no hint whether there is one. */
export function portalRefusal(refusal: PortalRefusal, language: PortalLanguage, installation: string): string {
  const [title, more] = PORTAL_WORDS[language].refusals[refusal];
  return frame(title, language, installation, `<main><h1>${title}</h1><p>${more}</p></main>`);
}

const frame = (title: string, language: PortalLanguage, installation: string, body: string): string =>
  customerFrame({ title, language, installation, body, style: PORTAL_STYLE });

function steps({ step, underway }: PortalTicket, words: PortalWords): string {
  const here = PORTAL_STEPS.indexOf(step);
  const items = PORTAL_STEPS.map((name, index) => {
    const state = index < here ? 'past' : index > here ? '' : underway ? 'here half' : 'here';
    return `<li class="${state}"${index === here ? ' aria-current="step"' : ''}>${words.steps[name]}</li>`;
  });
  return `<ol class="steps" aria-label="${words.progress}">${items.join('')}</ol>`;
}

function next(ticket: PortalTicket, words: PortalWords): string {
  const { what, at } = ticket.expected;
  const by = what === 'decision' ? words.decisionBy : words.answerBy;
  const date =
    at === null
      ? ''
      : `<p class="soft">${by}</p><time class="date" datetime="${at}">${longTime(at, ticket, words)}</time>`;
  const name =
    ticket.handledBy === null || ticket.mayDispute || ticket.step === 'done' ? '' : escaped(ticket.handledBy);
  const handled = name === '' ? '' : `<p>${words.handledBy.replace('{name}', () => name)}</p>`;
  return `<section class="next" aria-label="${words.next}">${date}${at === null ? `<p>${standing(ticket, words)}</p>` : ''}${handled}</section>`;
}

function standing({ expected, step, mayDispute }: PortalTicket, words: PortalWords): string {
  if (expected.what === 'yourAnswer') return words.yourAnswer;
  if (expected.what === 'late') return words.late;
  if (step === 'done') return words.done;
  return mayDispute ? words.decided : words.working;
}

/** With its weekday, in the zone of the house. */
export function longTime(at: string, { timezone }: Pick<PortalTicket, 'timezone'>, { locale }: PortalWords): string {
  const part = (wishes: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...wishes, timeZone: timezone }).format(new Date(at));
  const day = part({ weekday: 'short', day: 'numeric', month: 'long' });
  return `${day}, ${part({ hour: '2-digit', minute: '2-digit' })}`;
}

const shortTime = (at: string, { timezone }: PortalTicket, { locale }: PortalWords): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(new Date(at));

function entryOf(entry: PortalEntry, ticket: PortalTicket, page: PortalPage, words: PortalWords): string {
  const name = entry.by === 'you' ? words.you : escaped(entry.name ?? words.house);
  const who = entry.spoken === null ? name : `${name} <span class="soft">${words.spoken[entry.spoken]}</span>`;
  const files = entry.files.map(
    ({ id, filename, size }) =>
      `<li><a href="/portal/t/${page.token}/files/${id}">${escaped(filename)}, ${sizeOf(size, words)}</a></li>`,
  );
  const list = files.length === 0 ? '' : `<ul class="files" aria-label="${words.files}">${files.join('')}</ul>`;
  return `<article><header><h2>${who}</h2><time datetime="${entry.at}">${shortTime(entry.at, ticket, words)}</time></header><div class="text" dir="auto">${escaped(entry.text.trim())}</div>${list}</article>`;
}

const sizeOf = (bytes: number, { locale }: PortalWords): string =>
  bytes < 1_000_000
    ? `${new Intl.NumberFormat(locale).format(Math.max(1, Math.round(bytes / 1_000)))} kB`
    : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`;

function acts(ticket: PortalTicket, page: PortalPage, words: PortalWords): string {
  if (!ticket.mayWrite) return `<p>${words.over}</p>`;
  const typed = page.typed;
  const write = actOf(page, words, {
    disputes: false,
    title: words.write,
    label: words.yourMessage,
    send: words.send,
    typed: typed?.disputes === false ? typed : null,
  });
  if (!ticket.mayDispute) return `<div class="acts">${write}</div>`;
  const dispute = actOf(page, words, {
    disputes: true,
    title: words.notSolved,
    label: words.more,
    send: words.tellUs,
    typed: typed?.disputes === true ? typed : null,
  });
  return `<div class="acts">${write}${dispute}</div>`;
}

interface Act {
  readonly disputes: boolean;
  readonly title: string;
  readonly label: string;
  readonly send: string;
  readonly typed: PortalTyped | null;
}

function actOf(page: PortalPage, words: PortalWords, { disputes, title, label, send, typed }: Act): string {
  const name = disputes ? 'why' : 'text';
  const fault =
    typed === null ? '' : `<p class="fault" role="alert" id="${name}-fault">${words.faults[typed.fault]}</p>`;
  const marks = typed === null ? '' : ` aria-invalid="true" aria-describedby="${name}-fault"`;
  const reasons = disputes ? reasonsOf(words, typed?.reason ?? null) : '';
  const hidden = `<input type="hidden" name="once" value="${page.once}">${disputes ? '<input type="hidden" name="disputes" value="yes">' : ''}`;
  return `<details class="${disputes ? 'second' : 'first'}" name="act"${typed === null ? '' : ' open'}><summary>${title}</summary><form method="post" action="?lang=${page.language}" enctype="multipart/form-data">${hidden}${fault}${reasons}<label for="${name}">${label}</label><textarea id="${name}" name="text"${disputes ? '' : ' required'} maxlength="20000" dir="auto"${marks}>${escaped(typed?.text ?? '')}</textarea><label for="${name}-files">${words.addFiles}</label><input id="${name}-files" type="file" name="files" multiple aria-describedby="${name}-limit"><p class="soft small" id="${name}-limit">${words.filesLimit}</p><button type="submit">${send}</button></form></details>`;
}

function reasonsOf(words: PortalWords, chosen: DisputeReason | null): string {
  const choices = DISPUTE_REASONS.map(
    (reason) =>
      `<label class="choice"><input type="radio" name="reason" value="${reason}" required${reason === chosen ? ' checked' : ''}>${words.reasons[reason]}</label>`,
  );
  return `<fieldset><legend>${words.whyNot}</legend>${choices.join('')}</fieldset>`;
}
