import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, QueueDelta, ServerToClient, WatchAnswer } from '@redress/contract/live.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { applyAnswer, applyDelta, EMPTY_QUEUE, type QueueState, resume } from '../../apps/web/src/api/queue-state.js';

/** What the line does to a frame; `late` ones arrive after the frame that follows them. */
type Fate = 'whole' | 'lost' | 'doubled' | 'late';

/** A line that is in order, or one that loses, doubles and swaps frames; the seed decides which. */
export interface Line {
  fate(): Fate;
}

export const GOOD_LINE: Line = { fate: () => 'whole' };

export function badLine(seed: number): Line {
  const fates = fc.sample(fc.constantFrom<Fate>('whole', 'lost', 'doubled', 'late'), { seed, numRuns: 1_000 });
  let next = 0;
  return { fate: () => fates[(next += 1) % fates.length] ?? 'whole' };
}

/** A screen that watches the queue with the rules of the real one, over a socket that may be cut at any time. */
export class Watcher {
  state: QueueState = EMPTY_QUEUE;
  /** What must never happen: a position that goes back on one connection, a row that gets older. */
  readonly faults: string[] = [];
  /** The reason that the server gave for a goodbye. */
  goodbye: string | null = null;
  frames = 0;
  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private position = 0;
  private held: QueueDelta | null = null;

  constructor(
    url: string,
    how: { readonly token?: string; readonly cookie?: string },
    private readonly line: Line = GOOD_LINE,
  ) {
    this.socket = io(`${url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      ...(how.token === undefined ? {} : { auth: { token: how.token } }),
      ...(how.cookie === undefined ? {} : { extraHeaders: { cookie: how.cookie } }),
    });
    this.socket.on('connect', () => {
      this.position = 0;
      void this.ask();
    });
    this.socket.on('queue', (delta) => this.hear(delta));
    this.socket.on('bye', ({ code }) => (this.goodbye = code));
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Asks for what was missed, as a screen does after each drop. */
  async ask(): Promise<void> {
    const answer = await this.socket
      .timeout(60_000)
      .emitWithAck('watch', resume('all', this.state))
      .catch((): WatchAnswer => ({ error: 'silent' }));
    const before = this.state;
    this.state = applyAnswer(before, answer);
    this.compare(before);
  }

  /** Ids with versions of everything it shows. */
  list(): Record<string, number> {
    return versions([...this.state.rows.values()]);
  }

  close(): void {
    this.socket.disconnect();
  }

  private hear(delta: QueueDelta): void {
    this.frames += 1;
    if (delta.position < this.position) this.faults.push(`position ${this.position} was followed by ${delta.position}`);
    this.position = delta.position;
    const fate = this.line.fate();
    if (fate === 'late') {
      this.flush();
      this.held = delta;
      return;
    }
    if (fate !== 'lost') this.apply(delta);
    if (fate === 'doubled') this.apply(delta);
    this.flush();
  }

  private flush(): void {
    if (this.held !== null) this.apply(this.held);
    this.held = null;
  }

  private apply(delta: QueueDelta): void {
    const before = this.state;
    this.state = applyDelta(before, delta);
    this.compare(before);
  }

  private compare(before: QueueState): void {
    for (const [id, row] of this.state.rows) {
      const known = before.rows.get(id);
      if (known !== undefined && known.version > row.version)
        this.faults.push(`ticket ${row.number} went back from version ${known.version} to ${row.version}`);
    }
    if (this.state.epoch === before.epoch && this.state.settled < before.settled)
      this.faults.push(`what is settled went back from ${before.settled} to ${this.state.settled}`);
  }
}

export const versions = (rows: readonly QueueRow[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ id, version }) => [id, version]).sort());
