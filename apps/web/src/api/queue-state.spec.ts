import { describe, expect, it } from '@jest/globals';
import type { QueueChange, QueueDelta, WatchAnswer, WatchRequest } from '@redress/contract/live.js';
import type { QueueRow } from '@redress/contract/queue.js';
import fc from 'fast-check';
import { applyAnswer, applyDelta, EMPTY_QUEUE, type QueueState, resume } from './queue-state.js';

const row = (id: string, version: number): QueueRow => ({
  id,
  number: `T-2026-${id}`,
  kind: 'complaint',
  subject: `version ${version}`,
  status: 'open',
  stage: 'received',
  priority: 'normal',
  severity: null,
  held: null,
  queue: { id: 'q', name: 'Complaints' },
  team: null,
  owner: null,
  customer: null,
  channel: 'email',
  nextDue: null,
  valueAtRisk: null,
  receivedAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  unansweredSince: null,
  preview: '',
  version,
});

/** A server as the contract describes it: a log of positions, each with one change. */
class Log {
  readonly entries: QueueDelta[] = [];
  private readonly versions = new Map<string, number>();
  constructor(readonly epoch = 'e1') {}

  write(ticketId: string, gone: boolean): QueueDelta {
    const version = (this.versions.get(ticketId) ?? 0) + 1;
    this.versions.set(ticketId, version);
    const change: QueueChange = gone ? { ticketId, gone: true } : { ticketId, row: row(ticketId, version) };
    const delta = { epoch: this.epoch, position: this.entries.length * 3 + 1, changes: [change] };
    this.entries.push(delta);
    return delta;
  }

  get position(): number {
    return this.entries.at(-1)?.position ?? 0;
  }

  rows(): QueueRow[] {
    const rows = new Map<string, QueueRow>();
    for (const change of this.entries.flatMap((entry) => entry.changes)) {
      if ('gone' in change) rows.delete(change.ticketId);
      else rows.set(change.ticketId, change.row);
    }
    return [...rows.values()];
  }

  watch(request: WatchRequest, keep = 10_000): WatchAnswer {
    const { epoch, position } = this;
    const missed = this.entries.filter((entry) => entry.position > (request.after ?? 0));
    if (request.after === undefined || request.epoch !== epoch || missed.length > keep)
      return { epoch, position, rows: this.rows() };
    return { epoch, position, changes: missed.flatMap((entry) => entry.changes) };
  }
}

const sorted = (rows: Iterable<QueueRow>): string[] => [...rows].map((one) => `${one.id}/${one.version}`).sort();

describe('the live queue of a screen', () => {
  const write = fc.record({
    ticket: fc.constantFrom('a', 'b', 'c', 'd'),
    gone: fc.boolean(),
    copies: fc.integer({ min: 0, max: 3 }),
  });

  it('equals the server after any drop, double and reorder, once it has resumed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(write), fc.nat(), fc.nat({ max: 6 })), { maxLength: 5 }), (rounds) => {
        const server = new Log();
        let state: QueueState = applyAnswer(EMPTY_QUEUE, server.watch({ queue: 'all' }));
        for (const [writes, seed, keep] of rounds) {
          const asked = resume('all', state);
          const early = server.watch(asked, keep);
          const frames = writes.flatMap(({ ticket, gone, copies }) => Array(copies).fill(server.write(ticket, gone)));
          frames.sort((a, b) => ((a.position * (seed + 7)) % 11) - ((b.position * (seed + 7)) % 11));
          frames.slice(0, seed % 5).forEach((frame) => (state = applyDelta(state, frame)));
          state = applyAnswer(state, early);
          frames.slice(seed % 5).forEach((frame) => (state = applyDelta(state, frame)));
          const after = applyAnswer(state, server.watch(resume('all', state), keep));
          expect(sorted(after.rows.values())).toEqual(sorted(server.rows()));
          if (seed % 2 === 0) state = after;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('asks for what it missed after its last answer, not after the newest frame it happened to see', () => {
    const server = new Log();
    let state = applyAnswer(EMPTY_QUEUE, server.watch({ queue: 'all' }));
    server.write('lost', false);
    state = applyDelta(state, server.write('seen', false));
    expect(resume('all', state).after).toBe(0);
  });

  it('throws everything away when the epoch changes, and asks for a snapshot first', () => {
    const first = new Log('e1');
    first.write('old', false);
    let state = applyAnswer(EMPTY_QUEUE, first.watch({ queue: 'all' }));
    const restored = new Log('e2');
    state = applyDelta(state, restored.write('new', false));
    expect(resume('all', state)).toEqual({ queue: 'all' });
    state = applyAnswer(state, restored.watch(resume('all', state)));
    expect(sorted(state.rows.values())).toEqual(['new/1']);
  });

  it('keeps the state object when a frame brings nothing, so that no screen paints again', () => {
    const server = new Log();
    const delta = server.write('a', false);
    const state = applyAnswer(EMPTY_QUEUE, server.watch({ queue: 'all' }));
    expect(applyDelta(state, delta)).toBe(state);
  });
});
