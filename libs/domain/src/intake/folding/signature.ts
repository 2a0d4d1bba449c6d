import { bareLine, isBlank, isUnderline } from './lines.js';
import {
  isClosing,
  isContactLine,
  isNotice,
  isPostscript,
  isProgramLine,
  isWantedUnderName,
  pointsToContact,
} from './signature-marks.js';

/** Longest signature below a `-- ` of the standard, and below a bare `--` that a person may have typed as a rule. */
const LONGEST_AFTER_DELIMITER = 40;
const LONGEST_AFTER_DASHES = 12;
const LONGEST_CONTACT_BLOCK = 14;
const LONGEST_NOTICE = 30;
/** No person's mail ends in more signatures, notices and program lines than this. */
const MOST_ROUNDS = 30;

const isDelimiter = (line: string): boolean =>
  /^-- ?$/.test(
    line
      .replace(/[\u00a0\r]/g, ' ')
      .slice(0, 8)
      .replace(/ {2,}$/, ' '),
  );
const isSentence = (bare: string): boolean => bare.split(' ').length >= 6 && /[.!?…]["')]?$/.test(bare);

/** Folds the end of one stretch `[from, end)` of a person's own lines. */
export class SignatureFold {
  private readonly gone = new Set<number>();

  constructor(
    private readonly lines: readonly string[],
    private readonly from: number,
    private readonly end: number,
  ) {}

  /** The folded lines of the stretch, ascending. */
  run(): number[] {
    let end = this.writtenEnd(this.end);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = end;
      end = this.writtenEnd(this.foldProgramLines(end));
      end = this.writtenEnd(this.foldNotice(end));
      end = this.writtenEnd(this.foldDelimited(end));
      if (end === before) break;
    }
    this.foldContactBlock(end);
    return [...this.gone].sort((a, b) => a - b);
  }

  private line(at: number): string {
    return this.lines[at] ?? '';
  }

  private bare(at: number): string {
    return bareLine(this.line(at));
  }

  private drop(from: number, end: number): void {
    for (let at = from; at < end; at += 1) this.gone.add(at);
  }

  /** The end without trailing blank lines. */
  private writtenEnd(end: number): number {
    let at = end;
    while (at > this.from && isBlank(this.line(at - 1))) at -= 1;
    return at;
  }

  private foldProgramLines(end: number): number {
    const last = end - 1;
    if (last < this.from) return end;
    const wrapped =
      last - 1 >= this.from &&
      isProgramLine(`${this.bare(last - 1)} ${this.bare(last)}`) &&
      !isSentence(this.bare(last - 1));
    const single = isProgramLine(this.bare(last));
    if (!single && !wrapped) return end;
    const from = single ? last : last - 1;
    this.drop(from, end);
    return from;
  }

  /** The last paragraph, if it is a legal notice; an underline above it goes with it. */
  private foldNotice(end: number): number {
    let from = end;
    while (from > this.from && end - from < LONGEST_NOTICE && !isBlank(this.line(from - 1))) from -= 1;
    while (from < end && isUnderline(this.bare(from))) from += 1;
    if (from >= end) return end;
    const rest = this.lines
      .slice(from + 1, Math.min(end, from + 8))
      .map((line) => line.slice(0, 400))
      .join(' ');
    if (!isNotice(this.line(from).trim().slice(0, 1_200), rest)) return end;
    const start = this.writtenEnd(from);
    const top = start > this.from && isUnderline(this.bare(start - 1)) ? start - 1 : from;
    this.drop(top, end);
    return top;
  }

  /** Below the last `-- `. A postscript there is a person's word and stays. */
  private foldDelimited(end: number): number {
    const reach = Math.max(this.from, end - LONGEST_AFTER_DELIMITER - 1);
    let at = end - 1;
    while (at >= reach && !isDelimiter(this.line(at))) at -= 1;
    if (at < reach) return end;
    const standard = /^--[ \u00a0]/.test(this.line(at));
    if (!standard && !this.looksSigned(at + 1, end)) return end;
    let stop = at + 1;
    while (stop < end && !isPostscript(this.bare(stop))) stop += 1;
    this.drop(at, stop);
    return stop === end ? at : this.from;
  }

  private looksSigned(from: number, end: number): boolean {
    if (end - from > LONGEST_AFTER_DASHES) return false;
    for (let at = from; at < end; at += 1) {
      const bare = this.bare(at);
      if (isSentence(bare) || isWantedUnderName(bare) || this.line(at).length > 120) return false;
    }
    return true;
  }

  /** Below closing and name: only lines that a company prints, with at least one that says how to reach it. */
  private foldContactBlock(end: number): void {
    let closing = end - 1;
    const reach = Math.max(this.from, end - LONGEST_CONTACT_BLOCK - 4);
    while (closing >= reach && !isClosing(this.bare(closing))) closing -= 1;
    if (closing < reach) return;
    const name = this.nextWritten(closing + 1, end);
    const from = name + 1;
    if (from >= end || /\d/.test(this.bare(name)) || !this.isPrinted(from, end)) return;
    const above = this.lines
      .slice(Math.max(this.from, closing - 60), closing)
      .map((line) => line.slice(0, 400))
      .join('\n');
    if (pointsToContact(above)) return;
    this.drop(from, end);
  }

  private nextWritten(from: number, end: number): number {
    let at = from;
    while (at < end && isBlank(this.line(at))) at += 1;
    return at;
  }

  private isPrinted(from: number, end: number): boolean {
    let contacts = 0;
    for (let at = from; at < end; at += 1) {
      const bare = this.bare(at);
      if (isSentence(bare) || isWantedUnderName(bare) || this.line(at).length > 120) return false;
      if (isContactLine(bare)) contacts += 1;
    }
    return contacts > 0;
  }
}
