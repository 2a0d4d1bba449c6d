import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DryRun, Trigger, TriggerRun, TriggerRunOnTicket } from '@redress/contract/automation.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { createTrigger, editTrigger, removeTrigger } from '@redress/desk/triggers.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { triggerById } from '@redress/persistence/stores/triggers.store.js';
import { dryRun, runsOfTicket, runsOfTrigger, triggerList, triggerView } from '@redress/views/automation.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { SaveTriggerRequest } from './automation.requests.js';
import { found } from './found.js';
import { PageRequest } from './page.requests.js';
import { DESK } from './parts.js';

@ApiTags('automation')
@Controller()
@Allow({ roles: ['admin'], scope: 'admin' })
export class TriggersController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get('triggers')
  list(): Promise<Page<Trigger>> {
    return triggerList(this.sql);
  }

  @Get('triggers/:id')
  read(@Param('id', IdPipe) id: string, @Res({ passthrough: true }) response: Response): Promise<Trigger> {
    return this.show(id, response);
  }

  @Post('triggers')
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveTriggerRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Trigger> {
    return this.show(await createTrigger(this.desk, asker, body.words()), response);
  }

  @Put('triggers/:id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveTriggerRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Trigger> {
    await editTrigger(this.desk, asker, id, version, body.words());
    return this.show(id, response);
  }

  @Delete('triggers/:id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeTrigger(this.desk, asker, id);
  }

  @Post('triggers/:id/dry-run')
  @HttpCode(200)
  async dryRun(@Param('id', IdPipe) id: string): Promise<DryRun> {
    return dryRun(this.sql, found(await triggerById(this.sql, id)));
  }

  /** What it did, on which tickets, and what the limit stopped; the newest first. */
  @Get('triggers/:id/runs')
  async runs(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Query() query: PageRequest,
  ): Promise<Page<TriggerRunOnTicket>> {
    found(await triggerById(this.sql, id));
    return runsOfTrigger(this.sql, asker, id, query);
  }

  /** What triggers did to a ticket, for whoever may see it. */
  @Get('tickets/:ticket/trigger-runs')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async ofTicket(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Page<TriggerRun>> {
    return runsOfTicket(this.sql, found(await findTicket(this.sql, asker, ticket)));
  }

  private async show(id: string, response: Response): Promise<Trigger> {
    const trigger = found(await triggerView(this.sql, id));
    setVersion(response, trigger.version);
    return trigger;
  }
}
