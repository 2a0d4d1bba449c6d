import type { TokenDesk } from '@redress/channels/email/oauth.js';
import type { MailServer } from '@redress/contract/mail.js';
import { instant } from '@redress/domain/time.js';
import type { MailboxLogin, MailboxSetup, TestMail, TestMailbox } from './parts.js';

/** Somebody waits in front of a screen: an answer that takes longer counts as none. */
const PATIENCE = { connectMs: 10_000, commandMs: 10_000 };

/** Tries a mailbox from this process. The parts that speak IMAP are loaded when the first one is tried. */
export const tryMailbox: TestMailbox = async (login) => {
  const { testMailbox } = await import('@redress/channels/email/mailbox-test.js');
  return testMailbox(accountOf(login), secretOf(login), PATIENCE);
};

/**
 * The same for what comes before a mailbox is saved.
 * @param nameServers asked in place of those of this machine (`address:port`)
 */
export const mailboxSetup = (internalHosts: readonly string[], nameServers: readonly string[] = []): MailboxSetup => ({
  tokenDesk: lazyTokenDesk(internalHosts),
  find: async (address) => {
    const { openMailNames } = await import('@redress/channels/email/mail-names.js');
    const { findMail } = await import('@redress/channels/email/find-mail.js');
    return findMail(address, openMailNames(undefined, nameServers), internalHosts);
  },
  send: async (login, by, mail) => {
    const { testSending } = await import('@redress/channels/email/sender.js');
    const raw = await testMailOf(mail);
    const way = 'url' in by ? by : { ...wayOf(by), user: login.user, secret: secretOf(login) };
    const patience = { connectMs: PATIENCE.connectMs, silenceMs: PATIENCE.commandMs };
    return testSending(way, { raw, envelope: { from: mail.address, to: mail.address } }, patience);
  },
  awaitMail: async (login, messageId, waitMs) => {
    const { awaitMail } = await import('@redress/channels/email/mailbox-look.js');
    return awaitMail(accountOf(login), secretOf(login), messageId, waitMs, PATIENCE);
  },
  newest: async (login, most) => {
    const { newestMails } = await import('@redress/channels/email/mailbox-look.js');
    return newestMails(accountOf(login), secretOf(login), most, PATIENCE);
  },
});

/** What speaks to the providers of mailboxes, loaded when the first one is asked. */
const lazyTokenDesk = (internalHosts: readonly string[]): TokenDesk => {
  const opened = async () => (await import('@redress/channels/email/oauth.js')).openTokenDesk(internalHosts);
  return {
    openPage: async (page) => (await opened()).openPage(page),
    redeem: async (...asked) => (await opened()).redeem(...asked),
    renew: async (...asked) => (await opened()).renew(...asked),
  };
};

const wayOf = ({ host, port, security }: MailServer): MailServer => ({ host, port, security });

const TEXT = `This mail was sent to test whether mail of this mailbox leaves and comes back.

You may delete it. It opens no ticket.
`;

/** Marked as automatic and as ours, so that no ticket comes of it wherever it is read. */
async function testMailOf({ address, senderName, messageId, installation }: TestMail): Promise<Buffer> {
  const { buildMail } = await import('@redress/channels/email/build-mail.js');
  return buildMail({
    ...{ messageId, installation, text: TEXT, html: null, attachments: [], replyTo: null, cc: [] },
    ...{ inReplyTo: null, references: [], automatic: 'generated', at: instant(Date.now()) },
    from: { name: senderName, address },
    to: [{ name: '', address }],
    subject: 'Redress: test of this mailbox',
  });
}

const accountOf = (login: MailboxLogin) => ({
  id: 'test',
  host: login.host,
  port: login.port,
  security: login.security,
  user: login.user,
  ca: null,
  folders: login.folders,
  marksSeen: false,
  backlog: 'leave' as const,
  maxBytes: 4 * 1_024 * 1_024,
});

const secretOf = ({ authentication, secret }: MailboxLogin) =>
  authentication === 'xoauth2' ? { accessToken: secret } : { password: secret };
