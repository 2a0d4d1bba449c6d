import type { Report, ReportName, ReportOffer } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { backlogAge } from './backlog-age.report.js';
import { causeByProduct } from './cause-by-product.report.js';
import { pareto } from './pareto.report.js';
import { responseTimes } from './response-times.report.js';
import type { ReportQuestion } from './scope.js';
import { slaAttainment } from './sla-attainment.report.js';
import { trend } from './trend.report.js';
import { undertakings } from './undertakings.report.js';

interface Reporting extends ReportOffer {
  readonly read: (sql: Sql, asker: Asker, asked: ReportQuestion) => Promise<Report>;
}

/** Every report: a new one is a file and a line here. */
const REPORTS: readonly Reporting[] = [
  { name: 'pareto', by: ['cause', 'problem'], read: pareto },
  { name: 'trend', by: ['cause', 'problem'], read: trend },
  { name: 'cause-by-product', by: ['cause', 'problem'], read: causeByProduct },
  { name: 'sla-attainment', by: ['milestone', 'queue', 'team', 'channel'], read: slaAttainment },
  { name: 'response-times', by: [], read: responseTimes },
  { name: 'undertakings', by: ['queue', 'team', 'channel', 'week'], read: undertakings },
  { name: 'backlog-age', by: ['queue', 'team', 'channel'], read: backlogAge },
];

export const REPORT_NAMES: readonly ReportName[] = REPORTS.map(({ name }) => name);

export const reportOffers = (): ReportOffer[] => REPORTS.map(({ name, by }) => ({ name, by }));

/** Null when there is no report of this name. */
export async function readReport(sql: Sql, asker: Asker, name: string, asked: ReportQuestion): Promise<Report | null> {
  const report = REPORTS.find((one) => one.name === name);
  return report === undefined ? null : report.read(sql, asker, asked);
}
