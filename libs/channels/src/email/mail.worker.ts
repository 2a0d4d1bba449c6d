import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Authentication, InboundMail } from '@redress/domain/intake/inbound.js';
import { newText } from '@redress/domain/intake/new-text.js';
import { authenticate, needsChecking, openLookUp } from './authentication.js';
import { readMail, type MailEnvelope } from './read-mail.js';
import { sanitiseMailHtml } from './sanitise.js';

/** Runs in a worker thread only; {@link openMailParser} is the door. */
export interface ParseTask {
  readonly raw: Uint8Array;
  readonly envelope: MailEnvelope;
  readonly trustedAuthservIds: readonly string[];
}

/** A mail with everything that is expensive or dangerous to derive from it. */
export interface ReadMail {
  readonly mail: InboundMail;
  /** What its author wrote this time, without quotation and signature. */
  readonly newText: string;
  readonly sanitisedHtml: string | null;
  /** Pictures that the sanitised HTML would load from elsewhere. */
  readonly remoteImages: number;
}

export interface WorkerResult {
  readonly read: ReadMail;
  /** All attachments one after the other, so that one buffer crosses the thread border instead of a thousand. */
  readonly contents: Uint8Array;
  readonly needsChecking: boolean;
}

/** Answers as soon as the thread has loaded all of this. */
export const ready = (): boolean => true;

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export type Sanitised = ReturnType<typeof sanitiseMailHtml>;

export const sanitise = (html: string): Sanitised => sanitiseMailHtml(html);

export async function parse(task: ParseTask): Promise<unknown> {
  const mail = await readMail(bufferOf(task.raw), task.envelope, task.trustedAuthservIds);
  const contents = new Uint8Array(mail.attachments.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const { content } of mail.attachments) {
    contents.set(content, at);
    at += content.length;
  }
  const sanitised = mail.html === null ? null : sanitiseMailHtml(mail.html);
  const nothing = new Uint8Array(0);
  const read: ReadMail = {
    mail: { ...mail, attachments: mail.attachments.map((entry) => ({ ...entry, content: nothing })) },
    newText: newText(mail.text).newText,
    sanitisedHtml: sanitised?.html ?? null,
    remoteImages: sanitised?.remoteImages ?? 0,
  };
  const result: WorkerResult = {
    read,
    contents,
    needsChecking: mail.authentication.by === null && needsChecking(mail.headers, task.envelope),
  };
  return contents.length > 0 ? move({ [transferableSymbol]: [contents.buffer], [valueSymbol]: result }) : result;
}

const lookUp = openLookUp();

export const check = (task: ParseTask): Promise<Authentication> =>
  authenticate(bufferOf(task.raw), task.envelope, task.trustedAuthservIds, { lookUp });
