import { Body, Controller, Get, Inject, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MailSettings } from '@redress/contract/mail.js';
import type { Desk } from '@redress/desk/desk.js';
import { saveMailSettings } from '@redress/desk/policy.js';
import type { Asker } from '@redress/domain/people.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { mailSettings } from '@redress/views/policy.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, SeenVersion, setVersion } from './asked.js';
import { DESK } from './parts.js';
import { SaveMailSettingsRequest } from './policy.requests.js';

@ApiTags('policy')
@Controller('mail-settings')
@Allow({ roles: ['admin'], scope: 'admin' })
export class MailSettingsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  async read(@Res({ passthrough: true }) response: Response): Promise<MailSettings> {
    return this.show(response);
  }

  @Put()
  async save(
    @Asking() asker: Asker,
    @SeenVersion() seen: number,
    @Body() body: SaveMailSettingsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailSettings> {
    const { trustedAuthservIds, senderName, senderAddress, acknowledge, answerWithinDays, reopenWindowDays } = body;
    const policy = { trustedAuthservIds, senderName, senderAddress, acknowledge, answerWithinDays, reopenWindowDays };
    await saveMailSettings(this.desk, asker, seen, policy);
    return this.show(response);
  }

  private async show(response: Response): Promise<MailSettings> {
    const settings = await mailSettings(this.sql);
    setVersion(response, settings.version);
    return settings;
  }
}
