import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SlaPreview } from '@redress/contract/sla-policy.js';
import type { Desk } from '@redress/desk/desk.js';
import { faulty } from '@redress/desk/people.js';
import { type BusinessCalendar, compileCalendar } from '@redress/domain/sla/business-time.js';
import { preview, type PreviewQuestion, readPreview } from '@redress/domain/sla/preview.js';
import { toRfc3339 } from '@redress/domain/time.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { calendarNames } from '@redress/persistence/stores/calendars.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { Allow } from './allow.js';
import { DESK } from './parts.js';
import { PreviewRequest } from './sla.requests.js';

@ApiTags('policy')
@Controller('sla')
export class SlaPreviewController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** When a target would fall due, line by line: nothing is stored. */
  @Post('preview')
  @HttpCode(200)
  @Allow({ scope: ['tickets:read', 'admin'] })
  async preview(@Body() body: PreviewRequest): Promise<SlaPreview> {
    const question = readPreview(body);
    const { dueAt, elapsedSeconds, remainingSeconds, explanation } = preview(question, await this.calendarOf(question));
    return {
      dueAt: dueAt === null ? null : toRfc3339(dueAt),
      elapsedSeconds,
      remainingSeconds,
      explanation: explanation.map((line) => ({ ...line, from: toRfc3339(line.from), to: toRfc3339(line.to) })),
    };
  }

  private async calendarOf({ calendar, calendarId }: PreviewQuestion): Promise<BusinessCalendar | null> {
    if (calendarId === null) return calendar === null ? null : compileCalendar(calendar);
    const known = (await calendarNames(this.sql)).some(({ id }) => id === calendarId);
    if (!known) throw faulty('/calendarId', 'unknown', 'There is no such calendar.');
    return (await slaRules(this.sql)).currentCalendar(calendarId).calendar;
  }
}
