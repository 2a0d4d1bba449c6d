import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { assignWaiting, returnAbandoned } from '@redress/desk/assigning.js';
import { tellDueCallBacks } from '@redress/desk/call-back-notices.js';
import { endSilentCalls, workOnCalls } from '@redress/desk/calls.js';
import type { Desk } from '@redress/desk/desk.js';
import { tellAlarms } from '@redress/desk/alarms.js';
import { sweepTriggers } from '@redress/desk/automation.js';
import { wakeSnoozed } from '@redress/desk/snoozing.js';
import { mailNotices } from '@redress/desk/notice-mail.js';
import { forgetOldBookings } from '@redress/persistence/stores/automatic-mails.store.js';
import { HOUR } from '@redress/domain/time.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { forgetOldBulkChanges } from '@redress/persistence/stores/bulk-changes.store.js';
import { forgetOldKeys } from '@redress/persistence/stores/idempotency.store.js';
import { forgetOldNotifications } from '@redress/persistence/stores/notifications.store.js';
import { dueOutbox } from '@redress/persistence/stores/outbox.store.js';
import { forgetOldCalls } from '@redress/persistence/stores/phone-calls.store.js';
import { forgetOldSnoozes } from '@redress/persistence/stores/snoozes.store.js';
import { forgetOldPasswordLinks, forgetOldSessions } from '@redress/persistence/stores/people.store.js';
import { keepReportSegments } from '@redress/persistence/stores/report-segments.store.js';
import { keepSearchTexts } from '@redress/persistence/stores/search-texts.store.js';
import { dueHookDeliveries, forgetOldHookDeliveries } from '@redress/persistence/stores/webhooks.store.js';
import type { Log } from '@redress/platform/log.js';
import type { JobQueue, Queues } from '@redress/platform/queues.js';
import { DESK, LOG, QUEUES } from './parts.js';

const OUTBOX_EVERY_MS = 2_000;
/** What an API left behind that died, calls whose hang-up never came, and call-backs that fall due. */
const CALLS_EVERY_MS = 5_000;
const NOTICES_EVERY_MS = 2_000;
const TRIGGERS_EVERY_MS = 15_000;
const ALARMS_EVERY_MS = 60_000;
/** Somebody sat down at his desk, or skills are asked for no more: no event tells. */
const ASSIGN_EVERY_MS = 2_000;
const RETURN_EVERY_MS = 30_000;
/** Reports are exact without it and get slower; how long it may work, so that other sweeps have their turn. */
const REPORTS_EVERY_MS = 5_000;
const REPORTS_WORK_MS = 2_000;
/** What is searched follows what was written at a fifth of one processor at most, in short strokes: nobody who writes must wait for it. */
const SEARCH_EVERY_MS = 500;
const SEARCH_WORK_MS = 100;
const TIDY_EVERY_MS = 15 * 60_000;
const MOST_DUE = 200;

/** Rows that count or open something for a time, and whose time is over: sessions, links, counted tries, answers to repeatable requests, calls that nobody wrote down. */
export async function forgetWhatIsOver({ database, clock }: Pick<Desk, 'database' | 'clock'>): Promise<void> {
  const sql = sqlOn(database);
  await forgetOldKeys(sql);
  await forgetOldSessions(sql, clock.now());
  await forgetOldPasswordLinks(sql, clock.now());
  await forgetOldBookings(sql, clock.now());
  await forgetOldNotifications(sql);
  await forgetOldHookDeliveries(sql);
  await forgetOldCalls(sql, clock.now());
  await forgetOldBulkChanges(sql, clock.now());
  await forgetOldSnoozes(sql, clock.now());
  // The limiter writes milliseconds of the true time, whatever our clock says.
  await sql.rows('DELETE FROM limits WHERE expire < extract(epoch FROM now()) * 1000');
}

