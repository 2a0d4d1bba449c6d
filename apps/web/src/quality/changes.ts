import type {
  AttainmentRow,
  BacklogAge,
  NodeLabel,
  Pareto,
  ParetoRow,
  SlaAttainment,
} from '@redress/contract/reports.js';
import { type Comparison, compare, standing } from './statistics.js';

/** One sentence of "what changed", before it is put into words. */
export type Change =
  | {
      readonly kind: 'rose' | 'fell';
      readonly label: NodeLabel;
      readonly before: number;
      readonly now: number;
      readonly moved: Comparison;
      readonly q: string;
    }
  | {
      readonly kind: 'old';
      readonly tickets: number;
      readonly share: number;
      readonly group: string;
      readonly q: string;
    }
  | {
      readonly kind: 'missed';
      readonly milestone: string;
      readonly attainment: number;
      /** Null when nothing ended then, or there is nothing to compare with. */
      readonly before: number | null;
      readonly missed: number;
      readonly q: string;
    };

type Movement = Extract<Change, { kind: 'rose' | 'fell' }>;

/** Below this many in both periods together a change says nothing. */
const FEWEST = 10;

/** Causes whose count changed by more than chance, false ones kept under 5 % over all causes asked about. */
function movements(now: Pareto, before: Pareto): Movement[] {
  const past = new Map(before.rows.map((row) => [row.code, row.tickets]));
  const gone = before.rows.filter((row) => !now.rows.some(({ code }) => code === row.code));
  const pairs = [...now.rows, ...gone.map((row) => ({ ...row, tickets: 0, q: '' }))]
    .map((row) => ({ row, was: past.get(row.code) ?? 0 }))
    .filter(({ row, was }) => row.code !== null && row.tickets + was >= FEWEST)
    .map(({ row, was }) => ({ row, was, moved: compare(row.tickets, was) }));
  const stands = standing(pairs.map(({ moved }) => moved.p));
  return pairs.filter((_, index) => stands[index]).map(({ row, was, moved }) => movement(row, was, moved));
}

const movement = (row: ParetoRow, before: number, moved: Comparison): Movement => ({
  kind: moved.ratio > 1 ? 'rose' : 'fell',
  label: row.label ?? { en: row.code ?? '', de: row.code ?? '' },
  before,
  now: row.tickets,
  moved,
  q: row.q,
});

export const OLD_DAYS = 14;

/** How many of each group are older than that. */
export function oldOf({ ages, rows }: BacklogAge): { readonly group: string; readonly tickets: number }[] {
  return rows
    .map(({ group, counts }) => ({
      group: group.name,
      tickets: counts.reduce((all, count, index) => all + ((ages[index]?.from ?? 0) > OLD_DAYS ? count : 0), 0),
    }))
    .sort((one, other) => other.tickets - one.tickets);
}

function old(backlog: BacklogAge): Change[] {
  const groups = oldOf(backlog);
  const tickets = groups.reduce((all, group) => all + group.tickets, 0);
  const [worst] = groups;
  if (tickets === 0 || worst === undefined) return [];
  const q = `${backlog.q} age:${OLD_DAYS + 1}..`;
  return [{ kind: 'old', tickets, share: worst.tickets / tickets, group: worst.group, q }];
}

/** Below this share a promise is worth a sentence. */
const WANTED = 0.95;

const ended = (row: AttainmentRow): number => row.met + row.missed + row.missedByRetarget;

function missed(sla: SlaAttainment, before: SlaAttainment | undefined): Change[] {
  const [worst] = sla.rows
    .filter((row) => ended(row) >= FEWEST && row.attainment !== null && row.attainment < WANTED)
    .sort((one, other) => (one.attainment ?? 1) - (other.attainment ?? 1));
  if (worst === undefined || worst.attainment === null) return [];
  const { milestone, attainment, q } = worst;
  const past = before?.rows.find((row) => row.milestone === milestone);
  return [
    {
      ...{ kind: 'missed', milestone, attainment, q },
      missed: worst.missed + worst.missedByRetarget,
      before: past === undefined || ended(past) < FEWEST ? null : past.attainment,
    },
  ];
}

export interface Evidence {
  readonly now: Pareto | undefined;
  readonly before: Pareto | undefined;
  readonly backlog: BacklogAge | undefined;
  readonly sla: SlaAttainment | undefined;
  readonly slaBefore: SlaAttainment | undefined;
}

/** At most one riser, one faller, what is old, and the promise that was kept least. Only what the figures can bear. */
export function changesOf({ now, before, backlog, sla, slaBefore }: Evidence): Change[] {
  const moved = now === undefined || before === undefined ? [] : movements(now, before);
  const strongest = (kind: Movement['kind']): Change[] =>
    moved
      .filter((one) => one.kind === kind)
      .sort((one, other) => Math.abs(other.now - other.before) - Math.abs(one.now - one.before))
      .slice(0, 1);
  return [
    ...strongest('rose'),
    ...strongest('fell'),
    ...(backlog === undefined ? [] : old(backlog)),
    ...(sla === undefined ? [] : missed(sla, slaBefore)),
  ];
}
