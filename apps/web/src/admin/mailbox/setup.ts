import type { SaveMailAccount } from '@redress/contract/commands.js';
import type { MailServer } from '@redress/contract/mail.js';
import type { FoundMailServers, MailboxPreview } from '@redress/contract/mailbox-setup.js';
import { bodyOf, type Words } from '../mail-account-words.js';

export const STEPS = ['address', 'signIn', 'test', 'preview', 'live'] as const;
export type StepName = (typeof STEPS)[number];

/** From which mail on a new mailbox is taken in. */
export type Start = 'fresh' | 'these' | 'all';

/** The servers found stand in the form, unless somebody wrote others for this very address before. */
export function filledBy(words: Words, found: FoundMailServers): Words {
  const address = words.address.trim();
  const { incoming, outgoing, provider } = found;
  return {
    ...words,
    user: words.user === '' ? address : words.user,
    authentication: provider?.signIn === 'oauth' ? 'oauth' : 'password',
    grantId: null,
    host: incoming?.host ?? '',
    port: String(incoming?.port ?? 993),
    security: incoming?.security ?? 'tls',
    sendsBy: outgoing === null ? 'desk' : 'own',
    outHost: outgoing?.host ?? '',
    outPort: String(outgoing?.port ?? 587),
    outSecurity: outgoing?.security ?? 'starttls',
  };
}

export const serverWords = ({ host, port }: Pick<MailServer, 'host'> & { readonly port: number | string }): string =>
  `${host}:${port}`;

/** What is asked of the routes that try: the whole form. */
export const trialOf = (words: Words): SaveMailAccount => bodyOf(words);

/** The form as it is saved, with where taking in begins. */
export function savingOf(words: Words, folder: MailboxPreview['folder'], start: Start): SaveMailAccount {
  const body = bodyOf(words);
  if (folder === null || start === 'all') return body;
  const uid = start === 'fresh' ? folder.afterAll : folder.beforePreview;
  return { ...body, startAfter: { folder: folder.name, uidValidity: folder.uidValidity, uid } };
}

export interface Counts {
  readonly tickets: number;
  readonly joined: number;
  readonly left: number;
}

export function countsOf(mails: MailboxPreview['mails']): Counts {
  const count = (...wanted: readonly string[]): number =>
    mails.filter(({ becomes }) => wanted.includes(becomes)).length;
  return {
    tickets: count('ticket', 'held'),
    joined: count('joins', 'appended'),
    left: count('automatic', 'known', 'unreadable'),
  };
}
