import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { Channel } from '@redress/channels/channel.js';
import type { ChannelAccount, ChannelProvider } from '@redress/contract/channels.js';
import { createChannelAccount, editChannelAccount, removeChannelAccount } from '@redress/desk/channel-accounts.js';
import type { Desk } from '@redress/desk/desk.js';
import { faulty } from '@redress/desk/people.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { channelAccountById, channelAccountList } from '@redress/views/channels.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { CreateChannelRequest, EditChannelRequest } from './channels.requests.js';
import { found } from './found.js';
import { KNOCKS } from './knock-gate.js';
import { DESK } from './parts.js';

@ApiTags('policy')
@Controller('channels')
@Allow({ roles: ['admin'], scope: 'admin' })
export class ChannelsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** The accounts of channels besides mail: what each can do, and how it goes. */
  @Get()
  async list(): Promise<Page<ChannelAccount>> {
    return channelAccountList(this.sql);
  }

  /** The channels that accounts can be made of, and what each asks for. */
  @Get('providers')
  async providers(): Promise<Page<ChannelProvider>> {
    const { CHANNELS } = await import('@redress/channels/channels.js');
    return {
      data: CHANNELS.map((channel) => providerOf(channel, this.desk.publicUrl)),
      page: { next: null, hasMore: false },
    };
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() { kind, ...wanted }: CreateChannelRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChannelAccount> {
    const { CHANNELS } = await import('@redress/channels/channels.js');
    const channel = CHANNELS.find((one) => one.kind === kind);
    const kinds = CHANNELS.map((one) => one.kind).join(', ');
    if (channel === undefined) throw faulty('/kind', 'unknown', `There is no such channel. Choose one of: ${kinds}.`);
    return this.show(await createChannelAccount(this.desk, asker, channel, wanted), response);
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number,
    @Body() body: EditChannelRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChannelAccount> {
    const { channelOf } = await import('@redress/channels/channels.js');
    await editChannelAccount(this.desk, asker, { id, version }, channelOf, body);
    return this.show(id, response);
  }

  /** What came by it stays; what answers it needs another way. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string, @SeenVersion() version: number): Promise<void> {
    await removeChannelAccount(this.desk, asker, id, version);
  }

  private async show(id: string, response: Response): Promise<ChannelAccount> {
    const account = found(await channelAccountById(this.sql, id));
    setVersion(response, account.version);
    return account;
  }
}

const providerOf = ({ kind, name, can, introduction }: Channel, publicUrl: string): ChannelProvider => ({
  ...{ kind, channel: name, abilities: can, ...introduction },
  webhookUrl: can.receives.includes('webhook') ? `${publicUrl}${KNOCKS}/${kind}/webhook` : null,
  fields: introduction.fields.map(({ identifies: _, ...field }) => ({ choices: [], ...field })),
});
