import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Report, ReportOffer } from '@redress/contract/reports.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import { READS_REPORTS } from '@redress/domain/roles.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { DAY } from '@redress/domain/time.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { wholePage } from '@redress/views/page.js';
import { readReport, REPORT_NAMES, reportOffers } from '@redress/views/reports/reports.js';
import type { ReportQuestion } from '@redress/views/reports/scope.js';
import { tableOf } from '@redress/views/reports/table.js';
import { stringify } from 'csv-stringify/sync';
import type { Request, Response } from 'express';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { DESK } from './parts.js';
import { ReportRequest } from './reports.requests.js';

/** Without a period: the last 90 days, today included. */
const DAYS = 90;

/** Figures are for those who answer for them; a team lead reads those of his queues. */
@ApiTags('quality')
@Controller('reports')
@Allow({ roles: READS_REPORTS, scope: 'quality:read' })
export class ReportsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  list(): Page<ReportOffer> {
    return wholePage(reportOffers());
  }

  /** As CSV with `Accept: text/csv` or `format=csv`. */
  @Get(':name')
  @Header('Vary', 'Accept')
  async read(
    @Asking() asker: Asker,
    @Param('name') name: string,
    @Query() query: ReportRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Report | string> {
    const asked = await this.questionOf(query);
    const report = await readReport(this.sql, asker, name, asked);
    if (report === null)
      throw new Refusal(
        'not-found',
        `There is no report "${name.slice(0, 50)}". There are: ${REPORT_NAMES.join(', ')}.`,
      );
    const csv =
      query.format === 'csv' || (query.format === undefined && request.accepts(['json', 'text/csv']) === 'text/csv');
    if (!csv) return report;
    response.type('text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="${report.name}-${asked.from}-${asked.to}.csv"`);
    return asCsv(report);
  }

  private async questionOf(query: ReportRequest): Promise<ReportQuestion> {
    const [row] = await this.sql.rows<{ today: string }>(
      `SELECT ($1::timestamptz AT TIME ZONE report_zone())::date::text AS today`,
      [new Date(this.desk.clock.now())],
    );
    const to = realDate(query.to ?? row?.today ?? '', 'to');
    const from = realDate(query.from ?? new Date(Date.parse(to) - (DAYS - 1) * DAY).toISOString().slice(0, 10), 'from');
    if (from > to) {
      const message = 'The period ends before it begins.';
      throw new Refusal('invalid', message, [{ pointer: '/to', code: 'order', message }]);
    }
    const {
      by = null,
      queue = null,
      team = null,
      channel = null,
      product = null,
      cause = null,
      problem = null,
    } = query;
    return { from, to, by, queue, team, channel, product, cause, problem };
  }
}

/** 2026-02-30 is well written and no date. */
function realDate(text: string, field: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  const message = `${text} is no date.`;
  throw new Refusal('invalid', message, [{ pointer: `/${field}`, code: 'date', message }]);
}

/** A name that a spreadsheet would take for a formula is made plain text. */
const asCsv = (report: Report): string =>
  stringify(
    tableOf(report).map((row) => [...row]),
    { escape_formulas: true, bom: true },
  );
