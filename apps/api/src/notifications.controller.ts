import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NotificationPage, NotificationPreferences } from '@redress/contract/notifications.js';
import type { Desk } from '@redress/desk/desk.js';
import { personOf, preferNotices, readNotifications } from '@redress/desk/notifying.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { noticePreferences, notificationList } from '@redress/views/notification.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IfMatch, setVersion } from './asked.js';
import {
  NotificationsRequest,
  ReadNotificationsRequest,
  SaveNoticePreferencesRequest,
} from './notifications.requests.js';
import { DESK } from './parts.js';

/** Everybody's own: whoever signs in sees and changes his, and nobody another's. */
@ApiTags('notifications')
@Controller()
@Allow({})
export class NotificationsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get('notifications')
  list(@Asking() asker: Asker, @Query() query: NotificationsRequest): Promise<NotificationPage> {
    const wish = { unread: query.unread === 'true', limit: query.limit, after: query.after };
    return notificationList(this.sql, asker, wish, this.desk.clock.now());
  }

  @Post('notifications/read')
  @HttpCode(204)
  async read(@Asking() asker: Asker, @Body() body: ReadNotificationsRequest): Promise<void> {
    if (body.ids === undefined && body.all !== true)
      throw new Refusal('invalid', 'Send the ids that were read, or all: true.', [
        { pointer: '/ids', code: 'required', message: 'Send ids, or all: true.' },
      ]);
    await readNotifications(this.desk, asker, body.all === true ? null : (body.ids ?? []));
  }

  @Get('session/notification-preferences')
  preferences(
    @Asking() asker: Asker,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NotificationPreferences> {
    return this.show(asker, response);
  }

  @Put('session/notification-preferences')
  async prefer(
    @Asking() asker: Asker,
    @IfMatch() version: number | null,
    @Body() body: SaveNoticePreferencesRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NotificationPreferences> {
    await preferNotices(this.desk, asker, body.preferences(), version);
    return this.show(asker, response);
  }

  private async show(asker: Asker, response: Response): Promise<NotificationPreferences> {
    const preferences = await noticePreferences(this.sql, personOf(asker));
    setVersion(response, preferences.version);
    return preferences;
  }
}
