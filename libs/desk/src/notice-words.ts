import type { NoticeKind } from '@redress/domain/escalation/notices.js';
import type { DueMail } from '@redress/persistence/stores/notifications.store.js';

export type MailLanguage = 'en' | 'de';

const KINDS: Readonly<Record<MailLanguage, Readonly<Record<NoticeKind, string>>>> = {
  en: {
    assigned: 'You have a new ticket',
    customerAnswered: 'The customer has answered',
    thirdPartyAnswered: 'Somebody answered a message that was forwarded to them',
    snoozeOver: 'The time until which you put a ticket off has come',
    statusChanged: 'The status of a ticket that you watch changed',
    clockWarned: 'A due time is near',
    clockMissed: 'A due time has passed',
    escalated: 'This was escalated to you',
    mentioned: 'You were mentioned in a note',
    taskGiven: 'You were asked for an answer',
    taskReminder: 'Your answer is due soon',
    taskAnswered: 'Your question was answered',
    taskLate: 'An answer is late',
    taskUndeliverable: 'Your question did not arrive',
    automation: 'A trigger was stopped',
    unassigned: 'Tickets wait because nobody can take them',
    callBackDue: 'A missed caller is to be called back',
    alarm: 'Something is wrong with the desk',
  },
  de: {
    assigned: 'Sie haben einen neuen Vorgang',
    customerAnswered: 'Der Kunde hat geantwortet',
    thirdPartyAnswered: 'Jemand hat auf eine weitergeleitete Nachricht geantwortet',
    snoozeOver: 'Ein Vorgang, den Sie zurückgestellt haben, ist wieder da',
    statusChanged: 'Der Status eines Vorgangs, den Sie beobachten, hat sich geändert',
    clockWarned: 'Eine Frist läuft bald ab',
    clockMissed: 'Eine Frist ist abgelaufen',
    escalated: 'Dies wurde an Sie eskaliert',
    mentioned: 'Sie wurden in einer Notiz genannt',
    taskGiven: 'Sie wurden um eine Antwort gebeten',
    taskReminder: 'Ihre Antwort ist bald fällig',
    taskAnswered: 'Ihre Frage wurde beantwortet',
    taskLate: 'Eine Antwort ist überfällig',
    taskUndeliverable: 'Ihre Frage kam nicht an',
    automation: 'Ein Auslöser wurde angehalten',
    unassigned: 'Vorgänge warten, weil niemand sie nehmen kann',
    callBackDue: 'Ein Rückruf ist fällig',
    alarm: 'Am System stimmt etwas nicht',
  },
};

const MILESTONES: Readonly<Record<MailLanguage, Readonly<Record<string, string>>>> = {
  en: {
    acknowledgement: 'acknowledgement',
    firstResponse: 'first response',
    nextResponse: 'next response',
    update: 'update',
    resolution: 'resolution',
    regulatory: 'time limit of the regulator',
    undertaking: 'promise to the customer',
  },
  de: {
    acknowledgement: 'Eingangsbestätigung',
    firstResponse: 'erste Antwort',
    nextResponse: 'nächste Antwort',
    update: 'Zwischenbescheid',
    resolution: 'Lösung',
    regulatory: 'gesetzliche Frist',
    undertaking: 'Zusage an den Kunden',
  },
};

const WORDS = {
  en: {
    hello: 'Hello',
    many: (count: number) => `${count} notifications`,
    foot: 'You choose what is mailed to you, and when, in your notification settings',
    due: 'due',
    more: (count: number) => `… and ${count} more`,
    given: (count: number) => `You have ${count} new tickets`,
  },
  de: {
    hello: 'Guten Tag',
    many: (count: number) => `${count} Benachrichtigungen`,
    foot: 'Was Ihnen wann gemailt wird, wählen Sie in Ihren Benachrichtigungs-Einstellungen',
    due: 'fällig',
    more: (count: number) => `… und ${count} weitere`,
    given: (count: number) => `Sie haben ${count} neue Vorgänge`,
  },
} as const;

/** Longer mails are read by nobody. */
const MOST_LINES = 30;

export interface NoticeLetter {
  readonly language: MailLanguage;
  readonly timezone: string;
  readonly name: string;
  readonly publicUrl: string;
  readonly installation: string;
}

/** One mail about one thing, or about all that happened since the last one. Ticket numbers and subjects, no words of customers. */
export function noticeLetter(
  due: readonly DueMail[],
  letter: NoticeLetter,
): { readonly subject: string; readonly text: string } {
  const words = WORDS[letter.language];
  const [first] = due;
  const one = due.length === 1 && first !== undefined;
  const about = one ? subjectOf(first, letter) : words.many(due.length);
  const shown = due.slice(0, MOST_LINES).map((notice) => lineOf(notice, letter));
  const more = due.length > MOST_LINES ? [words.more(due.length - MOST_LINES)] : [];
  const text = [
    `${words.hello} ${letter.name},`,
    [...shown, ...more].join('\n\n'),
    `${words.foot}:\n${letter.publicUrl}/notifications/settings`,
  ].join('\n\n');
  return { subject: `${letter.installation}: ${about}`, text: `${text}\n` };
}

const subjectOf = (notice: DueMail, { language }: NoticeLetter): string =>
  notice.number === null ? kindOf(notice, language) : `${KINDS[language][notice.kind]} (${notice.number})`;

/** Tickets that were given at once are told by their number. */
function kindOf({ kind, body, number }: DueMail, language: MailLanguage): string {
  const { count } = body;
  return kind === 'assigned' && number === null && typeof count === 'number'
    ? WORDS[language].given(count)
    : KINDS[language][kind];
}

function lineOf(notice: DueMail, letter: NoticeLetter): string {
  const { language } = letter;
  const { milestone, dueAt } = notice.body;
  const named = typeof milestone === 'string' ? MILESTONES[language][milestone] : undefined;
  const when = typeof dueAt === 'number' ? `${WORDS[language].due} ${localTime(dueAt, letter)}` : undefined;
  const aside = [named, when].filter((part) => part !== undefined).join(', ');
  const said = `${kindOf(notice, language)}${aside === '' ? '' : ` (${aside})`}`;
  if (notice.number === null)
    return `${said}\n${letter.publicUrl}/${notice.kind === 'callBackDue' ? 'phone?view=missed' : 'inbox'}`;
  const subject = notice.subject === null ? '' : `  ${oneLine(notice.subject)}`;
  return `${said}\n${notice.number}${subject}\n${letter.publicUrl}/tickets/${notice.number}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 150);

const localTime = (at: number, { language, timezone }: NoticeLetter): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  }).format(new Date(at));
