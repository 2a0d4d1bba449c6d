import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NewWebhook, Webhook, WebhookDelivery } from '@redress/contract/notifications.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { createWebhook, editWebhook, removeWebhook, replayDelivery, testWebhook } from '@redress/desk/webhooks.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { hookDeliveries, webhookById, webhookList } from '@redress/views/automation.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { SaveWebhookRequest } from './automation.requests.js';
import { found } from './found.js';
import { DESK } from './parts.js';

@ApiTags('automation')
@Controller('webhooks')
@Allow({ roles: ['admin'], scope: 'admin' })
export class WebhooksController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  list(): Promise<Page<Webhook>> {
    return webhookList(this.sql);
  }

  /** The answer is the only one that holds the secret. */
  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveWebhookRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewWebhook> {
    const { id, secret } = await createWebhook(this.desk, asker, body.words());
    return { ...(await this.show(id, response)), secret };
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveWebhookRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Webhook> {
    await editWebhook(this.desk, asker, id, version, body.words());
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeWebhook(this.desk, asker, id);
  }

  @Get(':id/deliveries')
  async deliveries(@Param('id', IdPipe) id: string): Promise<Page<WebhookDelivery>> {
    found(await webhookById(this.sql, id));
    return hookDeliveries(this.sql, id);
  }

  /** Sends a test within seconds; how it went stands in the deliveries. */
  @Post(':id/test')
  @HttpCode(202)
  async test(@Param('id', IdPipe) id: string): Promise<void> {
    await testWebhook(this.desk, id);
  }

  @Post(':id/deliveries/:delivery/replay')
  @HttpCode(202)
  async replay(@Param('id', IdPipe) id: string, @Param('delivery', IdPipe) delivery: string): Promise<void> {
    await replayDelivery(this.desk, id, delivery);
  }

  private async show(id: string, response: Response): Promise<Webhook> {
    const webhook = found(await webhookById(this.sql, id));
    setVersion(response, webhook.version);
    return webhook;
  }
}
