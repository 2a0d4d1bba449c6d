import { deflateSync } from 'node:zlib';
import { seeded } from './random.js';

export type BlobKey = 'dent' | 'joint' | 'wet' | 'label' | 'box' | 'invoice' | 'returnLabel' | 'tracking';

export interface DemoBlob {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The attachments of the story: a handful of distinct files that many mails carry, so that the store holds them once. */
export function drawBlobs(): Readonly<Record<BlobKey, DemoBlob>> {
  return {
    dent: photo('IMG_2041.png', { wall: [214, 205, 190], lamp: [40, 40, 44], glow: 0.2, seed: 'dent' }),
    joint: photo('gelenk.png', { wall: [190, 198, 204], lamp: [176, 141, 87], glow: 0, seed: 'joint' }),
    wet: photo('IMG_0388.png', { wall: [92, 104, 110], lamp: [60, 66, 70], glow: 0.5, seed: 'wet' }),
    label: photo('typenschild.png', { wall: [232, 232, 228], lamp: [20, 20, 20], glow: 0, seed: 'label' }),
    box: photo('karton.png', { wall: [170, 132, 90], lamp: [120, 90, 58], glow: 0, seed: 'box' }),
    invoice: page('Rechnung.pdf', [
      'Lumo Leuchten GmbH, Leipzig',
      '',
      'Rechnung / Invoice',
      '1 x Lumo 2',
      '249,00 EUR incl. 19% MwSt.',
      '',
      'Vielen Dank!',
    ]),
    returnLabel: page('Ruecksendung.pdf', [
      'Lumo Leuchten GmbH',
      'Retouren / Returns',
      'Spinnereistrasse 7',
      '04179 Leipzig',
      '',
      'LU-RET',
    ]),
    tracking: text('sendungsverfolgung.txt', [
      'Sendung 00340 4331 8812 0042',
      'Mo 08:12  elektronisch angekuendigt',
      'Mo 19:40  im Startpaketzentrum Leipzig',
      'Di 03:15  im Zielpaketzentrum',
      'Di 03:16  Sendung wird zurueckgehalten',
    ]),
  };
}

interface Scene {
  readonly wall: readonly [number, number, number];
  readonly lamp: readonly [number, number, number];
  /** 0 to 1: how brightly it shines. */
  readonly glow: number;
  readonly seed: string;
}

const WIDTH = 240;
const HEIGHT = 180;

/** A standing lamp before a wall in evening light, with the grain of a phone camera. */
function photo(filename: string, scene: Scene): DemoBlob {
  const random = seeded(scene.seed);
  const rows = new Uint8Array(HEIGHT * (1 + WIDTH * 3));
  const lean = random.between(-8, 8);
  let index = 0;
  for (let y = 0; y < HEIGHT; y += 1) {
    rows[index++] = 0;
    for (let x = 0; x < WIDTH; x += 1) {
      const grain = random.between(-3, 3);
      const light = shade(x - (lean * y) / HEIGHT, y, scene);
      const colour = isLamp(x - (lean * y) / HEIGHT, y) ? scene.lamp : y > 150 ? ([118, 92, 70] as const) : scene.wall;
      for (const part of colour) rows[index++] = Math.max(0, Math.min(255, part * light + grain));
    }
  }
  return { filename, contentType: 'image/png', bytes: png(rows) };
}

function isLamp(x: number, y: number): boolean {
  const middle = WIDTH / 2;
  if (y > 24 && y < 70) return Math.abs(x - middle) < 22 + (y - 24) * 0.5;
  if (y >= 70 && y < 158) return Math.abs(x - middle) < 2;
  return y >= 158 && y < 164 && Math.abs(x - middle) < 34;
}

function shade(x: number, y: number, scene: Scene): number {
  const distance = Math.hypot(x - WIDTH / 2, y - 72) / WIDTH;
  return 0.72 + 0.2 * (1 - y / HEIGHT) + scene.glow * Math.max(0, 0.5 - distance);
}

function png(rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** ISO 3309, as PNG wants it; `zlib.crc32` is younger than the oldest Node we run on. */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

const text = (filename: string, lines: readonly string[]): DemoBlob => ({
  filename,
  contentType: 'text/plain',
  bytes: Buffer.from(`${lines.join('\n')}\n`, 'utf8'),
});

/** A PDF of one page with a few lines in Helvetica; the lines are ASCII. */
function page(filename: string, lines: readonly string[]): DemoBlob {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 14 Tf 20 TL 60 760 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return { filename, contentType: 'application/pdf', bytes: Buffer.from(file, 'latin1') };
}
