import { deflateSync, inflateSync } from 'node:zlib';
import { chunk, PNG } from './picture.js';

// What is asked for each pixel is looked up once: in the sandbox of a test that costs more than the work itself.
const { abs, floor, max } = Math;

/** Three bytes for each pixel: red, green, blue; line by line from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Bytes of a pixel by the number that PNG gives to its kind: true colour, a number in the palette, true colour with alpha. */
const BYTES: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };
const MOST_COLOURS = 256;
/** Two colours of which nobody tells which is which, as steps of one channel. */
const ALIKE = 4;
/** What fills as much of a picture keeps its very colour. */
const AREA = 1 / 2_000;

/**
 * What is drawn in the file, alpha left out.
 * @throws Error for what browsers do not write: fewer or more than eight bits, grey, interlaced
 */
export function readPicture(png: Buffer): Picture {
  const parts = partsOf(png);
  const header = parts.find(({ type }) => type === 'IHDR')?.content ?? Buffer.alloc(13);
  const [width, height, bits, kind, interlaced] = [
    ...[header.readUInt32BE(0), header.readUInt32BE(4), header.readUInt8(8), header.readUInt8(9), header.readUInt8(12)],
  ];
  const size = BYTES[kind ?? 0];
  if (bits !== 8 || size === undefined || interlaced !== 0 || !width || !height)
    throw new Error('No picture as browsers draw one');
  const drawn = inflateSync(Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ content }) => content)));
  const plain = unfiltered(drawn, width * size, height, size);
  const palette = parts.find(({ type }) => type === 'PLTE')?.content;
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1)
    for (let channel = 0; channel < 3; channel += 1)
      pixels[at * 3 + channel] =
        (palette === undefined ? plain[at * size + channel] : palette[(plain[at] ?? 0) * 3 + channel]) ?? 0;
  return { width, height, pixels };
}

function partsOf(png: Buffer): { readonly type: string; readonly content: Buffer }[] {
  const parts = [];
  for (let at = PNG.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const begin = at + 8;
    parts.push({
      type: png.toString('latin1', at + 4, begin),
      content: png.subarray(begin, begin + png.readUInt32BE(at)),
    });
  }
  return parts;
}

/** Each line says first by what its bytes were guessed: what is left of them, above, both, or the likelier of the three. */
function unfiltered(drawn: Buffer, lineBytes: number, lines: number, size: number): Uint8Array {
  const plain = new Uint8Array(lineBytes * lines);
  for (let line = 0; line < lines; line += 1) {
    const from = line * (lineBytes + 1);
    const to = line * lineBytes;
    const guess = drawn[from] ?? 0;
    for (let at = 0; at < lineBytes; at += 1) {
      const left = at < size ? 0 : (plain[to + at - size] ?? 0);
      const above = line === 0 ? 0 : (plain[to + at - lineBytes] ?? 0);
      const corner = line === 0 || at < size ? 0 : (plain[to + at - lineBytes - size] ?? 0);
      plain[to + at] = (drawn[from + 1 + at] ?? 0) + guessed(guess, left, above, corner);
    }
  }
  return plain;
}

function guessed(guess: number, left: number, above: number, corner: number): number {
  if (guess === 0) return 0;
  if (guess === 1) return left;
  if (guess === 2) return above;
  if (guess === 3) return (left + above) >> 1;
  const [far, farAbove, farCorner] = [abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)];
  if (far <= farAbove && far <= farCorner) return left;
  return farAbove <= farCorner ? above : corner;
}

/** A small file: of 256 colours at most, those that fill areas as they are, the others by one that is like them. */
export function writePicture({ width, height, pixels }: Picture): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3)
    counts.set(colourAt(pixels, at), (counts.get(colourAt(pixels, at)) ?? 0) + 1);
  const palette = paletteOf(counts, width * height);
  const places = new Map([...counts.keys()].map((colour) => [colour, placeOf(colour, palette)]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1)
    lines[at + floor(at / width) + 1] = places.get(colourAt(pixels, at * 3)) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    ...[PNG, chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flatMap(channels)))],
    ...[chunk('IDAT', deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0))],
  ]);
}

const colourAt = (pixels: Uint8Array, at: number): number =>
  ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);

const channels = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

const apart = (one: number, other: number): number =>
  max(
    abs((one >> 16) - (other >> 16)),
    abs(((one >> 8) & 255) - ((other >> 8) & 255)),
    abs((one & 255) - (other & 255)),
  );

function paletteOf(counts: ReadonlyMap<number, number>, pixels: number): number[] {
  const palette: number[] = [];
  const sorted = [...counts].sort(([one, often], [other, seldom]) => seldom - often || one - other);
  for (const [colour, count] of sorted)
    if (palette.length < MOST_COLOURS && (count > pixels * AREA || palette.every((one) => apart(one, colour) > ALIKE)))
      palette.push(colour);
  return palette;
}

function placeOf(colour: number, palette: readonly number[]): number {
  let [best, distance] = [0, Infinity];
  palette.forEach((one, place) => {
    if (apart(one, colour) < distance) [best, distance] = [place, apart(one, colour)];
  });
  return best;
}
