import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  type PipeTransform,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { MailTemplate, MailTemplatePreview, MailTemplateText } from '@redress/contract/mail-templates.js';
import type { Desk } from '@redress/desk/desk.js';
import { previewMailTemplate, resetMailTemplate, saveMailTemplate } from '@redress/desk/mail-templates.js';
import { MAIL_TEMPLATES, type MailTemplateName } from '@redress/domain/mail-templates/template.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { mailTemplateList, mailTemplateText } from '@redress/views/mail-template.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, SeenVersion, setVersion } from './asked.js';
import { PreviewMailTemplateRequest, SaveMailTemplateRequest } from './mail-templates.requests.js';
import { DESK } from './parts.js';

class NamePipe implements PipeTransform<string, MailTemplateName> {
  transform(value: string): MailTemplateName {
    const name = MAIL_TEMPLATES.find((one) => one === value);
    if (name === undefined) throw new Refusal('not-found');
    return name;
  }
}

class LanguagePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[a-z]{2,3}$/.test(value)) throw new Refusal('not-found');
    return value;
  }
}

@ApiTags('policy')
@Controller('mail-templates')
@Allow({ roles: ['admin'], scope: 'admin' })
export class MailTemplatesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Every mail that goes out by itself, with its languages and what it may ask for. */
  @Get()
  list(): Promise<Page<MailTemplate>> {
    return mailTemplateList(this.sql);
  }

  /** What somebody of this language gets. Its version is 0 while nobody has changed it. */
  @Get(':template/:language')
  read(
    @Param('template', NamePipe) name: MailTemplateName,
    @Param('language', LanguagePipe) language: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailTemplateText> {
    return this.show(name, language, response);
  }

  /** Sent from now on. A text with a fault is refused, each fault with its line and the variable. */
  @Put(':template/:language')
  async save(
    @Asking() asker: Asker,
    @SeenVersion() version: number | null,
    @Param('template', NamePipe) name: MailTemplateName,
    @Param('language', LanguagePipe) language: string,
    @Body() body: SaveMailTemplateRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailTemplateText> {
    const { subject, text } = body;
    await saveMailTemplate(this.desk, asker, { name, language }, version, { subject, text });
    return this.show(name, language, response);
  }

  /** Back to the built-in text. */
  @Delete(':template/:language')
  @HttpCode(204)
  async reset(
    @Asking() asker: Asker,
    @SeenVersion() version: number | null,
    @Param('template', NamePipe) name: MailTemplateName,
    @Param('language', LanguagePipe) language: string,
  ): Promise<void> {
    await resetMailTemplate(this.desk, asker, { name, language }, version);
  }

  /** How a text would read, for a real or a made-up ticket; nothing is stored. */
  @Post(':template/preview')
  @HttpCode(200)
  preview(
    @Asking() asker: Asker,
    @Param('template', NamePipe) name: MailTemplateName,
    @Body() { language, subject, text, ticket }: PreviewMailTemplateRequest,
  ): Promise<MailTemplatePreview> {
    return previewMailTemplate(this.desk, asker, { name, language, subject, text, ticket: ticket ?? null });
  }

  private async show(name: MailTemplateName, language: string, response: Response): Promise<MailTemplateText> {
    const shown = await mailTemplateText(this.sql, name, language);
    setVersion(response, shown.version);
    return shown;
  }
}
