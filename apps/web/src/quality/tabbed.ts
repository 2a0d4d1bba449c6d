const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;

/** CSV (RFC 4180) as lines with tabs between the cells, which spreadsheets take when pasted: tabs and line ends within a cell become blanks. */
export function tabbed(csv: string): string {
  const text = csv.replace(/^\uFEFF/, '').trimEnd();
  const found: string[] = [];
  CELL.lastIndex = 0;
  for (let cell = CELL.exec(text); cell !== null; cell = CELL.exec(text)) {
    const [, raw = '', end = ''] = cell;
    found.push(plain(raw), end === ',' ? '\t' : end === '' ? '' : '\n');
    if (end === '') break;
  }
  return found.join('');
}

function plain(raw: string): string {
  const inner = raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
  return inner.replace(/[\t\r\n]+/g, ' ');
}
