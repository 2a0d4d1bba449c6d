import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RoutingRule, RoutingRuleVersion } from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { createRoutingRule, editRoutingRule, orderRules, removeRule } from '@redress/desk/routing-rules.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { routingRuleById, routingRuleList, versionsOfRule } from '@redress/views/routing.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { OrderRoutingRulesRequest, SaveRoutingRuleRequest } from './routing.requests.js';

@ApiTags('policy')
@Controller('routing-rules')
@Allow({ roles: ['admin'], scope: 'admin' })
export class RoutingRulesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** In the order in which they are asked. */
  @Get()
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  list(): Promise<Page<RoutingRule>> {
    return routingRuleList(this.sql);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveRoutingRuleRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RoutingRule> {
    return this.show(
      await createRoutingRule(this.desk, asker, { ...body, condition: body.condition ?? null }),
      response,
    );
  }

  @Put('order')
  async order(@Asking() asker: Asker, @Body() body: OrderRoutingRulesRequest): Promise<Page<RoutingRule>> {
    await orderRules(
      this.desk,
      asker,
      body.ids.map((id) => id.toLowerCase()),
    );
    return routingRuleList(this.sql);
  }

  @Get(':id')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  read(@Param('id', IdPipe) id: string, @Res({ passthrough: true }) response: Response): Promise<RoutingRule> {
    return this.show(id, response);
  }

  @Get(':id/versions')
  @Allow({ roles: ['admin', 'teamLead'], scope: 'tickets:read' })
  async versions(@Param('id', IdPipe) id: string): Promise<Page<RoutingRuleVersion>> {
    return found(await versionsOfRule(this.sql, id));
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveRoutingRuleRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RoutingRule> {
    await editRoutingRule(this.desk, asker, id, version, { ...body, condition: body.condition ?? null });
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeRule(this.desk, asker, id);
  }

  private async show(id: string, response: Response): Promise<RoutingRule> {
    const rule = found(await routingRuleById(this.sql, id));
    setVersion(response, rule.version);
    return rule;
  }
}
