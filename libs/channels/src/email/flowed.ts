/** Quote marks, then one space that only guards what comes behind it. */
const LINE = /^(>*)( ?)/;

interface Paragraph {
  readonly depth: number;
  readonly pieces: string[];
}

/**
 * Takes back the line breaks of format=flowed (RFC 3676): a line that ends in a space goes on in the next one, as long as that is quoted as
 * deeply. A break that only the sender's program claimed never carries an answer into the quotation above it. Linear.
 * @param text lines that end in LF
 * @param delSp the space at the end of a line is no space between words
 */
export function unflowed(text: string, delSp: boolean): string {
  const paragraphs: Paragraph[] = [];
  let open: Paragraph | null = null;
  for (const line of text.split('\n')) {
    const [guard = '', marks = ''] = LINE.exec(line) ?? [];
    const words = line.slice(guard.length);
    const isSignatureMark = words === '-- ';
    const goesOn = words.endsWith(' ') && !isSignatureMark;
    if (open === null || open.depth !== marks.length || isSignatureMark) {
      open = { depth: marks.length, pieces: [] };
      paragraphs.push(open);
    }
    open.pieces.push(goesOn && delSp ? words.slice(0, -1) : words);
    if (!goesOn) open = null;
  }
  return paragraphs.map(lineOf).join('\n');
}

function lineOf({ depth, pieces }: Paragraph): string {
  const words = pieces.join('');
  return `${'>'.repeat(depth)}${depth > 0 && words !== '' ? ' ' : ''}${words}`;
}
