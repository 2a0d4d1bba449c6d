import { createHash } from 'node:crypto';
import type { Desk } from '@redress/desk/desk.js';
import { isProved } from '@redress/desk/form-token.js';
import { countTry, limitsOf } from '@redress/desk/limits.js';
import { type FormOpening, openFromForm } from '@redress/desk/opening-by-form.js';
import { FORM_LANGUAGES, type FormLanguage } from '@redress/domain/forms/form.js';
import { type Judged, judgeSubmission, type Sent, submissionFault } from '@redress/domain/forms/submission.js';
import type { Fault } from '@redress/domain/refusal.js';
import type { WebFormRow } from '@redress/persistence/stores/web-forms.store.js';
import { addrSpec } from '@redress/platform/address.js';
import { phoneNumber } from '@redress/platform/phone-number.js';
import { fileOf, type FormUpload } from './form-upload.js';

/** What is sent beside the fields of the form. */
export interface Besides {
  readonly language: string;
  /** Stands where people do not see it. */
  readonly website: string;
  readonly token: string;
  readonly proof: string;
}

const BESIDES: readonly (keyof Besides)[] = ['language', 'website', 'token', 'proof'];
/** Other names by which callers know the description. */
const DESCRIPTION: readonly string[] = ['text', 'message'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Parts what was filled in from what goes with it. Own fields may also stand together under `fields`. */
export function partsOf(body: unknown): { readonly sent: Sent; readonly besides: Besides } {
  const whole = isRecord(body) ? body : {};
  const { fields, ...plain } = whole;
  const all = { ...plain, ...(isRecord(fields) ? fields : fields === undefined ? {} : { fields }) };
  const besides = {
    ...{ language: textOf(whole['language']), website: textOf(whole['website']) },
    ...{ token: textOf(whole['token']), proof: textOf(whole['proof']) },
  };
  const named = Object.entries(all).filter(([key]) => !BESIDES.some((one) => one === key));
  const sent = named.map(([key, value]): [string, unknown] => [
    DESCRIPTION.includes(key) && !('description' in all) ? 'description' : key,
    value,
  ]);
  return { sent: Object.fromEntries(sent), besides };
}

/** One of the form, else null. */
export const formLanguage = (form: WebFormRow, asked: string): FormLanguage | null =>
  form.languages.find((language) => language === asked) ?? null;

export function judge(
  desk: Desk,
  form: WebFormRow,
  sent: Sent,
  on: { readonly language: FormLanguage; readonly files: number },
): Judged {
  const phone = (text: string): string | null => (text === '' ? null : phoneNumber(text, desk.phoneCountry));
  return judgeSubmission(sent, { plan: form, ...on, reading: { address: addrSpec, phone } });
}

/** A language that nobody speaks here would be forgotten without a word. */
export const languageFaults = (asked: string): Fault[] =>
  asked === '' || FORM_LANGUAGES.some((language) => language === asked) ? [] : [submissionFault('language', 'choice')];

export interface Sendable {
  readonly form: WebFormRow;
  readonly submission: Judged['submission'];
  readonly files: readonly FormUpload[];
  readonly language: FormLanguage | null;
  readonly once: string;
  readonly fromHere: number;
  /** Null for what came by no page of ours. */
  readonly page: { readonly secondsToFill: number; readonly besides: Besides } | null;
}

/** Everything was judged: it is counted against its sender, and becomes a ticket. */
export async function send(desk: Desk, sendable: Sendable): Promise<FormOpening> {
  const { form, submission, language, once, fromHere, page } = sendable;
  const ofSender = submission.email === null ? 0 : await countSender(desk, submission.email);
  const files = await Promise.all(sendable.files.map(fileOf));
  const sending = {
    ...{ fromHere, ofSender, secondsToFill: page?.secondsToFill ?? null },
    trapped: (page?.besides.website ?? '') !== '',
    proved: page !== null && isProved(page.besides.token, page.besides.proof),
  };
  return openFromForm(desk, { form, submission, files, language, once, sending });
}

/** By a digest: the counters are no list of addresses. */
const countSender = (desk: Desk, email: string): Promise<number> =>
  countTry(limitsOf(desk.database), 'formsBySender', createHash('sha256').update(email.toLowerCase()).digest('hex'));
