import type { Authentication, InboundMail } from '@redress/domain/intake/inbound.js';
import { newText } from '@redress/domain/intake/new-text.js';
import { failureText } from './failure.js';
import { needsChecking } from './needs-checking.js';
import { readMail, type MailEnvelope } from './read-mail.js';
import { sanitiseMailHtml } from './sanitise.js';

/** The program of a process of its own that takes mails apart; {@link openMailParser} is the door. */
export interface ParseTask {
  readonly raw: Uint8Array;
  readonly envelope: MailEnvelope;
  readonly trustedAuthservIds: readonly string[];
}

export type Question =
  | { readonly kind: 'parse'; readonly task: ParseTask }
  | { readonly kind: 'check'; readonly task: ParseTask }
  | { readonly kind: 'sanitise'; readonly html: string };

export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  /** Why there is no result. */
  readonly refused?: string;
  /** What this process has used since its start. */
  readonly processorSeconds: number;
}

/** A mail with everything that is expensive or dangerous to derive from it. */
export interface ReadMail {
  readonly mail: InboundMail;
  /** What its author wrote this time, without quotation and signature. */
  readonly newText: string;
  /** False when that is a quotation or a signature only. */
  readonly ownWords: boolean;
  readonly sanitisedHtml: string | null;
  /** Pictures that the sanitised HTML would load from elsewhere. */
  readonly remoteImages: number;
}

export interface ParseResult {
  readonly read: ReadMail;
  /** All attachments one after the other, so that one buffer crosses the border instead of a thousand. */
  readonly contents: Uint8Array;
  readonly needsChecking: boolean;
}

export type Sanitised = ReturnType<typeof sanitiseMailHtml>;

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function parse(task: ParseTask): Promise<ParseResult> {
  const mail = await readMail(bufferOf(task.raw), task.envelope, task.trustedAuthservIds);
  const contents = Buffer.concat(mail.attachments.map(({ content }) => content));
  const sanitised = mail.html === null ? null : sanitiseMailHtml(mail.html);
  const nothing = new Uint8Array(0);
  const folded = newText(mail.text);
  return {
    read: {
      mail: { ...mail, attachments: mail.attachments.map((entry) => ({ ...entry, content: nothing })) },
      newText: folded.newText,
      ownWords: folded.ownWords,
      sanitisedHtml: sanitised?.html ?? null,
      remoteImages: sanitised?.remoteImages ?? 0,
    },
    contents,
    needsChecking: mail.authentication.by === null && needsChecking(mail.headers, task.envelope),
  };
}

/** Loaded by those processes only that check: it is larger than everything that takes mails apart. */
const loadChecking = async () => {
  const { authenticate, openLookUp } = await import('./authentication.js');
  const lookUp = openLookUp();
  return (task: ParseTask): Promise<Authentication> =>
    authenticate(bufferOf(task.raw), task.envelope, task.trustedAuthservIds, { lookUp });
};
let checking: ReturnType<typeof loadChecking> | undefined;

async function resultOf(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'parse':
      return parse(question.task);
    case 'check':
      return (await (checking ??= loadChecking()))(question.task);
    case 'sanitise':
      return sanitiseMailHtml(question.html);
  }
}

function say(answer: Omit<Answer, 'processorSeconds'>): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ ...answer, processorSeconds: (user + system) / 1_000_000 });
}

async function answer(id: number, question: Question): Promise<void> {
  try {
    say({ id, result: await resultOf(question) });
  } catch (failure) {
    say({ id, refused: failureText(failure, 'message') });
  }
}

// Whoever stops the whole group by a signal lets the parent end its work first, and with it ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', ({ id, question }: { id: number; question: Question }) => void answer(id, question));
say({ id: 0 });
