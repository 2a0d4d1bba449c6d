import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EscalationPlan, EscalationPlanVersion } from '@redress/contract/escalation.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { createPlan, editPlan, removePlan } from '@redress/desk/escalation-plans.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { planById, planList, versionsOfPlan } from '@redress/views/plan.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { SaveEscalationPlanRequest } from './escalation.requests.js';
import { found } from './found.js';
import { DESK } from './parts.js';

@ApiTags('policy')
@Controller('escalation-plans')
@Allow({ roles: ['admin'], scope: 'admin' })
export class EscalationPlansController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  list(): Promise<Page<EscalationPlan>> {
    return planList(this.sql);
  }

  @Get(':id')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  async read(@Param('id', IdPipe) id: string, @Res({ passthrough: true }) response: Response): Promise<EscalationPlan> {
    return this.show(id, response);
  }

  @Get(':id/versions')
  async versions(@Param('id', IdPipe) id: string): Promise<Page<EscalationPlanVersion>> {
    return found(await versionsOfPlan(this.sql, id));
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveEscalationPlanRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EscalationPlan> {
    return this.show(await createPlan(this.desk, asker, body.words()), response);
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveEscalationPlanRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EscalationPlan> {
    await editPlan(this.desk, asker, id, version, body.words());
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removePlan(this.desk, asker, id);
  }

  private async show(id: string, response: Response): Promise<EscalationPlan> {
    const plan = found(await planById(this.sql, id));
    setVersion(response, plan.version);
    return plan;
  }
}
