import pg from 'pg';
import { DataSource } from 'typeorm';
import { Ground1764000000000 } from './migrations/1764000000000-ground.js';
import { Clocks1764100000000 } from './migrations/1764100000000-clocks.js';
import { SlaPolicies1764150000000 } from './migrations/1764150000000-sla-policies.js';
import { Routing1764200000000 } from './migrations/1764200000000-routing.js';
import { Escalation1764300000000 } from './migrations/1764300000000-escalation.js';
import { Causes1764400000000 } from './migrations/1764400000000-causes.js';
import { Reports1764450000000 } from './migrations/1764450000000-reports.js';
import { Told1764500000000 } from './migrations/1764500000000-told.js';
import { ReportRows1764550000000 } from './migrations/1764550000000-report-rows.js';
import { ClockPolicies1764600000000 } from './migrations/1764600000000-clock-policies.js';
import { Undertakings1764610000000 } from './migrations/1764610000000-undertakings.js';
import { TaskBounces1764620000000 } from './migrations/1764620000000-task-bounces.js';
import { Links1764660000000 } from './migrations/1764660000000-links.js';
import { Channels1764700000000 } from './migrations/1764700000000-channels.js';
import { Phone1764710000000 } from './migrations/1764710000000-phone.js';
import { Portal1764720000000 } from './migrations/1764720000000-portal.js';
import { TriggerRuns1764730000000 } from './migrations/1764730000000-trigger-runs.js';
import { ReportLayings1764740000000 } from './migrations/1764740000000-report-layings.js';
import { WebForms1764750000000 } from './migrations/1764750000000-web-forms.js';
import { PlatformNews1764770000000 } from './migrations/1764770000000-platform-news.js';
import { Cti1764760000000 } from './migrations/1764760000000-cti.js';
import { Conversations1764780000000 } from './migrations/1764780000000-conversations.js';
import { Persons1764790000000 } from './migrations/1764790000000-persons.js';
import { StickyOwner1764795000000 } from './migrations/1764795000000-sticky-owner.js';
import { CallsOfPersons1764800000000 } from './migrations/1764800000000-calls-of-persons.js';
import { Search1764830000000 } from './migrations/1764830000000-search.js';
import { SavedViews1764840000000 } from './migrations/1764840000000-saved-views.js';
import { OldCalls1764800100000 } from './migrations/1764800100000-old-calls.js';
import { Snippets1764860000000 } from './migrations/1764860000000-snippets.js';
import { BulkChanges1764850000000 } from './migrations/1764850000000-bulk-changes.js';
import { Macros1764861000000 } from './migrations/1764861000000-macros.js';
import { WaysOut1764862000000 } from './migrations/1764862000000-ways-out.js';
import { Mentions1764863000000 } from './migrations/1764863000000-mentions.js';
import { Snoozes1764863100000 } from './migrations/1764863100000-snoozes.js';
import { MailTemplates1764864000000 } from './migrations/1764864000000-mail-templates.js';
import { Signatures1764864100000 } from './migrations/1764864100000-signatures.js';
import { Forwards1764870000000 } from './migrations/1764870000000-forwards.js';
import { PerhapsArrived1764871000000 } from './migrations/1764871000000-perhaps-arrived.js';
import { AccountKeys1764871100000 } from './migrations/1764871100000-account-keys.js';
import { MailboxGrants1764880000000 } from './migrations/1764880000000-mailbox-grants.js';
import { CustomerMoves1764881000000 } from './migrations/1764881000000-customer-moves.js';
import { CountedTries1764890000000 } from './migrations/1764890000000-counted-tries.js';
import { RightsEpoch1764900000000 } from './migrations/1764900000000-rights-epoch.js';
import { SettledRecipients1764897000000 } from './migrations/1764897000000-settled-recipients.js';
import { SCHEMAS } from './schemas/schemas.js';

const MIGRATIONS = [
  Ground1764000000000,
  Clocks1764100000000,
  SlaPolicies1764150000000,
  Routing1764200000000,
  Escalation1764300000000,
  Causes1764400000000,
  Reports1764450000000,
  Told1764500000000,
  ReportRows1764550000000,
  ClockPolicies1764600000000,
  Undertakings1764610000000,
  TaskBounces1764620000000,
  Links1764660000000,
  Channels1764700000000,
  Phone1764710000000,
  Portal1764720000000,
  TriggerRuns1764730000000,
  ReportLayings1764740000000,
  WebForms1764750000000,
  PlatformNews1764770000000,
  Cti1764760000000,
  Conversations1764780000000,
  Persons1764790000000,
  StickyOwner1764795000000,
  CallsOfPersons1764800000000,
  Search1764830000000,
  SavedViews1764840000000,
  OldCalls1764800100000,
  Snippets1764860000000,
  BulkChanges1764850000000,
  Macros1764861000000,
  WaysOut1764862000000,
  Mentions1764863000000,
  Snoozes1764863100000,
  MailTemplates1764864000000,
  Signatures1764864100000,
  Forwards1764870000000,
  PerhapsArrived1764871000000,
  AccountKeys1764871100000,
  MailboxGrants1764880000000,
  CustomerMoves1764881000000,
  CountedTries1764890000000,
  SettledRecipients1764897000000,
  RightsEpoch1764900000000,
];

/** One key for everybody who migrates: the second one waits and then finds nothing to do. */
const MIGRATION_LOCK = 7_203_114_551;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections this process may hold. */
  readonly poolSize: number;
  /** Shows in `pg_stat_activity`. */
  readonly applicationName: string;
  /** How long a request waits for a connection; two seconds when left out. */
  readonly connectMs?: number;
}

/** bigint and numeric columns here are counts and sizes far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens a pool. A request waits two seconds for a connection at most unless it is said otherwise, a statement runs ten and waits three for a lock: under a long lock
 * callers get an answer they can retry instead of piling up.
 */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: options.connectMs ?? 2_000,
    entities: SCHEMAS,
    migrations: MIGRATIONS,
    extra: {
      // Instants that are read as text are in UTC whatever the server's own zone is.
      options: '-c TimeZone=UTC',
      statement_timeout: 10_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    },
    poolErrorHandler: () => undefined,
  }).initialize();
}

/** Brings the schema up to date; safe to call from many processes at once. Returns the names of what was applied. */
export async function migrate(url: string): Promise<string[]> {
  const source = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 2,
    migrations: MIGRATIONS,
    extra: { lock_timeout: 60_000 },
  }).initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await source.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
    await source.destroy();
  }
}

/** Names of migrations that this build knows and the database has not had. */
export async function pendingMigrations(database: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await database.query('SELECT name FROM migrations');
  const had = new Set(rows.map((row) => row.name));
  return MIGRATIONS.map((migration) => migration.name).filter((name) => !had.has(name));
}
