import { createHash } from 'node:crypto';

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz';
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/i;

/**
 * The name of a record that the network accepts for a post: 53 bits of microseconds and 10 bits besides, as 13 digits of base 32. The same key
 * always gives the same name, so that posting again finds what was posted; keys that carry a time keep their order.
 */
export function tidOf(key: string): string {
  const digest = createHash('sha256').update(key).digest();
  const [, high, low] = UUID_V7.exec(key) ?? [];
  const milliseconds =
    high === undefined || low === undefined ? digest.readUIntBE(0, 5) : Number.parseInt(high + low, 16);
  const micros = BigInt(milliseconds) * 1_000n + BigInt(digest.readUInt16BE(6) % 1_000);
  const bits = (micros << 10n) | BigInt(digest.readUInt16BE(8) & 1_023);
  let name = '';
  for (let shift = 60n; shift >= 0n; shift -= 5n) name += DIGITS[Number((bits >> shift) & 31n)] ?? '';
  return name;
}
