import type { SaveMailAccount } from '@redress/contract/commands.js';
import type { MailAccount, MailServer } from '@redress/contract/mail.js';
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
  /** `oauth`: by a sign-in at the provider, which gives the tokens. */
  readonly authentication: MailAccount['authentication'] | 'oauth';
  /** Of a sign-in that was finished; null: none yet, or the one that is stored. */
  readonly grantId: string | null;
  readonly secret: string;
  /** By a server of its own, or by that of the whole desk. */
  readonly sendsBy: 'own' | 'desk';
  readonly outHost: string;
  readonly outPort: string;
  readonly outSecurity: MailServer['security'];
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
    authentication: (account?.grantedBy ?? null) === null ? (account?.authentication ?? 'password') : 'oauth',
    grantId: null,
    secret: '',
    sendsBy: (account?.outgoing ?? null) === null ? 'desk' : 'own',
    outHost: account?.outgoing?.host ?? '',
    outPort: String(account?.outgoing?.port ?? 587),
    outSecurity: account?.outgoing?.security ?? 'starttls',
    folders: (account?.folders ?? ['INBOX']).join('\n'),
    markSeen: account?.markSeen ?? true,
    enabled: account?.enabled ?? true,
  };
}

export function bodyOf(words: Words): SaveMailAccount {
  const { secret, grantId, authentication, sendsBy, outHost, outPort, outSecurity, ...rest } = words;
  const own = { host: outHost.trim(), port: Number(outPort), security: outSecurity };
  return {
    ...rest,
    authentication: authentication === 'oauth' ? 'xoauth2' : authentication,
    outgoing: sendsBy === 'own' ? own : null,
    address: words.address.trim(),
    host: words.host.trim(),
    port: Number(words.port),
    user: words.user.trim(),
    folders: linesOf(words.folders),
    ...(secret === '' || authentication === 'oauth' ? {} : { secret }),
    ...(grantId === null || authentication !== 'oauth' ? {} : { grantId }),
  };
}

const isWrongPort = (port: string): boolean => !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535;

/** What can be told without asking the server. */
export function faultsIn(say: Say, words: Words, isNew: boolean): readonly Fault[] {
  const wrong: Readonly<Record<string, boolean>> = {
    address: !isAddress(words.address.trim()),
    queueId: words.queueId === '',
    host: words.host.trim() === '' || /\s/.test(words.host.trim()),
    port: isWrongPort(words.port),
    user: words.user.trim() === '',
    secret: isNew && words.authentication !== 'oauth' && words.secret === '',
    grantId: isNew && words.authentication === 'oauth' && words.grantId === null,
    outHost: words.sendsBy === 'own' && (words.outHost.trim() === '' || /\s/.test(words.outHost.trim())),
    outPort: words.sendsBy === 'own' && isWrongPort(words.outPort),
    folders: linesOf(words.folders).length === 0,
  };
  return Object.keys(wrong)
    .filter((field) => wrong[field] === true)
    .map((field) => faultOf(say, field));
}
