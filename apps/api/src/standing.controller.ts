import { Body, Controller, Get, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CustomerStanding } from '@redress/contract/routing.js';
import type { Desk } from '@redress/desk/desk.js';
import { saveStanding } from '@redress/desk/standing.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { customerCard } from '@redress/views/customer.view.js';
import { standingOf } from '@redress/views/work.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { SaveStandingRequest } from './standing.requests.js';

/** What a customer means to us: his organisation, tier and worth. */
@ApiTags('customers')
@Controller('customers')
export class StandingController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get(':id/standing')
  @Allow({ scope: 'tickets:read' })
  async read(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CustomerStanding> {
    return this.show(asker, id, response);
  }

  @Put(':id/standing')
  @Allow({ roles: ['admin', 'teamLead'], scope: 'tickets:write' })
  async save(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveStandingRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CustomerStanding> {
    const card = found(await customerCard(this.sql, asker, id));
    await saveStanding(this.desk, asker, card.id, version, body);
    return this.show(asker, card.id, response);
  }

  /** A customer of whom the asker sees no ticket is not there for him. */
  private async show(asker: Asker, id: string, response: Response): Promise<CustomerStanding> {
    const card = found(await customerCard(this.sql, asker, id));
    const standing = found(await standingOf(this.sql, card.id));
    setVersion(response, standing.version);
    return standing;
  }
}
