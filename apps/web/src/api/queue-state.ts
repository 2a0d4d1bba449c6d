import type { QueueChange, QueueDelta, WatchAnswer, WatchRequest } from '@redress/contract/live.js';
import type { QueueRow } from '@redress/contract/queue.js';

/**
 * What a screen knows of a live queue. `settled` is the position up to which nothing can be missing: only an answer of the server moves it,
 * because a lost frame leaves no trace in the frames after it. `ahead` holds, per ticket, the position of the newest frame beyond that.
 */
export interface QueueState {
  readonly epoch: string | null;
  readonly settled: number;
  readonly rows: ReadonlyMap<string, QueueRow>;
  readonly left: ReadonlySet<string>;
  readonly ahead: ReadonlyMap<string, number>;
  /** Another epoch was seen: all positions are void until the next snapshot. */
  readonly void: boolean;
}

export const EMPTY_QUEUE: QueueState = {
  epoch: null,
  settled: 0,
  rows: new Map(),
  left: new Set(),
  ahead: new Map(),
  void: false,
};

/** What to ask for after a drop, a sleep or a gap. */
export function resume(queue: string, state: QueueState): WatchRequest {
  if (state.epoch === null || state.void) return { queue };
  return { queue, after: state.settled, epoch: state.epoch };
}

/** Frames may come twice and in any order; each counts once per ticket, the newest position wins. */
export function applyDelta(state: QueueState, delta: QueueDelta): QueueState {
  if (state.epoch === null) return state;
  if (delta.epoch !== state.epoch) return state.void ? state : { ...state, void: true };
  if (delta.position <= state.settled) return state;
  const draft = copy(state);
  for (const change of delta.changes) {
    if (delta.position <= (draft.ahead.get(change.ticketId) ?? 0)) continue;
    draft.ahead.set(change.ticketId, delta.position);
    put(draft, change);
  }
  return { ...state, ...draft };
}

/** An answer settles everything up to its position; what is known from beyond it stays. */
export function applyAnswer(state: QueueState, answer: WatchAnswer): QueueState {
  if ('error' in answer) return state;
  const known = answer.epoch === state.epoch ? state : EMPTY_QUEUE;
  if (answer.position < known.settled && !state.void) return state;
  return 'rows' in answer ? snapshot(known, answer) : catchUp(known, answer);
}

function snapshot(state: QueueState, answer: Extract<WatchAnswer, { rows: unknown }>): QueueState {
  const ahead = beyond(state.ahead, answer.position);
  const rows = new Map(answer.rows.map((row) => [row.id, row]));
  const left = new Set<string>();
  for (const ticketId of ahead.keys()) {
    const row = state.rows.get(ticketId);
    if (row === undefined) {
      rows.delete(ticketId);
      left.add(ticketId);
    } else rows.set(ticketId, row);
  }
  return { epoch: answer.epoch, settled: answer.position, rows, left, ahead, void: false };
}

function catchUp(state: QueueState, answer: Extract<WatchAnswer, { changes: unknown }>): QueueState {
  const draft = copy(state);
  for (const change of answer.changes) {
    if ((state.ahead.get(change.ticketId) ?? 0) <= answer.position) put(draft, change);
  }
  return {
    epoch: answer.epoch,
    settled: answer.position,
    rows: draft.rows,
    left: draft.left,
    ahead: beyond(state.ahead, answer.position),
    void: false,
  };
}

interface Draft {
  readonly rows: Map<string, QueueRow>;
  readonly left: Set<string>;
  readonly ahead: Map<string, number>;
}

function copy(state: QueueState): Draft {
  return { rows: new Map(state.rows), left: new Set(state.left), ahead: new Map(state.ahead) };
}

function put(draft: Draft, change: QueueChange): void {
  if ('gone' in change) {
    draft.rows.delete(change.ticketId);
    draft.left.add(change.ticketId);
    return;
  }
  const known = draft.rows.get(change.ticketId);
  if (known !== undefined && known.version > change.row.version) return;
  draft.rows.set(change.ticketId, change.row);
  draft.left.delete(change.ticketId);
}

function beyond(ahead: ReadonlyMap<string, number>, position: number): Map<string, number> {
  return new Map([...ahead].filter(([, at]) => at > position));
}
