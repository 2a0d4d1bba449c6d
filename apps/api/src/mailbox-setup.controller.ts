import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FoundMailServers, MailboxPreview, ReturnTrial, SendingTrial } from '@redress/contract/mailbox-setup.js';
import type { Desk } from '@redress/desk/desk.js';
import type { MailReader } from '@redress/desk/intake.js';
import { countTrial, secretToTest } from '@redress/desk/mail-accounts.js';
import { previewMails } from '@redress/desk/mail-preview.js';
import { plainAddress } from '@redress/desk/people.js';
import type { Asker } from '@redress/domain/people.js';
import type { Config } from '@redress/platform/config.js';
import { newId } from '@redress/platform/ids.js';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { FindMailServersRequest, TestReturnRequest } from './mailbox-setup.requests.js';
import { CONFIG, DESK, MAILBOX_SETUP, type MailboxLogin, type MailboxSetup, READ_MAIL } from './parts.js';
import { TestMailAccountRequest } from './policy.requests.js';

/** A request waits so long for the test mail; whoever asked asks again. */
const WAIT_MS = 6_000;
const MOST_PREVIEWED = 20;

/** What an administrator tries before a mailbox is saved. Nothing is stored here, and no secret is repeated. */
@ApiTags('policy')
@Controller('mail-accounts')
@Allow({ roles: ['admin'], scope: 'admin' })
export class MailboxSetupController {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(MAILBOX_SETUP) private readonly setup: MailboxSetup,
    @Inject(READ_MAIL) private readonly readMail: MailReader,
  ) {}

  /** Proposes the servers of a mail address, by what is known of providers and by the DNS; connects nowhere. */
  @Post('find')
  @HttpCode(200)
  async find(@Asking() asker: Asker, @Body() body: FindMailServersRequest): Promise<FoundMailServers> {
    const address = plainAddress(body.address, '/address');
    await countTrial(this.desk, asker);
    const { provider, by, names, incoming, outgoing } = await this.setup.find(address);
    if (provider === null) return { provider, by, names, incoming, outgoing };
    const { name, signIn, page, mustBeSwitchedOn } = provider;
    return { provider: { name, signIn, page, mustBeSwitchedOn }, by, names, incoming, outgoing };
  }

  /** Sends a mail from the mailbox to itself, by its own server where one is given. It opens no ticket. */
  @Post('test/send')
  @HttpCode(200)
  async send(@Asking() asker: Asker, @Body() body: TestMailAccountRequest): Promise<SendingTrial> {
    const address = plainAddress(body.address, '/address');
    const login = await this.login(asker, body);
    const { outgoing } = body;
    const { smtpUrl, installationName } = this.config;
    const by = outgoing ?? (smtpUrl === null ? null : { url: smtpUrl });
    if (by === null) return { steps: [], way: 'captured', messageId: null };
    const messageId = `${newId()}.setup@${address.slice(address.lastIndexOf('@') + 1)}`;
    const steps = await this.setup.send(login, by, {
      ...{ address, messageId, senderName: installationName, installation: this.desk.installationId },
    });
    const hasLeft = steps.every(({ ok }) => ok);
    return { steps, way: 'url' in by ? 'desk' : 'mailbox', messageId: hasLeft ? messageId : null };
  }

  /** Waits some seconds for the test mail to lie in the mailbox; ask again while it does not. */
  @Post('test/return')
  @HttpCode(200)
  async comesBack(@Asking() asker: Asker, @Body() body: TestReturnRequest): Promise<ReturnTrial> {
    const login = await this.login(asker, body);
    const looked = await this.setup.awaitMail(login, body.messageId, WAIT_MS);
    return 'failed' in looked
      ? { folder: null, isJunk: false, failed: looked.failed }
      : { ...looked.found, failed: null };
  }

  /** What the newest twenty mails of the first folder would become if they came in now; none is stored or marked. */
  @Post('preview')
  @HttpCode(200)
  async preview(@Asking() asker: Asker, @Body() body: TestMailAccountRequest): Promise<MailboxPreview> {
    const looked = await this.setup.newest(await this.login(asker, body), MOST_PREVIEWED);
    if ('failed' in looked) return { folder: null, mails: [], failed: looked.failed };
    const { folder: name, uidValidity, total, lastUid, mails } = looked.found;
    const previewed = await previewMails(this.desk, this.readMail, body.queueId, mails);
    const beforePreview = (mails[0]?.uid ?? lastUid + 1) - 1;
    const folder = { name, uidValidity, total, afterAll: lastUid, beforePreview };
    return { folder, mails: previewed.toReversed(), failed: null };
  }

  private async login(asker: Asker, body: TestMailAccountRequest): Promise<MailboxLogin> {
    await countTrial(this.desk, asker);
    const secret = await secretToTest(this.desk, this.setup.tokenDesk, body, body.id);
    const { host, port, security, user, authentication, folders } = body;
    return { host, port, security, user, authentication, folders, secret };
  }
}
