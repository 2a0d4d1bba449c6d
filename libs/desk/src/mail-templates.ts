import type { MailTemplateFault, MailTemplatePreview, MailTemplateWarning } from '@redress/contract/mail-templates.js';
import {
  builtInText,
  type MailTemplateName,
  type MailText,
  type MailValues,
  TEMPLATE_LIMITS,
  variablesOf,
} from '@redress/domain/mail-templates/template.js';
import type { Asker } from '@redress/domain/people.js';
import { expectedNext } from '@redress/domain/portal/progress.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { DAY, type Instant, later } from '@redress/domain/time.js';
import { inTransaction, type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { holdTemplate, saveTemplate, templateRows } from '@redress/persistence/stores/mail-templates.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { promisedBy } from './acknowledging.js';
import { auditIn } from './audit.js';
import { type Desk, see } from './desk.js';
import { dayIn, fillLetter, momentIn, read } from './letters.js';
import type { LiquidFault } from './liquid.js';
import { senderOf } from './outgoing.js';
import { faulty } from './people.js';

/** A text of one mail in one language. */
export interface TemplatePlace {
  readonly name: MailTemplateName;
  readonly language: string;
}

type Judged = Pick<MailTemplatePreview, 'faults' | 'warnings'>;

/** What keeps a text from being stored, and what should be thought about. */
function judge(name: MailTemplateName, { subject, text }: MailText): Judged {
  const parts = [
    ...[{ pointer: '/subject', source: subject, most: TEMPLATE_LIMITS.subject } as const],
    ...[{ pointer: '/text', source: text, most: TEMPLATE_LIMITS.text } as const],
  ];
  const short = parts.filter(({ source, most }) => source.trim() === '' || source.length > most);
  if (short.length > 0)
    return {
      faults: short.map(({ pointer, most }) =>
        placeless({ pointer, code: 'length', message: `Write 1 to ${most.toLocaleString('en')} characters.` }),
      ),
      warnings: [],
    };
  const understood = parts.map(({ pointer, source }) => read(name, source, pointer));
  const faults = understood.flatMap((one): readonly LiquidFault[] => one.faults);
  if (faults.length > 0) return { faults, warnings: [] };
  const absent = variablesOf(name).filter(([variable]) => !understood.some(({ variables }) => variables.has(variable)));
  return {
    faults: absent.flatMap(([variable, need]) => (need === 'must' ? [missing(variable)] : [])),
    warnings: absent.flatMap(([variable, need]): MailTemplateWarning[] =>
      need === 'should' ? [{ code: 'missing', variable }] : [],
    ),
  };
}

const placeless = (fault: Fault): MailTemplateFault => ({ ...fault, line: null, column: null, variable: null });

const missing = (variable: string): MailTemplateFault => ({
  ...placeless({
    pointer: '/text',
    code: 'missing',
    message: `Without {{ ${variable} }} this mail is of no use: put it in.`,
  }),
  variable,
});

/** @param version that was seen, 0 where nobody has changed it; null for whatever is there */
export async function saveMailTemplate(
  desk: Desk,
  asker: Asker,
  place: TemplatePlace,
  version: number | null,
  words: MailText,
): Promise<void> {
  const { faults } = judge(place.name, words);
  if (faults.length > 0)
    throw new Refusal(
      'invalid',
      faults[0]?.message ?? 'The text cannot be used.',
      faults.map(({ pointer, code, message }) => ({ pointer, code, message })),
    );
  // What can be read may still be too much to fill in.
  filled(place, words, sampleValues(desk, null)(place.language));
  await change(desk, asker, place, version, words);
}

function filled({ name }: TemplatePlace, words: MailText, values: MailValues): MailText {
  try {
    return fillLetter(name, words, values);
  } catch (error) {
    throw faulty('/text', 'limit', `This is too much to be filled in: ${saying(error)} Write it more simply.`);
  }
}

const saying = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 200) : 'it failed.');

/** What is sent is the built-in text again; in a language that has none, what is sent in English. */
export async function resetMailTemplate(
  desk: Desk,
  asker: Asker,
  place: TemplatePlace,
  version: number | null,
): Promise<void> {
  await change(desk, asker, place, version, null);
}

