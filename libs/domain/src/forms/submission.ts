import type { Fault } from '../refusal.js';
import { type FormField, type FormLanguage, type FormPlan, REMEDIES, textIn } from './form.js';
import { FORM_LABELS, labelOf } from './labels.js';

/** How many characters each field takes. A description longer than that is a document: it can be attached. */
export const MOST_DESCRIPTION = 20_000;
const MOST_SHORT = 200;

/** Why a field is not right; pages say it in the language of the customer. */
export type SubmissionFault = 'missing' | 'long' | 'email' | 'choice' | 'consent' | 'form' | 'unknown';

/** What somebody filled in, judged and cleaned. Strings hold no control characters but line breaks of the description. */
export interface Submission {
  readonly description: string;
  readonly subject: string;
  /** As it is given to a mail server; null where the form does not insist on it. */
  readonly email: string | null;
  readonly name: string;
  /** In E.164; null where it could not be read. */
  readonly phone: string | null;
  readonly customerNumber: string | null;
  readonly product: string | null;
  /** Everything else as lines for whoever reads the message, each with the label of its field. */
  readonly lines: readonly (readonly [label: string, value: string])[];
}

/** What only the platform can read. */
export interface Reading {
  address(text: string): string | null;
  phone(text: string): string | null;
}

export interface Judged {
  readonly submission: Submission;
  readonly faults: readonly Fault[];
}

/** What was sent, by the keys of the fields; other names are looked at by the caller. */
export type Sent = Readonly<Record<string, unknown>>;

const MESSAGES: Readonly<Record<SubmissionFault, string>> = {
  missing: 'This is needed',
  long: 'This is too long',
  email: 'Write one plain mail address, like ada@example.com',
  choice: 'Choose one of the list',
  consent: 'Agree to this first',
  form: 'Send text here',
  unknown: 'The form has no such field',
};

export const submissionFault = (key: string, code: SubmissionFault): Fault => ({
  pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  code,
  message: MESSAGES[code],
});

interface Judging {
  readonly plan: FormPlan;
  readonly language: FormLanguage;
  readonly reading: Reading;
  readonly files: number;
}

interface Value {
  readonly field: FormField;
  readonly text: string;
  readonly fault: SubmissionFault | null;
}

/** Judges every field, so that whoever filled it in hears of all faults at once. Linear in what was sent. */
export function judgeSubmission(sent: Sent, judging: Judging): Judged {
  const values = judging.plan.fields.map((field) => judgeField(field, sent[field.key], judging));
  const of = (kind: FormField['kind']): string =>
    values.find(({ field, fault }) => field.kind === kind && fault === null)?.text ?? '';
  const orNull = (kind: FormField['kind']): string | null => of(kind) || null;
  return {
    submission: {
      ...{ description: of('description'), subject: of('subject'), name: of('name') },
      ...{ email: orNull('email'), customerNumber: orNull('customerNumber'), product: orNull('product') },
      // However odd a number is written, a person can read it in the message.
      phone: judging.reading.phone(of('phone')),
      lines: values.flatMap((value) => lineOf(value, judging)),
    },
    faults: [
      ...unknownKeys(sent, judging.plan).map((key) => submissionFault(key, 'unknown')),
      ...values.flatMap(({ field, fault }) => (fault === null ? [] : [submissionFault(field.key, fault)])),
    ],
  };
}

/** A field that goes nowhere would be lost without a word. */
function unknownKeys(sent: Sent, plan: FormPlan): string[] {
  const known = new Set(plan.fields.map(({ key }) => key));
  return Object.keys(sent)
    .filter((key) => !known.has(key))
    .slice(0, 20);
}

function judgeField(field: FormField, sent: unknown, judging: Judging): Value {
  if (field.kind === 'files')
    return { field, text: '', fault: field.required && judging.files === 0 ? 'missing' : null };
  if (field.kind === 'consent') return judgeConsent(field, sent);
  if (sent !== undefined && sent !== null && typeof sent !== 'string') return { field, text: '', fault: 'form' };
  const text = field.kind === 'description' ? cleanText(sent ?? '') : cleanLine(sent ?? '');
  if (text === '') return { field, text, fault: field.required ? 'missing' : null };
  if (text.length > (field.kind === 'description' ? MOST_DESCRIPTION : MOST_SHORT))
    return { field, text, fault: 'long' };
  return { field, ...read(field, text, judging.reading) };
}

function judgeConsent(field: FormField, sent: unknown): Value {
  const given = sent === true || sent === 'true' || sent === 'yes' || sent === 'on';
  return { field, text: given ? 'yes' : '', fault: field.required && !given ? 'consent' : null };
}

function read(field: FormField, text: string, reading: Reading): { text: string; fault: SubmissionFault | null } {
  if (field.kind === 'email') {
    const address = reading.address(text);
    return { text: address ?? '', fault: address === null ? 'email' : null };
  }
  if (field.kind === 'product')
    return { text, fault: field.options.some(({ value }) => value === text) ? null : 'choice' };
  if (field.kind === 'desiredRemedy')
    return { text, fault: REMEDIES.some((remedy) => remedy === text) ? null : 'choice' };
  return { text, fault: null };
}

const OWN_PLACE: readonly FormField['kind'][] = ['description', 'subject', 'email', 'name', 'files'];

function lineOf({ field, text, fault }: Value, judging: Judging): [string, string][] {
  if (fault !== null || text === '' || OWN_PLACE.includes(field.kind)) return [];
  const { language, plan } = judging;
  return [[labelOf(field, language, plan.languages), shownAs(field, text, judging)]];
}

function shownAs(field: FormField, text: string, { language, plan }: Judging): string {
  const labels = FORM_LABELS[language];
  if (field.kind === 'consent') return labels.given;
  if (field.kind === 'product') {
    const label = field.options.find(({ value }) => value === text)?.label ?? {};
    return textIn(label, language, plan.languages) || text;
  }
  const remedy = field.kind === 'desiredRemedy' ? REMEDIES.find((one) => one === text) : undefined;
  return remedy === undefined ? text : labels.remedies[remedy];
}

/** One line: a break in a name or number could otherwise end a header of a mail. */
const cleanLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();

const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();

/** The whole message as the desk reads it. */
export function messageOf({ description, lines }: Submission): string {
  if (lines.length === 0) return description;
  return `${description}\n\n${lines.map(([label, value]) => `${label.replace(/[:?]?\s*$/, '')}: ${value}`).join('\n')}`;
}
