import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { BegunSignIn, FinishedSignIn, SignInGround } from '@redress/contract/mailbox-grants.js';
import type { Desk } from '@redress/desk/desk.js';
import { countTrial } from '@redress/desk/mail-accounts.js';
import { beginSignIn, finishSignIn, redirectUriOf } from '@redress/desk/mailbox-sign-in.js';
import type { Asker } from '@redress/domain/people.js';
import type { Config } from '@redress/platform/config.js';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { BeginSignInRequest, FinishSignInRequest } from './mailbox-sign-in.requests.js';
import { CONFIG, DESK, MAILBOX_SETUP, type MailboxSetup } from './parts.js';

/** The owner of a mailbox signs in at his provider, and the desk may read and send for him from then on. */
@ApiTags('policy')
@Controller('mail-accounts/oauth')
@Allow({ roles: ['admin'], scope: 'admin' })
export class MailboxSignInController {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(MAILBOX_SETUP) private readonly setup: MailboxSetup,
  ) {}

  /** What has to be entered at the provider before anybody can sign in there. */
  @Get()
  ground(): SignInGround {
    return { redirectUri: redirectUriOf(this.desk) };
  }

  /** Answers with the page of the provider, for the browser. It can be finished once, by this session, within a quarter of an hour. */
  @Post('begin')
  @HttpCode(200)
  async begin(@Asking() asker: Asker, @Body() body: BeginSignInRequest): Promise<BegunSignIn> {
    await countTrial(this.desk, asker);
    const { internalHosts } = this.config;
    return beginSignIn(this.desk, asker, { tokenDesk: this.setup.tokenDesk, internalHosts }, body);
  }

  /** What the provider sent back becomes tokens, which are sealed here and shown to nobody. */
  @Post('finish')
  @HttpCode(200)
  async finish(@Asking() asker: Asker, @Body() body: FinishSignInRequest): Promise<FinishedSignIn> {
    await countTrial(this.desk, asker);
    return finishSignIn(this.desk, asker, this.setup.tokenDesk, body);
  }
}
