import type { MailAddress } from '@redress/domain/intake/inbound.js';
import { instant } from '@redress/domain/time.js';
import type { Original } from '@redress/persistence/stores/forwards.store.js';
import { momentIn } from './letters.js';

const WORDS = {
  en: { mark: 'Forwarded message', from: 'From', date: 'Date', subject: 'Subject', to: 'To' },
  de: { mark: 'Weitergeleitete Nachricht', from: 'Von', date: 'Datum', subject: 'Betreff', to: 'An' },
} as const;

const RULE = '----------';

const party = ({ name, address }: MailAddress): string =>
  name === '' || name === address ? address : address === '' ? name : `${name} <${address}>`;

/** A customer's mail quotes ours with the secret link to his page: whoever has it reads along and writes as he does. */
const withoutLinks = (text: string): string => text.replace(/(\/portal\/t\/)[\w-]+/g, '$1…');

/** The message with its head, as it stands below one's own words. @param language of who hands it on; null: not known */
export function quoted(original: Original, language: string | null): string {
  const spoken = language === 'de' ? 'de' : 'en';
  const words = WORDS[spoken];
  const head = [
    [words.from, original.from === null ? '' : party(original.from)],
    [words.date, momentIn(spoken, instant(original.at.getTime()))],
    [words.subject, original.subject],
    [words.to, original.to.map(party).join(', ')],
  ].flatMap(([word, value]) => (value === '' ? [] : [`${word}: ${value}`]));
  return [`${RULE} ${words.mark} ${RULE}`, ...head, '', withoutLinks(original.text.trim())].join('\n');
}

/** `Fwd: Lamp flickers`; what was handed on before is not marked twice. */
export const forwardSubject = (subject: string): string =>
  /^(fwd?|wg|i)\s*:/i.test(subject.trim()) ? subject.trim() : `Fwd: ${subject.trim()}`;
