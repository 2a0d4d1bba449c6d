import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RegulatoryTemplate, RegulatoryTemplateWithVersions } from '@redress/contract/sla-policy.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { createTemplate, editTemplate, removeTemplate } from '@redress/desk/regulatory-templates.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { templateById, templateList } from '@redress/views/sla-policy.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { CreateTemplateRequest, SaveTemplateRequest } from './sla.requests.js';

const READERS = { roles: ['admin', 'teamLead', 'agent', 'quality'], scope: ['tickets:read', 'admin'] } as const;

@ApiTags('policy')
@Controller('regulatory-templates')
@Allow({ roles: ['admin'], scope: 'admin' })
export class RegulatoryTemplatesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Those that ship with the product, which cannot be changed, and those of the house. */
  @Get()
  @Allow(READERS)
  async list(): Promise<Page<RegulatoryTemplate>> {
    return templateList(this.sql);
  }

  /** One of the house, with everything that it said in earlier versions. */
  @Get(':id')
  @Allow(READERS)
  async read(
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegulatoryTemplateWithVersions> {
    return this.show(id, response);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: CreateTemplateRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegulatoryTemplateWithVersions> {
    return this.show(await createTemplate(this.desk, asker, body), response);
  }

  /** Makes a new version; clocks that run keep the one that they started with. */
  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveTemplateRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegulatoryTemplateWithVersions> {
    await editTemplate(this.desk, asker, { id, version }, body);
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<void> {
    await removeTemplate(this.desk, asker, { id, version });
  }

  private async show(id: string, response: Response): Promise<RegulatoryTemplateWithVersions> {
    const template = found(await templateById(this.sql, id));
    setVersion(response, template.version);
    return template;
  }
}
