import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { Agent } from '@redress/contract/people.js';
import type { Desk } from '@redress/desk/desk.js';
import { invitationLink } from '@redress/desk/password-links.js';
import { createAgent, editAgent } from '@redress/desk/people.js';
import { plainPhoneNames } from '@redress/desk/phone-names.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { agentById, agentList } from '@redress/views/people.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { PageRequest } from './page.requests.js';
import { DESK } from './parts.js';
import { EditAgentRequest, InviteAgentRequest } from './people.requests.js';

@ApiTags('people')
@Controller('agents')
export class AgentsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Everybody whom a ticket can be given to. */
  @Get()
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  async list(@Query() query: PageRequest): Promise<Page<Agent>> {
    return agentList(this.sql, query);
  }

  @Post()
  @Allow({ roles: ['admin'], scope: 'admin' })
  async invite(
    @Asking() asker: Asker,
    @Body() body: InviteAgentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ agent: Agent; passwordLink?: string }> {
    const { password, ...rest } = body;
    const id = await createAgent(
      this.desk,
      asker.agentId ?? 'system',
      password === undefined ? rest : { ...rest, password },
    );
    const passwordLink = password === undefined ? await invitationLink(this.desk, asker, id) : undefined;
    const agent = await this.show(id, response);
    return passwordLink === undefined ? { agent } : { agent, passwordLink };
  }

  @Patch(':id')
  @Allow({ roles: ['admin'], scope: 'admin' })
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number,
    @Body() body: EditAgentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Agent> {
    const { phoneNames, ...rest } = body;
    const plain = phoneNames && plainPhoneNames(phoneNames, this.desk.phoneCountry);
    await editAgent(this.desk, asker, id, version, { ...rest, phoneNames: plain });
    return this.show(id, response);
  }

  /** A link to choose a password, for handing over; the ones before it open nothing any more. */
  @Post(':id/password-link')
  @HttpCode(200)
  @Allow({ roles: ['admin'], scope: 'admin' })
  async passwordLink(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<{ link: string }> {
    return { link: await invitationLink(this.desk, asker, id) };
  }

  private async show(id: string, response: Response): Promise<Agent> {
    const agent = found(await agentById(this.sql, id));
    setVersion(response, agent.version);
    return agent;
  }
}
