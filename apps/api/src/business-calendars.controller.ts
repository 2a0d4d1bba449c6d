import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { readCalendarFeed } from '@redress/channels/calendar/feed.js';
import type {
  BusinessCalendar,
  BusinessCalendarVersion,
  BusinessCalendarWithVersions,
  CalendarHoliday,
  HolidayPlace,
} from '@redress/contract/sla-policy.js';
import type { Page } from '@redress/contract/answers.js';
import {
  createCalendar,
  editCalendar,
  feedOf,
  holidayYears,
  removeCalendar,
  takeFeed,
} from '@redress/desk/calendars.js';
import type { Desk } from '@redress/desk/desk.js';
import { faulty } from '@redress/desk/people.js';
import type { Asker } from '@redress/domain/people.js';
import { HOLIDAY_TYPES } from '@redress/domain/sla/calendar-parts.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { countries, holidaysOf, isKnownSet, regions } from '@redress/platform/holidays.js';
import { wholePage } from '@redress/views/page.js';
import { calendarById, calendarList, calendarVersion } from '@redress/views/sla-policy.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, IdPipe, SeenVersion, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { HolidaysRequest, PlacesRequest, RegionsRequest, SaveCalendarRequest } from './sla.requests.js';

const READERS = { roles: ['admin', 'teamLead', 'agent', 'quality'], scope: ['tickets:read', 'admin'] } as const;

@ApiTags('policy')
@Controller('business-calendars')
@Allow({ roles: ['admin'], scope: 'admin' })
export class BusinessCalendarsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow(READERS)
  async list(): Promise<Page<BusinessCalendar>> {
    return calendarList(this.sql);
  }

  /** The holidays of a country, or of a part of it, in one year. */
  @Get('holidays')
  @Allow(READERS)
  async holidays(@Query() query: HolidaysRequest): Promise<Page<CalendarHoliday>> {
    const { country, region = null, year } = query;
    const types = HOLIDAY_TYPES.filter((type) => (query.types ?? 'public').split(',').includes(type));
    if (!(await isKnownSet({ country, region: null })))
      throw faulty('/country', 'unknown', 'Nobody knows the holidays of this country: use a code such as DE.');
    if (!(await isKnownSet({ country, region })))
      throw faulty('/region', 'unknown', 'The country has no such part: choose one from the list, or none.');
    return wholePage(await holidaysOf({ country, region, types }, Number(year), Number(year)));
  }

  /** Countries whose holidays are known. */
  @Get('holidays/countries')
  @Allow(READERS)
  async countries(@Query() { language = 'en' }: PlacesRequest): Promise<Page<HolidayPlace>> {
    return wholePage(await countries(language));
  }

  /** Parts of a country that have holidays of their own. */
  @Get('holidays/regions')
  @Allow(READERS)
  async regions(@Query() { country, language = 'en' }: RegionsRequest): Promise<Page<HolidayPlace>> {
    const known = await regions(country, language);
    if (known === null) throw faulty('/country', 'unknown', 'Nobody knows the holidays of this country.');
    return wholePage(known);
  }

  @Get(':id')
  @Allow(READERS)
  async read(
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BusinessCalendarWithVersions> {
    return this.show(id, response);
  }

  /** What it was in that version: clocks go on by the one that they started with, also when the calendar was removed. */
  @Get(':id/versions/:version')
  @Allow(READERS)
  async readVersion(
    @Param('id', IdPipe) id: string,
    @Param('version') version: string,
  ): Promise<BusinessCalendarVersion> {
    const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null;
    return found(number === null ? null : await calendarVersion(this.sql, id, number));
  }

  @Post()
  async create(
    @Asking() asker: Asker,
    @Body() body: SaveCalendarRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BusinessCalendarWithVersions> {
    return this.show(await createCalendar(this.desk, asker, body), response);
  }

  /** Makes a new version; clocks that run keep the one that they started with. */
  @Put(':id')
  async edit(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
    @Body() body: SaveCalendarRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BusinessCalendarWithVersions> {
    await editCalendar(this.desk, asker, { id, version }, body);
    return this.show(id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @SeenVersion() version: number | null,
  ): Promise<void> {
    await removeCalendar(this.desk, asker, { id, version });
  }

  /** Reads the feed now. What went wrong is told in `feed.fault`; the holidays then stay what they were. */
  @Post(':id/read-feed')
  @HttpCode(200)
  async readFeed(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BusinessCalendarWithVersions> {
    const { url, timezone } = await feedOf(this.desk, id);
    const reading = await readCalendarFeed(url, { timezone, ...holidayYears(this.desk) });
    await takeFeed(this.desk, asker.agentId ?? 'system', id, { url, ...reading });
    return this.show(id, response);
  }

  private async show(id: string, response: Response): Promise<BusinessCalendarWithVersions> {
    const calendar = found(await calendarById(this.sql, id));
    setVersion(response, calendar.version);
    return calendar;
  }
}
