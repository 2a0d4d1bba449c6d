import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { Queue, SignaturePreview } from '@redress/contract/people.js';
import type { Desk } from '@redress/desk/desk.js';
import { createQueue, editQueue, removeQueue } from '@redress/desk/policy.js';
import { previewSignature } from '@redress/desk/signatures.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { queueById, queueList } from '@redress/views/people.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { PreviewSignatureRequest, SaveQueueRequest } from './policy.requests.js';

@ApiTags('policy')
@Controller('queues')
@Allow({ roles: ['admin'], scope: 'admin' })
export class QueuesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Those that the asker works; whoever logs calls needs to know all of them. */
  @Get()
  @Allow({ scope: 'tickets:read' })
  async list(@Asking() asker: Asker): Promise<Page<Queue>> {
    return queueList(this.sql, asker.sight.kind === 'queues' ? asker.sight.queueIds : null);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveQueueRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Queue> {
    return this.show(await createQueue(this.desk, asker, body), response);
  }

  /** How a signature would read below a mail of whoever asks; nothing is stored. */
  @Post('signature-preview')
  @HttpCode(200)
  previewSignature(
    @Asking() asker: Asker,
    @Body() { queue, text }: PreviewSignatureRequest,
  ): Promise<SignaturePreview> {
    return previewSignature(this.desk, asker, queue, text);
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number,
    @Body() body: SaveQueueRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Queue> {
    await editQueue(this.desk, asker, id, version, body);
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeQueue(this.desk, asker, id);
  }

  private async show(id: string, response: Response): Promise<Queue> {
    const queue = found(await queueById(this.sql, id));
    setVersion(response, queue.version);
    return queue;
  }
}
