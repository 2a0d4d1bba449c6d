import type { QueueRow } from '@redress/contract/queue.js';

/** How one moves through the list. */
export interface Steps {
  readonly open: (row: QueueRow) => void;
  readonly move: (by: 1 | -1) => QueueRow | undefined;
  readonly openCursor: () => void;
  /** Opens the row after the open one; where there is none the pane is emptied. */
  readonly next: () => void;
}

export type Pick = (row: QueueRow, range: boolean) => void;
