import type { SystemHealth } from '@redress/contract/system-health.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Work that waits for longer than that is stuck: the worker takes it within seconds. */
const STUCK_MS = 5 * MINUTE;
/** A renewal takes some days where a person has to ask for it. */
const ENDING_MS = 14 * DAY;
const CROWDED = 0.8;

/** Something that a person should look at; `name`, `count` and `days` are what its sentence says. */
export interface Problem {
  readonly kind:
    | 'mailbox'
    | 'channel'
    | 'relayNone'
    | 'relayRefuses'
    | 'noWorker'
    | 'stuck'
    | 'quarantined'
    | 'failed'
    | 'migrations'
    | 'crowded'
    | 'ending'
    | 'ended';
  readonly severe: boolean;
  readonly name: string;
  readonly count: number;
  /** What was said about it, where something was. */
  readonly detail: string | null;
  /** The screen where it is mended, below `/admin/`; null where none can. */
  readonly screen: 'channels' | 'quarantine' | 'outgoing' | null;
  /** What is open on that screen. */
  readonly open: string | null;
}

const problem = (kind: Problem['kind'], more: Partial<Problem> = {}): Problem => ({
  ...{ kind, severe: false, name: '', count: 0, detail: null, screen: null, open: null },
  ...more,
});

const accounts = ({ mailboxes, channels }: SystemHealth): Problem[] => [
  ...mailboxes
    .filter(({ enabled, state }) => enabled && (state === 'authFailed' || state === 'retrying'))
    .map(({ id, address, state, lastError }) =>
      problem('mailbox', {
        ...{ severe: state === 'authFailed', name: address, detail: lastError, screen: 'channels', open: id },
      }),
    ),
  ...channels
    .filter(({ enabled, state }) => enabled && (state === 'refused' || state === 'failing'))
    .map(({ id, name, state, lastError, remedy }) =>
      problem('channel', {
        ...{ severe: state === 'refused', name, screen: 'channels', open: id },
        detail: [lastError, remedy].filter(Boolean).join(' ') || null,
      }),
    ),
];

function mailOut({ relay, mailboxes, work }: SystemHealth): Problem[] {
  const sendsNowhere = relay.host === null && !mailboxes.some(({ enabled, outgoing }) => enabled && outgoing !== null);
  return [
    ...(sendsNowhere ? [problem('relayNone', { screen: 'outgoing' })] : []),
    ...(relay.lastError === null ? [] : [problem('relayRefuses', { detail: relay.lastError, screen: 'outgoing' })]),
    ...(work.failed > 0 ? [problem('failed', { count: work.failed, screen: 'outgoing' })] : []),
  ];
}

function working({ at, work }: SystemHealth): Problem[] {
  const since = work.waiting.flatMap(({ oldestAt }) => (oldestAt === null ? [] : [Date.parse(oldestAt)]));
  const minutes = Math.floor((Date.parse(at) - Math.min(...since)) / MINUTE);
  return [
    ...(work.workers === 0 ? [problem('noWorker', { severe: true })] : []),
    ...(minutes * MINUTE >= STUCK_MS && since.length > 0 ? [problem('stuck', { severe: true, count: minutes })] : []),
    ...(work.quarantined > 0 ? [problem('quarantined', { count: work.quarantined, screen: 'quarantine' })] : []),
  ];
}

function installed({ at, database, endings }: SystemHealth): Problem[] {
  const { connections, mostConnections, pendingMigrations } = database;
  const soon = endings.filter(({ endsAt }) => Date.parse(endsAt) - Date.parse(at) < ENDING_MS);
  return [
    ...(pendingMigrations.length > 0
      ? [problem('migrations', { severe: true, count: pendingMigrations.length, detail: pendingMigrations.join(', ') })]
      : []),
    ...(connections > mostConnections * CROWDED ? [problem('crowded', { count: connections })] : []),
    ...soon.map(({ name, endsAt }) => {
      const days = Math.ceil((Date.parse(endsAt) - Date.parse(at)) / DAY);
      return problem(days <= 0 ? 'ended' : 'ending', { severe: days <= 0, name, count: days });
    }),
  ];
}

/** The severe ones first; empty when everything works. */
export function problemsOf(health: SystemHealth): readonly Problem[] {
  const all = [...accounts(health), ...working(health), ...mailOut(health), ...installed(health)];
  return [...all.filter(({ severe }) => severe), ...all.filter(({ severe }) => !severe)];
}
