import type { SaveMailAccount } from '@redress/contract/commands.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { Say } from '../i18n/text.js';
import { type Fault, faultOf, isAddress, linesOf } from './form.js';

/** What stands in the form; numbers and lists as they are typed. */
export interface Words {
  readonly address: string;
  readonly queueId: string;
  readonly host: string;
  readonly port: string;
  readonly security: MailAccount['security'];
  readonly user: string;
  readonly authentication: MailAccount['authentication'];
  readonly secret: string;
  readonly folders: string;
  readonly markSeen: boolean;
  readonly enabled: boolean;
}

export function wordsOf(account: MailAccount | null, queueId: string): Words {
  return {
    address: account?.address ?? '',
    queueId: account?.queue.id ?? queueId,
    host: account?.host ?? '',
    port: String(account?.port ?? 993),
    security: account?.security ?? 'tls',
    user: account?.user ?? '',
    authentication: account?.authentication ?? 'password',
    secret: '',
    folders: (account?.folders ?? ['INBOX']).join('\n'),
    markSeen: account?.markSeen ?? true,
    enabled: account?.enabled ?? true,
  };
}

export function bodyOf(words: Words): SaveMailAccount {
  const { secret, ...rest } = words;
  return {
    ...rest,
    address: words.address.trim(),
    host: words.host.trim(),
    port: Number(words.port),
    user: words.user.trim(),
    folders: linesOf(words.folders),
    ...(secret === '' ? {} : { secret }),
  };
}

/** What can be told without asking the server. */
export function faultsIn(say: Say, words: Words, isNew: boolean): readonly Fault[] {
  const wrong: Readonly<Record<string, boolean>> = {
    address: !isAddress(words.address.trim()),
    queueId: words.queueId === '',
    host: words.host.trim() === '' || /\s/.test(words.host.trim()),
    port: !/^\d{1,5}$/.test(words.port) || Number(words.port) < 1 || Number(words.port) > 65_535,
    user: words.user.trim() === '',
    secret: isNew && words.secret === '',
    folders: linesOf(words.folders).length === 0,
  };
  return Object.keys(wrong)
    .filter((field) => wrong[field] === true)
    .map((field) => faultOf(say, field));
}
