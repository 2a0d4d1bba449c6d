import type { MailboxLogin, TestMailbox } from './parts.js';

/** Somebody waits in front of a screen: an answer that takes longer counts as none. */
const PATIENCE = { connectMs: 10_000, commandMs: 10_000 };

/** Tries a mailbox from this process. The parts that speak IMAP are loaded when the first one is tried. */
export const tryMailbox: TestMailbox = async (login) => {
  const { testMailbox } = await import('@redress/channels/email/mailbox-test.js');
  const { steps } = await testMailbox(accountOf(login), secretOf(login), PATIENCE);
  return steps;
};

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
  maxBytes: 1_024 * 1_024,
});

const secretOf = ({ authentication, secret }: MailboxLogin) =>
  authentication === 'xoauth2' ? { accessToken: secret } : { password: secret };
