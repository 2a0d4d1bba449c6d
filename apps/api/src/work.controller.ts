import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Absence, AgentWork, Presence, QueueAssignment } from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import {
  choosePresence,
  editAbsence,
  editAssignment,
  registerAbsence,
  removeAbsence,
  saveWorkOf,
} from '@redress/desk/work.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { absenceById, absenceList, assignmentOf, presenceOf, workList } from '@redress/views/work.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import {
  ListAbsencesRequest,
  PresenceRequest,
  SaveAbsenceRequest,
  SaveAssignmentRequest,
  SaveWorkRequest,
} from './work.requests.js';

/** Who can do what, who is there, and how queues give out their tickets. */
@ApiTags('people')
@Controller()
export class WorkController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Of everybody; a team lead sees his teams. */
  @Get('agents/work')
  @Allow({ roles: ['admin', 'teamLead'], scope: 'tickets:read' })
  work(@Asking() asker: Asker): Promise<Page<AgentWork>> {
    return workList(this.sql, asker, this.desk.clock.now());
  }

  @Put('agents/:id/work')
  @Allow({ roles: ['admin', 'teamLead'], scope: 'tickets:write' })
  async saveWork(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveWorkRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AgentWork> {
    await saveWorkOf(this.desk, asker, id, version, body);
    const [work = null] = (await workList(this.sql, asker, this.desk.clock.now(), id)).data;
    const saved = found(work);
    setVersion(response, saved.version);
    return saved;
  }

  @Get('session/presence')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality', 'light'] })
  async presence(@Asking() asker: Asker): Promise<Presence> {
    return this.presenceOf(asker);
  }

  /** Repeated while a screen is open: without a sign of life for three minutes somebody counts as offline. */
  @Put('session/presence')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality', 'light'] })
  async choosePresence(@Asking() asker: Asker, @Body() body: PresenceRequest): Promise<Presence> {
    await choosePresence(this.desk, asker, body.state);
    return this.presenceOf(asker);
  }

  /** An agent sees his own, a team lead those of his teams. */
  @Get('absences')
  @Allow({ roles: ['admin', 'teamLead', 'agent'], scope: 'tickets:read' })
  absences(@Asking() asker: Asker, @Query() query: ListAbsencesRequest): Promise<Page<Absence>> {
    return absenceList(this.sql, asker, query.agent ?? null);
  }

  @Post('absences')
  @Allow({ roles: ['admin', 'teamLead', 'agent'], scope: 'tickets:write' })
  async registerAbsence(
    @Asking() asker: Asker,
    @Body() body: SaveAbsenceRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Absence> {
    return this.absence(asker, await registerAbsence(this.desk, asker, body), response);
  }

  @Put('absences/:id')
  @Allow({ roles: ['admin', 'teamLead', 'agent'], scope: 'tickets:write' })
  async editAbsence(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveAbsenceRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Absence> {
    await editAbsence(this.desk, asker, id, version, body);
    return this.absence(asker, id, response);
  }

  @Delete('absences/:id')
  @HttpCode(204)
  @Allow({ roles: ['admin', 'teamLead', 'agent'], scope: 'tickets:write' })
  async removeAbsence(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeAbsence(this.desk, asker, id);
  }

  @Get('queues/:id/assignment')
  @Allow({ scope: 'tickets:read' })
  readAssignment(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<QueueAssignment> {
    return this.assignment(asker, id, response);
  }

  @Put('queues/:id/assignment')
  @Allow({ roles: ['admin', 'teamLead'], scope: 'tickets:write' })
  async saveAssignment(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveAssignmentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<QueueAssignment> {
    await editAssignment(this.desk, asker, id, version, body);
    return this.assignment(asker, id, response);
  }

  private async assignment(asker: Asker, id: string, response: Response): Promise<QueueAssignment> {
    const { sight } = asker;
    const seen = sight.kind === 'queues' ? sight.queueIds : sight.kind === 'all' ? null : [];
    const assignment = found(await assignmentOf(this.sql, id, seen));
    setVersion(response, assignment.version);
    return assignment;
  }

  private async absence(asker: Asker, id: string, response: Response): Promise<Absence> {
    const absence = found(await absenceById(this.sql, asker, id));
    setVersion(response, absence.version);
    return absence;
  }

  private async presenceOf(asker: Asker): Promise<Presence> {
    return found(await presenceOf(this.sql, asker.agentId ?? asker.via.id, this.desk.clock.now()));
  }
}
