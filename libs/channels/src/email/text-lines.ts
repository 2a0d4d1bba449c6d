const DEEPEST_MARK = 10;
const RULE = '_'.repeat(32);

/** Lines of plain text under construction, as a browser would break them: blanks collapse, at most one blank line stands alone. */
export class TextLines {
  private readonly lines: string[] = [];
  private current = '';
  /** Last character of `current`, kept apart: looking into a growing text copies it each time. */
  private last = '';
  private quoteDepth = 0;
  private spacePending = false;

  /** Words of a flowing text; all blanks become one. */
  write(text: string): void {
    const words = clean(text).replace(/[ \t\r\n\f]+/g, ' ');
    if (words === '' || (words === ' ' && this.current === '')) return;
    const glued = this.last === '' || this.last === ' ' || this.last === '\t' ? words.replace(/^ /, '') : words;
    this.append(glued);
  }

  /** Words of which every line end counts. */
  writeVerbatim(text: string): void {
    const [first = '', ...rest] = clean(text).split(/\r\n|\r|\n/);
    this.append(first);
    for (const line of rest) {
      this.breakLine();
      this.append(line);
    }
  }

  private append(text: string): void {
    if (text === '') return;
    if (this.current === '') this.flushSpace();
    this.current += text;
    this.last = text.slice(-1);
  }

  /** Ends the line, also an empty one. */
  breakLine(): void {
    if (this.current === '') this.spacePending = true;
    else this.push(this.current);
    this.current = '';
    this.last = '';
  }

  /** The next words stand on a line of their own. */
  startLine(): void {
    if (this.current !== '') this.breakLine();
  }

  /** The next words stand below a blank line. */
  space(): void {
    this.startLine();
    this.spacePending = true;
  }

  rule(): void {
    this.startLine();
    this.append(RULE);
    this.startLine();
  }

  nextCell(): void {
    if (this.last !== '' && this.last !== '\t') this.append('\t');
  }

  /** Above a signature that the program marked, unless the delimiter stands there already. */
  delimitSignature(): void {
    this.startLine();
    if (this.lines.at(-1) === this.mark('-- ')) return;
    this.append('-- ');
    this.breakLine();
  }

  enterQuotation(): void {
    this.startLine();
    if (this.lines.length > 0) this.flushSpace();
    this.quoteDepth += 1;
  }

  leaveQuotation(): void {
    this.startLine();
    this.spacePending = true;
    this.quoteDepth = Math.max(0, this.quoteDepth - 1);
  }

  text(): string {
    this.startLine();
    return this.lines.join('\n');
  }

  private flushSpace(): void {
    if (this.spacePending && this.lines.length > 0) this.lines.push(this.mark(''));
    this.spacePending = false;
  }

  private push(line: string): void {
    const written = line.trimEnd();
    this.lines.push(this.mark(written === '--' ? '-- ' : written));
  }

  private mark(line: string): string {
    const depth = Math.min(this.quoteDepth, DEEPEST_MARK);
    if (depth === 0) return line;
    return line === '' ? '> '.repeat(depth).trimEnd() : '> '.repeat(depth) + line;
  }
}

/** No-break blanks become plain ones; soft hyphens and the fillers of newsletters vanish. */
const clean = (text: string): string =>
  ODD.test(text) ? text.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u00ad\u034f\u200b\u2060\ufeff]/g, '') : text;
const ODD = /[\u00a0\u2007\u202f\u00ad\u034f\u200b\u2060\ufeff]/;
