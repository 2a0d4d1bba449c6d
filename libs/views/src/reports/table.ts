import type {
  BacklogAge,
  CauseByProduct,
  Pareto,
  Report,
  ResponseTimes,
  SlaAttainment,
  Trend,
  Undertakings,
} from '@redress/contract/reports.js';

export type Cell = string | number | null;
type Line = readonly Cell[];

/** A report as the rows of a table, the first with the names of its columns: what a spreadsheet gets. */
export function tableOf(report: Report): readonly Line[] {
  switch (report.name) {
    case 'pareto':
      return [
        ['code', 'label_en', 'label_de', 'issues', 'tickets', 'customers', 'share', 'cumulative'],
        ...bars(report),
      ];
    case 'trend':
      return [['week', 'code', 'label_en', 'label_de', 'tickets', 'customers', 'complete'], ...weeks(report)];
    case 'cause-by-product':
      return [['code', 'label_en', 'label_de', 'product', 'product_name', 'tickets', 'customers'], ...cells(report)];
    case 'sla-attainment':
      return [
        ['milestone', report.by, 'met', 'missed', 'missed_by_retarget', 'running', 'attainment'],
        ...kept(report),
      ];
    case 'response-times':
      return [['milestone', 'below_seconds', 'wall', 'business', 'n', 'open'], ...waited(report)];
    case 'undertakings':
      return [[report.by, 'kept', 'broken', 'open', 'share'], ...promised(report)];
    case 'backlog-age':
      return [
        [report.by, ...report.ages.map(({ from, to }) => `days_${from}_${to ?? 'more'}`), 'tickets'],
        ...aged(report),
      ];
  }
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

const bars = ({ rows }: Pareto): Line[] =>
  rows.map(({ code, undetermined, label, issues, tickets, customers, share, cumulative }) => [
    ...[code ?? (undetermined ? 'undetermined' : 'none'), label?.en ?? null, label?.de ?? null],
    ...[issues, tickets, customers, rounded(share), rounded(cumulative)],
  ]);

const weeks = ({ series }: Trend): Line[] =>
  series.flatMap(({ label, rows }) =>
    rows.map(({ week, code, tickets, customers, complete }) => [
      ...[week, code ?? 'all', label?.en ?? null, label?.de ?? null],
      ...[tickets, customers, String(complete)],
    ]),
  );

const cells = ({ rows, products }: CauseByProduct): Line[] =>
  rows.flatMap(({ code, label, cells: row }) =>
    row.map(({ tickets, customers }, index) => [
      ...[code ?? 'none', label?.en ?? null, label?.de ?? null],
      ...[products[index]?.code ?? 'none', products[index]?.name ?? null, tickets, customers],
    ]),
  );

const kept = ({ rows }: SlaAttainment): Line[] =>
  rows.map(({ milestone, group, met, missed, missedByRetarget, running, attainment }) => [
    ...[milestone, group?.name ?? null, met, missed, missedByRetarget, running],
    attainment === null ? null : rounded(attainment),
  ]);

const waited = ({ rows }: ResponseTimes): Line[] =>
  rows.flatMap(({ milestone, buckets, n, open }) =>
    buckets.map(({ below, wall, business }) => [milestone, below, wall, business, n, open]),
  );

const promised = ({ rows }: Undertakings): Line[] =>
  rows.map(({ group, kept, broken, open, share }) => [
    ...[group.name, kept, broken, open],
    share === null ? null : rounded(share),
  ]);

const aged = ({ rows }: BacklogAge): Line[] =>
  rows.map(({ group, counts, tickets }) => [group.name, ...counts, tickets]);
