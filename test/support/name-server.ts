import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** What a zone says: `MX shop.test` → `10 mx.shop.test`, `SRV …` → `0 1 993 imap.shop.test`, `A …` → `192.0.2.1`. */
export type Zone = Readonly<Record<string, readonly string[]>>;

const TYPES: Readonly<Record<number, string>> = { 1: 'A', 15: 'MX', 28: 'AAAA', 33: 'SRV' };

export interface NameServer {
  /** `address:port`, as resolvers take it. */
  readonly address: string;
  close(): Promise<void>;
}

function nameBytes(name: string): Buffer {
  const labels = name.replace(/\.$/, '').split('.').filter(Boolean);
  return Buffer.concat([
    ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16BE(value, at * 2));
  return bytes;
};

function recordBytes(type: string, text: string): Buffer {
  const parts = text.split(' ');
  if (type === 'MX') return Buffer.concat([words(Number(parts[0])), nameBytes(parts[1] ?? '')]);
  if (type === 'SRV') return Buffer.concat([words(...parts.slice(0, 3).map(Number)), nameBytes(parts[3] ?? '')]);
  return Buffer.from(text.split('.').map(Number));
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = TYPES[query.readUInt16BE(at + 1)] ?? '';
  const records = zone[`${type} ${labels.join('.').toLowerCase()}`] ?? [];
  const answers = records.map((text) => {
    const bytes = recordBytes(type, text);
    return Buffer.concat([words(0xc00c, query.readUInt16BE(at + 1), 1, 0, 60, bytes.length), bytes]);
  });
  const head = Buffer.concat([
    query.subarray(0, 2),
    words(0x8580 + (answers.length === 0 ? 3 : 0), 1, answers.length, 0, 0),
  ]);
  return Buffer.concat([head, question, ...answers]);
}

/** A name server on loopback that knows one zone and denies all else. */
export async function openNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => socket.send(answerTo(query, zone), from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', () => resolve()));
  const { port }: AddressInfo = socket.address();
  return {
    address: `127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}
