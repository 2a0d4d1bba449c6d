import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SavedView, SavedViews } from '@redress/contract/saved-views.js';
import type { Desk } from '@redress/desk/desk.js';
import { createSavedView, editSavedView, pinViews, removeSavedView } from '@redress/desk/saved-views.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { conditionsOf, parseFilter } from '@redress/views/queue-filter.js';
import { savedView, savedViews } from '@redress/views/saved-views.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, FreshId, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { PinViewsRequest, SaveViewRequest } from './saved-views.requests.js';

/** Filters of the queue under a name, and what each person has at hand of them. */
@ApiTags('saved views')
@Controller('saved-views')
@Allow({ scope: ['tickets:write', 'quality:write'] })
export class SavedViewsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** His own, those of his teams and those of everybody, by name. */
  @Get()
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  list(@Asking() asker: Asker): Promise<SavedViews> {
    return savedViews(this.sql, asker);
  }

  @Put('pins')
  async pin(@Asking() asker: Asker, @Body() body: PinViewsRequest): Promise<SavedViews> {
    await pinViews(this.desk, asker, body.views);
    return savedViews(this.sql, asker);
  }

  /** By id or slug. */
  @Get(':view')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  read(
    @Asking() asker: Asker,
    @Param('view') view: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SavedView> {
    return this.show(asker, view, response);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveViewRequest,
    @FreshId() id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SavedView> {
    refuseBadQuery(asker, body.q);
    await createSavedView(this.desk, asker, id, body);
    return this.show(asker, id, response);
  }

  /** Its slug stays as it was. */
  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveViewRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SavedView> {
    refuseBadQuery(asker, body.q);
    await editSavedView(this.desk, asker, id, version, body);
    return this.show(asker, id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<void> {
    await removeSavedView(this.desk, asker, id, version);
  }

  private async show(asker: Asker, view: string, response: Response): Promise<SavedView> {
    const shown = found(await savedView(this.sql, asker, view));
    setVersion(response, shown.version);
    return shown;
  }
}

/** @throws Refusal invalid for a query that the queue would not read */
const refuseBadQuery = (asker: Asker, q: string): void => void conditionsOf(parseFilter(q), asker, 1);
