/** One line of an explanation as the screens draw it; instants in milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'counted' | 'closed' | 'holiday' | 'paused' | 'retarget' | 'toCount' | 'over' | 'mark';
  readonly seconds: number;
  /** Counted up to its end. */
  readonly total: number;
  /** Why, as a code that has words here, and its name (a holiday, a status). */
  readonly code: string;
  readonly name: string | null;
  /** In the words of the server, for a code that is newer than this page. */
  readonly because: string;
}

export interface SentLine {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly seconds: number;
  readonly total: number;
  readonly because: string;
  readonly code?: string;
  readonly name?: string | null;
}

const KINDS = ['counted', 'closed', 'holiday', 'paused', 'retarget'] as const;

export function readLine(line: SentLine): Stretch {
  return {
    from: Date.parse(line.from),
    to: Date.parse(line.to),
    kind: KINDS.find((kind) => kind === line.kind) ?? 'mark',
    seconds: line.seconds,
    total: line.total,
    code: line.code ?? '',
    name: line.name ?? null,
    because: line.because,
  };
}

/** Cuts the stretch that `now` falls into; what counts afterwards is still to come. */
export function cutAt(lines: readonly Stretch[], now: number): readonly Stretch[] {
  return lines.flatMap((line) => {
    if (line.to <= now) return [line];
    if (line.from >= now) return [toCome(line)];
    const rest = (line.to - now) / 1000;
    const counts = line.kind === 'counted';
    const before = { ...line, to: now, seconds: line.seconds - rest, total: line.total - (counts ? rest : 0) };
    return [before, toCome({ ...line, from: now, seconds: rest })];
  });
}

const toCome = (line: Stretch): Stretch => (line.kind === 'counted' ? { ...line, kind: 'toCount' } : line);

export interface Folded {
  readonly past: readonly Stretch[];
  /** Everything after now in one line; null when nothing is to come. */
  readonly future: Stretch | null;
  readonly openings: number;
  readonly hidden: readonly Stretch[];
}

/** The past line by line, what is to come as one. */
export function fold(lines: readonly Stretch[], now: number): Folded {
  const past = lines.filter((line) => line.from < now || (line.kind !== 'toCount' && line.to <= now));
  const hidden = lines.filter((line) => !past.includes(line));
  const counting = hidden.filter((line) => line.kind === 'toCount');
  const [first, last] = [hidden[0], hidden.at(-1)];
  if (first === undefined || last === undefined || counting.length === 0)
    return { past, future: null, openings: 0, hidden: [] };
  const seconds = counting.reduce((sum, line) => sum + line.seconds, 0);
  return {
    past,
    future: {
      ...first,
      to: last.to,
      kind: 'toCount',
      seconds,
      total: last.total,
      code: 'toCome',
      name: null,
      because: '',
    },
    openings: counting.length,
    hidden,
  };
}
