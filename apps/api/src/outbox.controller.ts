import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { OutboxMail, OutboxMailBody } from '@redress/contract/mail.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { outboxMail, outboxPage } from '@redress/views/outbox.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe } from './asked.js';
import { sourceFile } from './messages.controller.js';
import { DESK } from './parts.js';
import { OutboxRequest } from './tickets.requests.js';

const READ = { roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' } as const;

@ApiTags('outbox')
@Controller('outbox')
export class OutboxController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @Get()
  @Allow(READ)
  list(@Asking() asker: Asker, @Query() query: OutboxRequest): Promise<Page<OutboxMail>> {
    const { to = null, state = null, limit, after = null } = query;
    return outboxPage(sqlOn(this.desk.database), asker, { to, state, limit, after });
  }

  @Get(':id')
  @Allow(READ)
  async read(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<OutboxMailBody> {
    return (await this.find(asker, id)).mail;
  }

  /** The bytes that were sent or kept; there are none before the first try. */
  @Get(':id/source')
  @Allow(READ)
  async source(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { sourceSha256 } = await this.find(asker, id);
    if (sourceSha256 === null)
      throw new Refusal('not-found', 'This mail has not been built yet: its undo window is open.');
    return sourceFile(this.desk, sourceSha256, id, response);
  }

  private async find(asker: Asker, id: string): Promise<{ mail: OutboxMailBody; sourceSha256: string | null }> {
    const found = await outboxMail(sqlOn(this.desk.database), asker, id);
    if (found === null) throw new Refusal('not-found', 'There is no such mail, or you may not see it.');
    return found;
  }
}
