import {
  type ChangedText,
  type MailTemplateName,
  type MailText,
  type MailValues,
  textsFor,
  variablesOf,
} from '@redress/domain/mail-templates/template.js';
import type { Instant } from '@redress/domain/time.js';
import { filledIn, understand, type Understood } from './liquid.js';

/** What is sent, as an administrator or we ourselves wrote it. */
export interface FilledLetter extends MailText {
  /** `acknowledgement/de`, where what an administrator wrote could not be filled in and the built-in text went instead. */
  readonly templateFault: string | null;
}

/** @param valuesIn what the mail is filled in with: dates are written in the language of the text. */
export function letterFor(
  name: MailTemplateName,
  language: string | null,
  changed: readonly ChangedText[],
  valuesIn: (language: string) => MailValues,
): FilledLetter {
  let templateFault: string | null = null;
  for (const candidate of textsFor(name, language, changed)) {
    try {
      return { ...fillLetter(name, candidate, valuesIn(candidate.language)), templateFault };
    } catch (error) {
      // What we wrote ourselves has to work: nobody else could mend it.
      if (!candidate.isChanged) throw error;
      templateFault ??= `${name}/${candidate.language}`;
    }
  }
  throw new Error(`Nothing can be sent as ${name}`);
}

/** @throws Error where it cannot be filled in */
export function fillLetter(name: MailTemplateName, text: MailText, values: MailValues): MailText {
  const [subject, body] = [read(name, text.subject, '/subject'), read(name, text.text, '/text')];
  const [fault] = [...subject.faults, ...body.faults];
  if (fault !== undefined) throw new Error(fault.message);
  return { subject: oneLine(filledIn(subject.templates, values)), text: filledIn(body.templates, values) };
}

const MOST_KEPT = 200;
const kept = new Map<string, Understood>();

/** Reading costs more than filling in, and the same few texts go out all day. */
export function read(name: MailTemplateName, source: string, pointer: '/subject' | '/text'): Understood {
  const key = `${name}\n${pointer}\n${source}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const allowed = variablesOf(name).map(([variable]) => variable);
  const understood = understand(source, pointer, allowed);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, understood);
  return understood;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300);

const LONG = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
const WITH_TIME = { dateStyle: 'full', timeStyle: 'short' } as const;

const writers = new Map<string, Intl.DateTimeFormat>();

/** Dates in mails are by UTC: where the customer is nobody knows. A language that has no dates of its own gets English ones. */
function writerOf(language: string, format: typeof LONG | typeof WITH_TIME): Intl.DateTimeFormat {
  const own = language === 'en' ? 'en-GB' : language;
  const [locale = 'en-GB'] = Intl.DateTimeFormat.supportedLocalesOf([own]);
  return new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' });
}

/** Making a writer of dates costs a hundred times what writing one costs; our languages are few. */
function written(language: string, format: typeof LONG | typeof WITH_TIME, at: Instant): string {
  const key = `${language} ${format === LONG ? 'day' : 'moment'}`;
  const writer = writers.get(key) ?? writerOf(language, format);
  if (writers.size < MOST_KEPT) writers.set(key, writer);
  return writer.format(new Date(at));
}

export const dayIn = (language: string, at: Instant): string => written(language, LONG, at);

export const momentIn = (language: string, at: Instant): string => `${written(language, WITH_TIME, at)} (UTC)`;