async function change(
  desk: Desk,
  asker: Asker,
  { name, language }: TemplatePlace,
  version: number | null,
  words: MailText | null,
): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const there = await holdTemplate(tx, name, language);
    if (version !== null && version !== there)
      throw new Refusal('moved-on', `Somebody saved version ${there} meanwhile: read it and decide again.`);
    if (words === null && there === 0) return;
    if (words !== null && there === 0) await refuseMany(tx, { name, language });
    const at = desk.clock.now();
    await saveTemplate(tx, { name, language, words, version: there + 1, at, by: asker.agentId });
    const action = words === null ? 'mailTemplateReset' : 'mailTemplateChanged';
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action, subject: `${name}/${language}` });
  });
}

async function refuseMany(tx: Transaction, { name, language }: TemplatePlace): Promise<void> {
  const added = (await templateRows(tx, name)).filter((row) => builtInText(name, row.language) === null);
  if (builtInText(name, language) === null && added.length >= TEMPLATE_LIMITS.languages)
    throw new Refusal('too-many', `There are ${TEMPLATE_LIMITS.languages} further languages already.`);
}

export interface Previewed extends TemplatePlace, MailText {
  /** Id or number of a ticket that it is filled in for; null: of one that was made up. */
  readonly ticket: string | null;
}

/** How a text would read, by the same way by which it is sent; nothing is stored. Secret links are shown without their secret. */
export async function previewMailTemplate(desk: Desk, asker: Asker, wanted: Previewed): Promise<MailTemplatePreview> {
  const { name, language, subject, text } = wanted;
  const sql = sqlOn(desk.database);
  const ground = wanted.ticket === null ? null : await groundOf(desk, sql, asker, wanted.ticket);
  const { faults, warnings } = judge(name, { subject, text });
  if (faults.some(({ code }) => code !== 'missing')) return { subject: '', text: '', faults, warnings };
  try {
    const words = fillLetter(name, { subject, text }, sampleValues(desk, ground)(language));
    return { ...words, faults, warnings };
  } catch (error) {
    const fault = placeless({ pointer: '/text', code: 'limit', message: saying(error) });
    return { subject: '', text: '', faults: [fault], warnings };
  }
}

interface SampleGround {
  readonly number: string;
  readonly receivedAt: Instant;
  readonly answerBy: Instant;
  readonly installation: string;
}

async function groundOf(desk: Desk, sql: Sql, asker: Asker, idOrNumber: string): Promise<SampleGround> {
  const stored = await readTicket(sql, await see(sql, asker, idOrNumber, 'watch'));
  if (stored === null) throw new Refusal('not-found');
  const { number, receivedAt, queueId } = stored.ticket;
  const policy = await readMailPolicy(sql);
  const answerBy = expectedNext(stored.ticket, desk.clock.now()).at ?? promisedBy(policy, receivedAt);
  return { number, receivedAt, answerBy, installation: (await senderOf(sql, desk, queueId, policy)).name };
}

const QUESTIONS: Readonly<Record<string, string>> = {
  de: 'Wann ging das Paket raus?\nDer Kunde wartet seit Montag.',
  en: 'When did the parcel leave?\nThe customer has been waiting since Monday.',
};

/** What there is in each mail, so that every variable shows something. */
function sampleValues(desk: Desk, ground: SampleGround | null): (language: string) => MailValues {
  const now = desk.clock.now();
  const receivedAt = ground?.receivedAt ?? now;
  return (language) => {
    const question = QUESTIONS[language] ?? QUESTIONS['en'] ?? '';
    return {
      'ticket.number': ground?.number ?? `T-${new Date(now).getUTCFullYear()}-004217`,
      'ticket.received_on': dayIn(language, receivedAt),
      'ticket.answer_by': dayIn(language, ground?.answerBy ?? later(now, 3 * DAY)),
      'ticket.status_link': `${desk.publicUrl}/portal/t/…`,
      'task.question': question,
      'task.summary': question.split('\n')[0] ?? '',
      'task.due_at': momentIn(language, later(now, DAY)),
      'task.link': `${desk.publicUrl}/task/…`,
      'agent.name': 'Mara Kessler',
      'password.link': `${desk.publicUrl}/reset/…`,
      'installation.name': ground?.installation ?? desk.installationName,
    };
  };
}
