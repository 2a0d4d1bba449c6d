import { bareLine, isBlank, isQuoted, nextWritten, unquoted } from './lines.js';
import {
  attributionAt,
  headerBlockEnd,
  introducesQuotation,
  isForwardMark,
  isOriginalMark,
  underlinedBlockEnd,
} from './quotation-marks.js';

/** Lines `[from, end)`. */
interface Block {
  readonly from: number;
  readonly end: number;
  /** A program said whose words these are. */
  readonly attributed: boolean;
  readonly quotedLines: number;
}

export interface QuotationMap {
  /** Marked quotations and what introduces them, ascending, apart. */
  readonly folded: readonly { readonly from: number; readonly end: number }[];
  /** From here on everything is an unmarked quotation; the number of lines when there is none. */
  readonly cutAt: number;
  /** From here on a forwarded mail, which is content; the number of lines when there is none. */
  readonly forwardAt: number;
}

/** No person writes more lines above a quotation; what is longer is data, of which only `>` is looked at. */
const MOST_EXAMINED = 10_000;

/** Nobody marks so many items of a list with `>`: more blocks are a quotation that was answered line by line. */
const MOST_LISTED = 1_000;

/** Every mark but an attribution holds one of these. */
const MARKED = /[-_–—=*:：]/;

/** Reads the lines once from the top and finds what was quoted. It never judges by meaning, only by what programs write. */
export class QuotationScan {
  private readonly blocks: Block[] = [];
  private cutAt: number;
  private forwardAt: number;
  private examined = 0;

  constructor(private readonly lines: readonly string[]) {
    this.cutAt = lines.length;
    this.forwardAt = lines.length;
  }

  run(): QuotationMap {
    let at = 0;
    while (at < this.lines.length) {
      const next = this.step(at);
      if (next === null) break;
      at = next;
    }
    return {
      folded: this.quotations(),
      cutAt: this.cutAt,
      forwardAt: this.forwardAt,
    };
  }

  /** Where to go on, or null when the rest is decided. */
  private step(at: number): number | null {
    const line = this.lines[at] ?? '';
    if (isBlank(line)) return at + 1;
    if (isQuoted(line)) return this.quotedBlock(at, at, false);
    this.examined += 1;
    if (this.examined > MOST_EXAMINED) return at + 1;
    const bare = bareLine(line);
    if (bare === '') return at + 1;
    if (MARKED.test(bare)) return this.markedLine(at, bare);
    return this.attributed(at);
  }

  private markedLine(at: number, bare: string): number | null {
    if (isForwardMark(bare)) {
      this.forwardAt = at;
      return null;
    }
    const end = this.lines.length;
    const headers = isOriginalMark(bare)
      ? at + 1
      : (underlinedBlockEnd(this.lines, at, end) ?? headerBlockEnd(this.lines, at, end));
    return headers === null ? this.attributed(at) : this.introduced(at, headers, true);
  }

  private attributed(at: number): number | null {
    const attribution = attributionAt(this.lines, at, this.lines.length);
    return attribution === null ? at + 1 : this.introduced(at, attribution.after, attribution.certain);
  }

  /** Something announces a quotation in `[from, after)`. */
  private introduced(from: number, after: number, certain: boolean): number | null {
    const next = nextWritten(this.lines, after, this.lines.length);
    if (next < this.lines.length && isQuoted(this.lines[next] ?? '')) return this.quotedBlock(from, next, true);
    if (!certain) return after;
    this.cutAt = from;
    return null;
  }

  /** `from` may lie above the first marked line `at`: the attribution goes with its quotation. */
  private quotedBlock(from: number, at: number, attributed: boolean): number | null {
    const first = this.firstWords(at);
    if (!attributed && isForwardMark(first)) {
      this.forwardAt = from;
      return null;
    }
    let end = at;
    let quotedLines = 0;
    for (let next = at; next < this.lines.length;) {
      if (!isQuoted(this.lines[next] ?? '')) break;
      quotedLines += 1;
      end = next + 1;
      next = nextWritten(this.lines, end, this.lines.length);
    }
    this.blocks.push({ from, end, attributed, quotedLines });
    return end;
  }

  private firstWords(from: number): string {
    for (let at = from; at < Math.min(from + 5, this.lines.length) && isQuoted(this.lines[at] ?? ''); at += 1) {
      const words = unquoted(this.lines[at] ?? '');
      if (words !== '') return words;
    }
    return '';
  }

  /**
   * Lines with `>` that no program announced may be a person's list ("Defects:\n> dark\n> loud"): in doubt they stay. One
   * announced quotation shows that this sender's program marks them, and that all of them are quotations.
   */
  private quotations(): Block[] {
    if (
      this.blocks.length > MOST_LISTED ||
      this.cutAt < this.lines.length ||
      this.blocks.some((block) => block.attributed)
    )
      return this.blocks;
    const intros = this.blocks.map((block) => this.writtenAbove(block.from));
    const total = this.blocks.reduce((sum, block) => sum + block.quotedLines, 0);
    const isList = intros.some((intro) => intro.endsWith(':') && !introducesQuotation(intro));
    return this.blocks.filter(
      (block, index) => introducesQuotation(intros[index] ?? '') || this.isNested(block) || (total >= 2 && !isList),
    );
  }

  private isNested(block: Block): boolean {
    for (let at = block.from; at < Math.min(block.end, block.from + 200); at += 1) {
      if (/^\s{0,3}>\s?>/.test(this.lines[at] ?? '')) return true;
      if (headerBlockEnd(this.lines, at, Math.min(block.end, at + 12)) !== null) return true;
    }
    return false;
  }

  private writtenAbove(from: number): string {
    let at = from - 1;
    while (at >= 0 && isBlank(this.lines[at] ?? '')) at -= 1;
    return at < 0 ? '' : bareLine(this.lines[at] ?? '');
  }
}
