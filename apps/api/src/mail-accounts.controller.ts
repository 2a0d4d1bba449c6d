import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { MailboxTrial } from '@redress/contract/mailbox-setup.js';
import type { Desk } from '@redress/desk/desk.js';
import {
  countTrial,
  createMailAccount,
  editMailAccount,
  removeMailAccount,
  secretToTest,
} from '@redress/desk/mail-accounts.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { mailAccountById, mailAccountList } from '@redress/views/policy.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK, MAILBOX_SETUP, type MailboxSetup, TEST_MAILBOX, type TestMailbox } from './parts.js';
import { SaveMailAccountRequest, TestMailAccountRequest } from './policy.requests.js';

@ApiTags('policy')
@Controller('mail-accounts')
@Allow({ roles: ['admin'], scope: 'admin' })
export class MailAccountsController {
  private readonly sql: Sql;

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(TEST_MAILBOX) private readonly tryMailbox: TestMailbox,
    @Inject(MAILBOX_SETUP) private readonly setup: MailboxSetup,
  ) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  async list(): Promise<Page<MailAccount>> {
    return mailAccountList(this.sql);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveMailAccountRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailAccount> {
    return this.show(await createMailAccount(this.desk, asker, body), response);
  }

  /** Connects, signs in and opens the folders; stores and reads nothing. */
  @Post('test')
  @HttpCode(200)
  async test(@Asking() asker: Asker, @Body() body: TestMailAccountRequest): Promise<MailboxTrial> {
    await countTrial(this.desk, asker);
    const secret = await secretToTest(this.desk, this.setup.tokenDesk, body, body.id);
    const { host, port, security, user, authentication, folders } = body;
    return this.tryMailbox({ host, port, security, user, authentication, folders, secret });
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number,
    @Body() body: SaveMailAccountRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailAccount> {
    await editMailAccount(this.desk, asker, { id, version }, body);
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string, @SeenVersion() version: number): Promise<void> {
    await removeMailAccount(this.desk, asker, id, version);
  }

  private async show(id: string, response: Response): Promise<MailAccount> {
    const account = found(await mailAccountById(this.sql, id));
    setVersion(response, account.version);
    return account;
  }
}
