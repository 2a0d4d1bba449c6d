import type { ChannelAccount } from '@redress/contract/channels.js';
import type { EndingThing, SystemHealth, WaitingWork } from '@redress/contract/system-health.js';
import type { Sql } from '@redress/persistence/sql.js';
import { channelAccountList } from './channels.view.js';
import { mailAccountList } from './policy.view.js';

/** What of it only the process knows that is asked. */
export interface ProcessFacts {
  readonly at: Date;
  readonly version: string;
  readonly relayHost: string | null;
  readonly receiver: { readonly address: string; readonly tls: boolean } | null;
  readonly pendingMigrations: readonly string[];
  /** Of certificates that this process holds. */
  readonly certificates: readonly EndingThing[];
}

const ISO = (instant: string): string => `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

interface Figures {
  readonly toFile: number;
  readonly toFileSince: string | null;
  readonly toSend: number;
  readonly toSendSince: string | null;
  readonly toRelay: number;
  readonly workers: number;
  readonly quarantined: number;
  readonly failed: number;
  readonly lastSentAt: string | null;
  readonly lastError: string | null;
  readonly lastMailAt: string | null;
  readonly databaseVersion: string;
  readonly bytes: number;
  readonly connections: number;
  readonly mostConnections: number;
}

/** Beyond that many the exact number of events tells nobody more. */
const MOST_COUNTED = 10_000;

/** Mail that waits for its undo window is no work that waits: it is not due yet. */
const FIGURES = `SELECT
  f.count AS "toFile", ${ISO('f.since')} AS "toFileSince",
  s.count AS "toSend", ${ISO('s.since')} AS "toSendSince",
  (SELECT count(*) FROM (SELECT 1 FROM ticket_events WHERE txid > (SELECT position::text::xid8 FROM cursors WHERE name = 'relay')
     LIMIT ${MOST_COUNTED}) behind) AS "toRelay",
  (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'redress worker roll') AS workers,
  (SELECT count(*) FROM deliveries WHERE state = 'quarantined') AS quarantined,
  (SELECT count(*) FROM outbox WHERE state = 'failed' AND created_at > $1::timestamptz - interval '7 days') AS failed,
  (SELECT ${ISO('max(sent_at)')} FROM outbox WHERE sent_at > $1::timestamptz - interval '30 days' AND state <> 'captured') AS "lastSentAt",
  (SELECT detail FROM outbox WHERE state IN ('queued', 'unknown') AND detail IS NOT NULL ORDER BY created_at DESC, id LIMIT 1) AS "lastError",
  (SELECT ${ISO('max(stored_at)')} FROM deliveries WHERE mailbox IN ('smtp', 'lmtp')) AS "lastMailAt",
  current_setting('server_version') AS "databaseVersion",
  pg_database_size(current_database()) AS bytes,
  (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
  current_setting('max_connections')::integer AS "mostConnections"
  FROM (SELECT count(*) AS count, min(stored_at) AS since FROM deliveries WHERE state = 'received') f,
    (SELECT count(*) AS count, min(due_at) AS since FROM outbox WHERE state IN ('queued', 'unknown') AND due_at <= $1) s`;

const accessEndings = (channels: readonly ChannelAccount[]): EndingThing[] =>
  channels.flatMap(({ enabled, name, accessEndsAt }) =>
    enabled && accessEndsAt !== null ? [{ kind: 'access', name, endsAt: accessEndsAt }] : [],
  );

export async function systemHealth(sql: Sql, facts: ProcessFacts): Promise<SystemHealth> {
  const [mail, channels, [row]] = await Promise.all([
    mailAccountList(sql),
    channelAccountList(sql),
    sql.rows<Figures>(FIGURES, [facts.at]),
  ]);
  if (row === undefined) throw new Error('The database gave no figures');
  const endings = [...facts.certificates, ...accessEndings(channels.data)];
  return {
    at: facts.at.toISOString(),
    version: facts.version,
    mailboxes: mail.data,
    channels: channels.data,
    relay: { host: facts.relayHost, lastSentAt: row.lastSentAt, lastError: row.lastError },
    receiver: facts.receiver === null ? null : { ...facts.receiver, lastMailAt: row.lastMailAt },
    work: {
      waiting: waitingOf(row),
      workers: Number(row.workers),
      quarantined: Number(row.quarantined),
      failed: Number(row.failed),
    },
    database: {
      version: row.databaseVersion,
      bytes: Number(row.bytes),
      connections: Number(row.connections),
      mostConnections: row.mostConnections,
      pendingMigrations: facts.pendingMigrations,
    },
    endings: endings.sort((a, b) => a.endsAt.localeCompare(b.endsAt)),
  };
}

const waitingOf = (row: Figures): readonly WaitingWork[] => [
  { kind: 'mailToFile', count: Number(row.toFile), oldestAt: row.toFileSince },
  { kind: 'mailToSend', count: Number(row.toSend), oldestAt: row.toSendSince },
  { kind: 'eventsToRelay', count: Number(row.toRelay), oldestAt: null },
];
