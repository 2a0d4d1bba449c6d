import { Refusal } from '@redress/domain/refusal.js';
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';

const MINUTES = 60;

/** Tries within a window of seconds, by what they are counted. */
const LIMITS = {
  signInByAddress: { points: 20, duration: 5 * MINUTES },
  signInByEmail: { points: 10, duration: 15 * MINUTES },
  resetByAddress: { points: 5, duration: 30 * MINUTES },
  resetByEmail: { points: 5, duration: 60 * MINUTES },
  taskPageByAddress: { points: 60, duration: 10 * MINUTES },
  portalByAddress: { points: 200, duration: 10 * MINUTES },
  portalByLink: { points: 120, duration: 10 * MINUTES },
  portalWritesByLink: { points: 12, duration: 10 * MINUTES },
  formPagesByAddress: { points: 600, duration: 10 * MINUTES },
  formsByAddress: { points: 1_000, duration: 10 * MINUTES },
  formsBySender: { points: 1_000, duration: 60 * MINUTES },
  /** Of attached files. */
  formKilobytesByAddress: { points: 400_000, duration: 10 * MINUTES },
  phoneMissesByAddress: { points: 30, duration: 10 * MINUTES },
  phoneEventsByConnection: { points: 1_200, duration: MINUTES },
  /** Each one connects to a server that an administrator named, or asks the DNS. */
  mailboxTrialsByAsker: { points: 120, duration: 10 * MINUTES },
} as const;

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, RateLimiterPostgres>>;

const opened = new WeakMap<DataSource, Limits>();

/** Counters in the table `limits`, shared by all processes. Each try is counted by one statement before the work it allows is done. */
export function limitsOf(database: DataSource): Limits {
  const known = opened.get(database);
  if (known) return known;
  const counter = (name: LimitName): RateLimiterPostgres =>
    new RateLimiterPostgres({
      storeClient: database,
      storeType: 'typeorm',
      tableName: 'limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      ...LIMITS[name],
    });
  const limits: Limits = {
    signInByAddress: counter('signInByAddress'),
    signInByEmail: counter('signInByEmail'),
    resetByAddress: counter('resetByAddress'),
    resetByEmail: counter('resetByEmail'),
    taskPageByAddress: counter('taskPageByAddress'),
    portalByAddress: counter('portalByAddress'),
    portalByLink: counter('portalByLink'),
    portalWritesByLink: counter('portalWritesByLink'),
    formPagesByAddress: counter('formPagesByAddress'),
    formsByAddress: counter('formsByAddress'),
    formsBySender: counter('formsBySender'),
    formKilobytesByAddress: counter('formKilobytesByAddress'),
    phoneMissesByAddress: counter('phoneMissesByAddress'),
    phoneEventsByConnection: counter('phoneEventsByConnection'),
    mailboxTrialsByAsker: counter('mailboxTrialsByAsker'),
  };
  opened.set(database, limits);
  return limits;
}

/**
 * Counts one try, or as many points as it costs. @throws Refusal too-many when there were too many already.
 * @returns how many there were in this window, this one among them
 */
export async function countTry(limits: Limits, name: LimitName, key: string, points = 1): Promise<number> {
  try {
    return (await limits[name].consume(key, points)).consumedPoints;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    throw new Refusal('too-many', `Too many tries; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`);
  }
}

/** One customer of a provider holds a whole /64 of IPv6: counting single addresses would count nobody. */
export function addressKey(remoteAddress: string): string {
  if (!isIPv6(remoteAddress)) return remoteAddress;
  const address = ipaddr.process(remoteAddress);
  return address.kind() === 'ipv4'
    ? address.toString()
    : `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}
