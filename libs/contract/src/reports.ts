/** What reports answer. Each counts tickets and customers apart, by the day of receipt in the zone of the house, from `from` to `to`, both included. */

export type ReportName =
  'pareto' | 'trend' | 'cause-by-product' | 'sla-attainment' | 'response-times' | 'undertakings' | 'backlog-age';

/** `q` is the query that lists exactly what was counted: `GET /tickets?q=…`. */
export interface ReportScope {
  readonly from: string;
  readonly to: string;
  /** IANA name of the zone that days and weeks are of. */
  readonly zone: string;
  readonly tickets: number;
  readonly customers: number;
  readonly q: string;
}

export interface NodeLabel {
  readonly en: string;
  readonly de: string;
}

/** A code of a tree. `code` null: not classified. `undetermined`: looked for and not found. */
export interface ParetoRow {
  readonly code: string | null;
  readonly undetermined: boolean;
  readonly label: NodeLabel | null;
  readonly issues: number;
  readonly tickets: number;
  readonly customers: number;
  /** Of the sum of all rows, 0 to 1: a ticket with two causes counts in both. */
  readonly share: number;
  readonly cumulative: number;
  readonly q: string;
}

export interface Pareto extends ReportScope {
  readonly name: 'pareto';
  readonly by: 'cause' | 'problem';
  readonly rows: readonly ParetoRow[];
}

export interface TrendRow {
  /** Monday of the week. */
  readonly week: string;
  readonly code: string | null;
  readonly tickets: number;
  readonly customers: number;
  /** False while the week goes on, and where the period begins or ends inside of it. */
  readonly complete: boolean;
  readonly q: string;
}

export interface TrendSeries {
  /** Null: all of them. */
  readonly code: string | null;
  readonly label: NodeLabel | null;
  readonly tickets: number;
  readonly rows: readonly TrendRow[];
}

/** All complaints, then the six most frequent codes. */
export interface Trend extends ReportScope {
  readonly name: 'trend';
  readonly by: 'cause' | 'problem';
  readonly series: readonly TrendSeries[];
}

export interface ProductColumn {
  /** Null: not known which. */
  readonly code: string | null;
  readonly name: string | null;
  readonly tickets: number;
}

export interface CauseByProductRow {
  readonly code: string | null;
  readonly label: NodeLabel | null;
  readonly tickets: number;
  /** One for each product, in the order of `products`. */
  readonly cells: readonly { readonly tickets: number; readonly customers: number; readonly q: string }[];
}

export interface CauseByProduct extends ReportScope {
  readonly name: 'cause-by-product';
  readonly by: 'cause' | 'problem';
  readonly products: readonly ProductColumn[];
  readonly rows: readonly CauseByProductRow[];
}

/** Clocks by how they ended. What was cancelled, or could be missed without harm, is not counted. */
export interface AttainmentRow {
  readonly milestone: string;
  /** Queue, team or channel; null by milestone. */
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly met: number;
  readonly missed: number;
  /** Late only because the target was shortened while the clock ran. */
  readonly missedByRetarget: number;
  readonly running: number;
  /** Of met and missed, 0 to 1; null while none has ended. */
  readonly attainment: number | null;
  readonly q: string;
}

export interface SlaAttainment extends ReportScope {
  readonly name: 'sla-attainment';
  readonly by: 'milestone' | 'queue' | 'team' | 'channel';
  readonly rows: readonly AttainmentRow[];
}

export interface TimeBucket {
  /** Seconds; null in the last one. */
  readonly below: number | null;
  readonly wall: number;
  readonly business: number;
  /** The queries of the tickets behind either bar. */
  readonly q: { readonly wall: string; readonly business: string };
}

export interface TimesRow {
  readonly milestone: 'firstResponse' | 'resolution';
  /** Ended clocks. */
  readonly n: number;
  /** Still running: their time is not over, so the figures beside are those of the quicker ones. */
  readonly open: number;
  readonly wall: { readonly median: number | null; readonly p90: number | null };
  readonly business: { readonly median: number | null; readonly p90: number | null };
  readonly buckets: readonly TimeBucket[];
}

export interface ResponseTimes extends ReportScope {
  readonly name: 'response-times';
  readonly rows: readonly TimesRow[];
}

export interface UndertakingRow {
  /** Queue, team, channel, or the week of receipt by its Monday; a team without a name is none. */
  readonly group: { readonly id: string; readonly name: string };
  /** Done by the date that was promised. */
  readonly kept: number;
  /** Not done by then, though perhaps afterwards. */
  readonly broken: number;
  /** Neither yet. */
  readonly open: number;
  /** Kept of kept and broken, 0 to 1; null while there is none. */
  readonly share: number | null;
  /** The queries of the tickets behind each number. */
  readonly q: { readonly kept: string; readonly broken: string; readonly open: string };
}

/** What was promised to customers on the tickets that were received in the period. What was withdrawn before it was broken is not counted. */
export interface Undertakings extends ReportScope {
  readonly name: 'undertakings';
  readonly by: 'queue' | 'team' | 'channel' | 'week';
  readonly rows: readonly UndertakingRow[];
}

export interface BacklogRow {
  readonly group: { readonly id: string; readonly name: string };
  readonly tickets: number;
  /** One for each of `ages`. */
  readonly counts: readonly number[];
  readonly q: string;
}

/** What is unfinished now, by days since receipt; paused ones keep their age. The period does not matter. */
export interface BacklogAge extends ReportScope {
  readonly name: 'backlog-age';
  readonly by: 'queue' | 'team' | 'channel';
  readonly ages: readonly { readonly from: number; readonly to: number | null; readonly q: string }[];
  readonly rows: readonly BacklogRow[];
}

export type Report = Pareto | Trend | CauseByProduct | SlaAttainment | ResponseTimes | Undertakings | BacklogAge;

export interface ReportOffer {
  readonly name: ReportName;
  /** What it can be grouped by; the first is taken when none is named. */
  readonly by: readonly string[];
}
