import type { ReplyWay } from '@redress/contract/channels.js';
import type { ChosenWay } from '@redress/contract/messages.js';
import type { Timeline } from '@redress/contract/ticket.js';
import type { Say } from '../i18n/text.js';
import { sizeWords } from '../ui/times.js';
import type { Content } from './drafts.js';

/** An address that the agent has to write himself. */
const BY_MAIL: ReplyWay = {
  ...{ account: null, channel: 'email', audience: 'private', to: [], abilities: null, openUntil: null },
};

/** What the ticket offers; by mail always, since an address can be written by hand. */
export function waysIn({ replyTo: { ways } }: Pick<Timeline, 'replyTo'>): readonly ReplyWay[] {
  return ways.some(({ account }) => account === null) ? ways : [...ways, BY_MAIL];
}

export const choiceOf = ({ account, audience }: ReplyWay): ChosenWay => ({ accountId: account?.id ?? null, audience });

export const isSame = (one: ReplyWay, other: ReplyWay): boolean =>
  one.account?.id === other.account?.id && one.audience === other.audience;

/** The way that somebody chose, else the one that the customer took last. Who named addresses writes mail. */
export function wayFor(read: Pick<Timeline, 'replyTo'>, { way, to }: Pick<Content, 'way' | 'to'>): ReplyWay {
  const all = waysIn(read);
  const byMail = all.find(({ account }) => account === null) ?? BY_MAIL;
  if (way === null) return (to ?? []).length > 0 ? byMail : (all[0] ?? BY_MAIL);
  if (way.accountId === null) return byMail;
  const found = all.find(({ account, audience }) => account?.id === way.accountId && audience === way.audience);
  return found ?? all[0] ?? BY_MAIL;
}

/** Whether somebody means it to tell everybody how the matter ended. */
export const isClosing = ({ way: chosen }: Pick<Content, 'way'>, way: ReplyWay): boolean =>
  chosen?.closing === true && way.audience === 'public';

export const isOpen = ({ openUntil }: ReplyWay, now: number): boolean =>
  openUntil === null || Date.parse(openUntil) > now;

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As people count them: a flag or a family is one. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of characters.segment(text)) count += 1;
  return count;
}

export function wayWords(say: Say, { account, audience }: ReplyWay): string {
  if (account === null) return say('ways.mail');
  return say(audience === 'public' ? 'ways.publicly' : 'ways.privately', { account: account.name });
}

export const nameTo = ({ to }: ReplyWay): string => to[0]?.name || to[0]?.address || '';

/** A file that is there already, or one that somebody is about to add. */
interface AnyFile {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
}

/** What of these files the way does not carry; null when it takes them all. */
export function fileFault(
  say: Say,
  language: 'en' | 'de',
  { account, abilities }: ReplyWay,
  files: readonly AnyFile[],
): string | null {
  if (abilities === null || files.length === 0) return null;
  const name = account?.name ?? '';
  const bounds = abilities.attachments;
  if (bounds === null || bounds.most === 0) return say('ways.noFiles', { account: name });
  if (files.length > bounds.most) return say('ways.tooManyFiles', { account: name, count: bounds.most });
  const { types } = bounds;
  const other = files.find(({ contentType }) => types !== undefined && !types.includes(contentType));
  if (other !== undefined)
    return say('ways.wrongFile', { account: name, types: (types ?? []).join(', '), file: other.filename });
  const large = files.find(({ size }) => size > bounds.mostBytes);
  if (large === undefined) return null;
  const size = sizeWords(say, language, bounds.mostBytes);
  return say('ways.tooLargeFile', { account: name, size, file: large.filename });
}

/** How many characters are left; below 0 it is too long, null without a bound. */
export const leftOf = ({ abilities }: ReplyWay, text: string): number | null =>
  abilities?.mostCharacters == null ? null : abilities.mostCharacters - lengthOf(text);