/** What nobody reminds us of: mail whose turn has come although its job is lost, and things that nobody needs any more. */
@Injectable()
export class Sweeps implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly queue: JobQueue<object>;
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) private readonly log: Log,
    @Inject(QUEUES) queues: Queues,
  ) {
    this.queue = queues.openQueue<object>('reactions');
  }

  onApplicationBootstrap(): void {
    this.every(OUTBOX_EVERY_MS, 'due mail', () => this.wakeOutbox());
    this.every(OUTBOX_EVERY_MS, 'due webhooks', () => this.wakeHooks());
    this.every(TRIGGERS_EVERY_MS, 'triggers on time', () => sweepTriggers(this.desk));
    this.every(ALARMS_EVERY_MS, 'alarms', () => tellAlarms(this.desk));
    this.every(NOTICES_EVERY_MS, 'due notices', async () => void (await mailNotices(this.desk)));
    this.every(CALLS_EVERY_MS, 'calls', () => this.workOnCalls());
    this.every(NOTICES_EVERY_MS, 'snoozed tickets', async () => void (await wakeSnoozed(this.desk)));
    this.every(ASSIGN_EVERY_MS, 'waiting tickets', async () => void (await assignWaiting(this.desk)));
    this.every(RETURN_EVERY_MS, 'abandoned tickets', async () => void (await returnAbandoned(this.desk)));
    this.every(REPORTS_EVERY_MS, 'segments of reports', () => keepReportSegments(this.desk.database, REPORTS_WORK_MS));
    this.every(SEARCH_EVERY_MS, 'texts to search', () => keepSearchTexts(this.desk.database, SEARCH_WORK_MS));
    this.every(TIDY_EVERY_MS, 'tidying', () => this.tidy());
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
  }

  private every(milliseconds: number, what: string, work: () => Promise<void>): void {
    const run = (): void => {
      this.running = this.running
        .then(work)
        .catch((error: unknown) => this.log.warn({ err: error }, `the sweep of ${what} failed`));
    };
    this.timers.push(setInterval(run, milliseconds));
  }

  /** The job id holds the minute: a reminder per mail and minute, however many workers sweep. */
  private async wakeOutbox(): Promise<void> {
    const now = this.desk.clock.now();
    const due = await dueOutbox(sqlOn(this.desk.database), now, MOST_DUE);
    const slot = Math.floor(now / OUTBOX_EVERY_MS);
    await this.queue.add(
      due.map((outboxId) => ({ name: 'deliver', id: `outbox-${outboxId}-${slot}`, payload: { outboxId } })),
    );
  }

  private async wakeHooks(): Promise<void> {
    const now = this.desk.clock.now();
    const due = await dueHookDeliveries(sqlOn(this.desk.database), now, MOST_DUE);
    const slot = Math.floor(now / OUTBOX_EVERY_MS);
    await this.queue.add(
      due.map((deliveryId) => ({ name: 'hook', id: `hook-${deliveryId}-${slot}`, payload: { deliveryId } })),
    );
  }

  private async workOnCalls(): Promise<void> {
    await workOnCalls(this.desk, (error) =>
      this.log.warn({ err: error }, 'an event of a telephone system could not be worked on'),
    );
    await endSilentCalls(this.desk);
    await tellDueCallBacks(this.desk);
  }

  private async tidy(): Promise<void> {
    const sql = sqlOn(this.desk.database);
    await sql.rows(`DELETE FROM attachments WHERE message_id IS NULL AND created_at < now() - interval '7 days'
      AND NOT EXISTS (SELECT 1 FROM drafts d WHERE attachments.id = ANY(d.attachment_ids))`);
    await forgetWhatIsOver(this.desk);
    const { removed } = await this.desk.blobs.sweep((sha256) => this.isReferenced(sha256), HOUR);
    if (removed > 0) this.log.info({ removed }, 'removed blobs that nobody refers to');
  }

  private async isReferenced(sha256: string): Promise<boolean> {
    const rows = await sqlOn(this.desk.database).rows(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM deliveries WHERE source_sha256 = $1) OR EXISTS (SELECT 1 FROM attachments WHERE sha256 = $1)
         OR EXISTS (SELECT 1 FROM outbox WHERE source_sha256 = $1) OR EXISTS (SELECT 1 FROM messages WHERE source_sha256 = $1)`,
      [sha256],
    );
    return rows.length > 0;
  }
}
