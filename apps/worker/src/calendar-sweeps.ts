import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type FetchFeed, readCalendarFeed } from '@redress/channels/calendar/feed.js';
import { feedOf, holidayYears, renewHolidays, takeFeed } from '@redress/desk/calendars.js';
import type { Desk } from '@redress/desk/desk.js';
import { DAY, later } from '@redress/domain/time.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { unreadFeeds } from '@redress/persistence/stores/calendars.store.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG } from './parts.js';

const LOOK_EVERY_MS = 15 * 60_000;
const FIRST_LOOK_MS = 60_000;
/** A feed is read once a day; some minutes less, so that the hour does not wander. */
const UNREAD_FOR = DAY - LOOK_EVERY_MS;
const MOST_FEEDS = 20;

/** Reads the feeds of holidays whose day has come, and works out the holidays of another year. Two workers at once do no harm. */
export async function tendCalendars(desk: Pick<Desk, 'database' | 'clock'>, fetchFeed?: FetchFeed): Promise<void> {
  await renewHolidays(desk);
  const due = await unreadFeeds(sqlOn(desk.database), later(desk.clock.now(), -UNREAD_FOR), MOST_FEEDS);
  for (const { id } of due) {
    const { url, timezone } = await feedOf(desk, id);
    const reading = await readCalendarFeed(url, { timezone, ...holidayYears(desk) }, fetchFeed);
    await takeFeed(desk, 'system', id, { url, ...reading });
  }
}

/** Beside the other sweeps: a server that answers slowly must not hold up mail that is due. */
@Injectable()
export class CalendarSweeps implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void => {
      this.running = this.running
        .then(() => tendCalendars(this.desk))
        .catch((error: unknown) => this.log.warn({ err: error }, 'the sweep of calendars failed'));
    };
    this.timers.push(setTimeout(run, FIRST_LOOK_MS), setInterval(run, LOOK_EVERY_MS));
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await this.running;
  }
}
