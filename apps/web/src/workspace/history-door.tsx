import type { Ticket } from '@redress/contract/ticket.js';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useCommands } from '../ui/commands.js';
import { Opening } from '../ui/opening.js';

const HistoryDialog = lazy(async () => ({ default: (await import('./history-dialog.js')).HistoryDialog }));

/** `Z` shows who did what when. */
export function HistoryDoor({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  useCommands([{ id: 'history', run: () => setOpen(true) }]);
  if (!open) return null;
  return (
    <Suspense fallback={<Opening close={close} />}>
      <HistoryDialog ticket={ticket} close={close} />
    </Suspense>
  );
}
