import { Body, Controller, Get, HttpCode, Inject, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  DryRun,
  FactDescription,
  PriorityTable,
  RoutingPreview,
  RoutingSettings,
} from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { savePriorityTable, saveRoutingSettings } from '@redress/desk/routing-rules.js';
import { dryRun, previewRouting } from '@redress/desk/routing-trial.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { factList, idsIn, namesOf, priorityTable, routingSettings } from '@redress/views/routing.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, SeenVersion, setVersion } from './asked.js';
import { DESK } from './parts.js';
import {
  DryRunRequest,
  PreviewRoutingRequest,
  SavePriorityTableRequest,
  SaveRoutingSettingsRequest,
} from './routing.requests.js';

@ApiTags('policy')
@Controller()
export class RoutingController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** What a condition can ask. */
  @Get('routing/facts')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  facts(): Page<FactDescription> {
    return factList();
  }

  /** What the rules make of these facts. Nothing is stored. */
  @Post('routing/preview')
  @HttpCode(200)
  @Allow({ roles: ['admin', 'teamLead'], scope: 'tickets:read' })
  async preview(@Body() body: PreviewRoutingRequest): Promise<RoutingPreview> {
    const said = await previewRouting(this.desk, body.facts, body.rules ?? null);
    return { ...said, names: await namesOf(this.sql, idsIn(said)) };
  }

  /** How the newest tickets would go by these rules. Nothing is stored. */
  @Post('routing/dry-run')
  @HttpCode(200)
  @Allow({ roles: ['admin'], scope: 'admin' })
  dryRun(@Body() body: DryRunRequest): Promise<DryRun> {
    return dryRun(this.desk, body.last, body.rules ?? null);
  }

  @Get('priority-table')
  @Allow({ roles: ['admin', 'teamLead', 'quality'], scope: 'tickets:read' })
  readTable(@Res({ passthrough: true }) response: Response): Promise<PriorityTable> {
    return this.table(response);
  }

  @Put('priority-table')
  @Allow({ roles: ['admin'], scope: 'admin' })
  async saveTable(
    @Asking() asker: Asker,
    @SeenVersion() version: number | null,
    @Body() body: SavePriorityTableRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PriorityTable> {
    await savePriorityTable(this.desk, asker, version, body.rows);
    return this.table(response);
  }

  /** How work is given out: what a ticket of each channel weighs, and when tickets of somebody who is gone return. */
  @Get('routing/settings')
  @Allow({ roles: ['admin'], scope: 'admin' })
  readSettings(@Res({ passthrough: true }) response: Response): Promise<RoutingSettings> {
    return this.settings(response);
  }

  @Put('routing/settings')
  @Allow({ roles: ['admin'], scope: 'admin' })
  async saveSettings(
    @Asking() asker: Asker,
    @SeenVersion() version: number | null,
    @Body() body: SaveRoutingSettingsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RoutingSettings> {
    await saveRoutingSettings(this.desk, asker, version, body);
    return this.settings(response);
  }

  private async settings(response: Response): Promise<RoutingSettings> {
    const settings = await routingSettings(this.sql);
    setVersion(response, settings.version);
    return settings;
  }

  private async table(response: Response): Promise<PriorityTable> {
    const table = await priorityTable(this.sql);
    setVersion(response, table.version);
    return table;
  }
}
