import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { Team } from '@redress/contract/people.js';
import type { Desk } from '@redress/desk/desk.js';
import { createTeam, editTeam, removeTeam } from '@redress/desk/policy.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { teamById, teamList } from '@redress/views/people.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { SaveTeamRequest } from './people.requests.js';

@ApiTags('people')
@Controller('teams')
@Allow({ roles: ['admin'], scope: 'admin' })
export class TeamsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  async list(): Promise<Page<Team>> {
    return teamList(this.sql);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveTeamRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Team> {
    return this.show(await createTeam(this.desk, asker, body), response);
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number,
    @Body() body: SaveTeamRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Team> {
    await editTeam(this.desk, asker, id, version, body);
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeTeam(this.desk, asker, id);
  }

  private async show(id: string, response: Response): Promise<Team> {
    const team = found(await teamById(this.sql, id));
    setVersion(response, team.version);
    return team;
  }
}
