import type { TokenDesk } from '@redress/channels/email/oauth.js';
import { type MailboxWayOut, type MailSender, openMailboxSender } from '@redress/channels/email/sender.js';
import type { Desk } from '@redress/desk/desk.js';
import { openMailboxSecret } from '@redress/desk/mail-accounts.js';
import { tokensOf } from './mailbox-tokens.js';
import type { Post } from '@redress/desk/sending.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { type OwnWayOut, readOwnWayOut } from '@redress/persistence/stores/mail-accounts.store.js';
import { errorText } from '@redress/platform/errors.js';

interface Opened {
  readonly version: number;
  readonly sender: MailSender;
}

/** The servers by which single mailboxes send. Each is opened when its first mail leaves, and anew when its account was changed. */
export class WaysOut {
  private readonly opened = new Map<string, Opened>();

  constructor(
    private readonly desk: Pick<Desk, 'database' | 'keys' | 'clock'>,
    private readonly tokenDesk: TokenDesk,
  ) {}

  readonly find: NonNullable<Post['ownWay']> = async (from) => {
    const own = await readOwnWayOut(sqlOn(this.desk.database), from);
    if (own === null) return null;
    try {
      const sender = this.senderOf(own);
      return (source, envelope) => sender.send(source, envelope);
    } catch (error) {
      // An account that must not send as it is set up keeps its mail waiting, with the reason.
      return () => Promise.resolve({ kind: 'retry', detail: errorText(error) });
    }
  };

  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map(({ sender }) => sender.close()));
    this.opened.clear();
  }

  private senderOf(own: OwnWayOut): MailSender {
    const known = this.opened.get(own.id);
    if (known?.version === own.version) return known.sender;
    const secret = this.secretOf(own);
    const { host, port, security, user } = own;
    const sender = openMailboxSender({ host, port, security, user, secret });
    this.opened.set(own.id, { version: own.version, sender });
    // What is on its way by the old one may end.
    void known?.sender.close();
    return sender;
  }

  private secretOf({ grantId, authentication, secretSealed }: OwnWayOut): MailboxWayOut['secret'] {
    if (grantId !== null) return { freshToken: tokensOf(this.desk, this.tokenDesk, grantId) };
    const open = openMailboxSecret(this.desk.keys, secretSealed);
    return authentication === 'xoauth2' ? { accessToken: open } : { password: open };
  }
}
