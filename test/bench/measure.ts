import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** One line of a result: ours beside a limit or a peer, and what that makes. */
export interface Figure {
  readonly what: string;
  readonly ours: number;
  readonly unit: string;
  /** What it is held against, measured in the same run. */
  readonly beside?: { readonly what: string; readonly value: number };
  /** `least`: ours must be at least this; `most`: at most. */
  readonly must?: { readonly least?: number; readonly most?: number };
}

export interface Bench {
  readonly name: string;
  run(say: (sentence: string) => void): Promise<Figure[]>;
}

/** @param share 0.5 is the median. Sorts a copy. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const TICKS_A_SECOND = 100;

function statOf(pid: number): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    return null;
  }
}

/** Processor time in milliseconds of the given processes and all their children, dead ones included, since each of them started. Linux. */
export function processorTime(roots: readonly number[]): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = statOf(Number(name));
      return stat === null ? [] : [{ pid: Number(name), ...stat }];
    });
  const ours = new Set(roots);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of stats) {
      if (ours.has(parent) && !ours.has(pid)) {
        ours.add(pid);
        grown = true;
      }
    }
  }
  const ticks = stats.filter(({ pid }) => ours.has(pid)).reduce((sum, stat) => sum + stat.ticks, 0);
  return (ticks * 1_000) / TICKS_A_SECOND;
}

/** Resident memory in megabytes of the same processes; pages that they share count once for each. */
export const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

export function judge(figure: Figure): 'ok' | 'missed' | '' {
  const { must, ours } = figure;
  if (must === undefined) return '';
  const reached = (must.least === undefined || ours >= must.least) && (must.most === undefined || ours <= must.most);
  return reached ? 'ok' : 'missed';
}
