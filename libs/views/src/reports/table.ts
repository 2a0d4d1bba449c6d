import type { Report } from '@redress/contract/reports.js';

export type Cell = string | number | null;

/** A report as the rows of a table, the first with the names of its columns: what a spreadsheet gets. */
export function tableOf(report: Report): readonly (readonly Cell[])[] {
  switch (report.name) {
    case 'pareto':
      return [
        ['code', 'label_en', 'label_de', 'issues', 'tickets', 'customers', 'share', 'cumulative'],
        ...report.rows.map((row) => [
          row.code ?? (row.undetermined ? 'undetermined' : 'none'),
          row.label?.en ?? null,
          row.label?.de ?? null,
          row.issues,
          row.tickets,
          row.customers,
          rounded(row.share),
          rounded(row.cumulative),
        ]),
      ];
    case 'trend':
      return [
        ['week', 'code', 'label_en', 'label_de', 'tickets', 'customers', 'complete'],
        ...report.series.flatMap(({ label, rows }) =>
          rows.map((row) => [
            row.week,
            row.code ?? 'all',
            label?.en ?? null,
            label?.de ?? null,
            row.tickets,
            row.customers,
            String(row.complete),
          ]),
        ),
      ];
    case 'cause-by-product':
      return [
        ['code', 'label_en', 'label_de', 'product', 'product_name', 'tickets', 'customers'],
        ...report.rows.flatMap(({ code, label, cells }) =>
          cells.map((cell, index) => [
            code ?? 'none',
            label?.en ?? null,
            label?.de ?? null,
            report.products[index]?.code ?? 'none',
            report.products[index]?.name ?? null,
            cell.tickets,
            cell.customers,
          ]),
        ),
      ];
    case 'sla-attainment':
      return [
        ['milestone', report.by, 'met', 'missed', 'missed_by_retarget', 'running', 'attainment'],
        ...report.rows.map((row) => [
          row.milestone,
          row.group?.name ?? null,
          row.met,
          row.missed,
          row.missedByRetarget,
          row.running,
          row.attainment === null ? null : rounded(row.attainment),
        ]),
      ];
    case 'response-times':
      return [
        ['milestone', 'below_seconds', 'wall', 'business', 'n', 'open'],
        ...report.rows.flatMap((row) =>
          row.buckets.map((bucket) => [row.milestone, bucket.below, bucket.wall, bucket.business, row.n, row.open]),
        ),
      ];
    case 'backlog-age':
      return [
        [report.by, ...report.ages.map(({ from, to }) => `days_${from}_${to ?? 'more'}`), 'tickets'],
        ...report.rows.map((row) => [row.group.name, ...row.counts, row.tickets]),
      ];
  }
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
