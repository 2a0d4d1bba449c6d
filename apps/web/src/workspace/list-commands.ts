import type { QueueRow } from '@redress/contract/queue.js';
import type { RefObject } from 'react';
import { type Act, useCommands } from '../ui/commands.js';
import type { Pick, Steps } from './moves.js';

interface ListCommands {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly setViewsOpen: (open: boolean) => void;
  readonly steps: Steps;
  readonly cursor: string | null;
  readonly rows: readonly QueueRow[];
  readonly picked: ReadonlySet<string>;
  readonly setPicked: (picked: ReadonlySet<string>) => void;
  readonly pick: Pick;
  readonly close: () => void;
}

export function useListCommands({
  field,
  setViewsOpen,
  steps,
  cursor,
  rows,
  picked,
  setPicked,
  pick,
  close,
}: ListCommands): void {
  const extend = (by: 1 | -1): void => {
    const here = rows.find((row) => row.id === cursor);
    const there = steps.move(by);
    setPicked(new Set([...picked, ...[here, there].flatMap((row) => (row === undefined ? [] : [row.id]))]));
  };
  const escape = (): void => {
    if (picked.size > 0) setPicked(new Set());
    else close();
  };
  const commands: readonly Act[] = [
    { id: 'next', run: () => void steps.move(1) },
    { id: 'previous', run: () => void steps.move(-1) },
    { id: 'open', run: steps.openCursor },
    {
      id: 'select',
      run: () => {
        const row = rows.find((one) => one.id === cursor) ?? rows[0];
        if (row !== undefined) pick(row, false);
      },
    },
    {
      id: 'select-all',
      run: () => setPicked(new Set(rows.map(({ id }) => id))),
    },
    { id: 'extend-next', run: () => extend(1) },
    { id: 'extend-previous', run: () => extend(-1) },
    { id: 'filter', run: () => field.current?.select() },
    { id: 'views', run: () => setViewsOpen(true) },
    { id: 'close', run: escape },
  ];
  useCommands(commands);
}
