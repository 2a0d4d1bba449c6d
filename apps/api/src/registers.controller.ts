import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Organisation, Product, Skill } from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import {
  createOrganisation,
  editOrganisation,
  putCode,
  removeCode,
  removeOrganisation,
} from '@redress/desk/registers.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { organisationById, organisationList, productList, skillList } from '@redress/views/work.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { SaveOrganisationRequest, SaveProductRequest, SaveSkillRequest } from './work.requests.js';

const only = <Row>({ data: [row] }: Page<Row>): Row => found(row ?? null);

/** What routing and people name: skills, products, organisations. */
@ApiTags('policy')
@Controller()
@Allow({ roles: ['admin'], scope: 'admin' })
export class RegistersController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get('skills')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  skills(): Promise<Page<Skill>> {
    return skillList(this.sql);
  }

  @Put('skills/:code')
  async saveSkill(@Asking() asker: Asker, @Param('code') code: string, @Body() body: SaveSkillRequest): Promise<Skill> {
    await putCode(this.desk, asker, 'skills', code, body);
    return only(await skillList(this.sql, code));
  }

  @Delete('skills/:code')
  @HttpCode(204)
  async removeSkill(@Asking() asker: Asker, @Param('code') code: string): Promise<void> {
    await removeCode(this.desk, asker, 'skills', code);
  }

  @Get('products')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  products(): Promise<Page<Product>> {
    return productList(this.sql);
  }

  @Put('products/:code')
  async saveProduct(
    @Asking() asker: Asker,
    @Param('code') code: string,
    @Body() body: SaveProductRequest,
  ): Promise<Product> {
    await putCode(this.desk, asker, 'products', code, body);
    return only(await productList(this.sql, code));
  }

  @Delete('products/:code')
  @HttpCode(204)
  async removeProduct(@Asking() asker: Asker, @Param('code') code: string): Promise<void> {
    await removeCode(this.desk, asker, 'products', code);
  }

  @Get('organisations')
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'quality'], scope: 'tickets:read' })
  organisations(): Promise<Page<Organisation>> {
    return organisationList(this.sql);
  }

  @Post('organisations')
  async createOrganisation(
    @Asking() asker: Asker,
    @Body() body: SaveOrganisationRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Organisation> {
    return this.organisation(await createOrganisation(this.desk, asker, body), response);
  }

  @Put('organisations/:id')
  async editOrganisation(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveOrganisationRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Organisation> {
    await editOrganisation(this.desk, asker, id, version, body);
    return this.organisation(id, response);
  }

  @Delete('organisations/:id')
  @HttpCode(204)
  async removeOrganisation(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<void> {
    await removeOrganisation(this.desk, asker, id);
  }

  private async organisation(id: string, response: Response): Promise<Organisation> {
    const organisation = found(await organisationById(this.sql, id));
    setVersion(response, organisation.version);
    return organisation;
  }
}
