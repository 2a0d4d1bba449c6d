import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { FormPreview, WebForm } from '@redress/contract/forms.js';
import type { Desk } from '@redress/desk/desk.js';
import { createForm, editForm, removeForm } from '@redress/desk/web-forms.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { webFormById, webFormList } from '@redress/views/web-forms.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { formPage } from './form-page.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { PreviewFormRequest, SaveWebFormRequest } from './web-forms.requests.js';

@ApiTags('policy')
@Controller('web-forms')
@Allow({ roles: ['admin'], scope: 'admin' })
export class WebFormsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** The forms for customers on the web. */
  @Get()
  list(): Promise<Page<WebForm>> {
    return webFormList(this.sql, this.desk.publicUrl);
  }

  @Get(':id')
  async read(@Param('id', IdPipe) id: string, @Res({ passthrough: true }) response: Response): Promise<WebForm> {
    return this.show(id, response);
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveWebFormRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebForm> {
    return this.show(await createForm(this.desk, asker, body.plan()), response);
  }

  /** The page of a form that need not be complete, as customers would see it. Nothing is stored. */
  @Post('preview')
  @HttpCode(200)
  preview(@Body() body: SaveWebFormRequest, @Query() { lang, scheme }: PreviewFormRequest): FormPreview {
    const form = body.plan();
    const language = lang ?? form.languages[0] ?? 'en';
    const theme = { scheme: scheme ?? null, accent: null, ground: null, ink: null };
    const view = { language, theme, installation: this.desk.installationName, embedded: false };
    return { html: formPage({ ...view, form, token: null, bits: 0, typed: null }) };
  }

  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveWebFormRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebForm> {
    await editForm(this.desk, asker, { id, version }, body.plan());
    return this.show(id, response);
  }

  /** What came by it stays. */
  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<void> {
    await removeForm(this.desk, asker, { id, version });
  }

  private async show(id: string, response: Response): Promise<WebForm> {
    const form = found(await webFormById(this.sql, this.desk.publicUrl, id));
    setVersion(response, form.version);
    return form;
  }
}
