import type { Ticket } from '@redress/contract/ticket.js';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useCommands } from '../ui/commands.js';
import { Opening } from '../ui/opening.js';

const MacroDialog = lazy(async () => ({ default: (await import('./macro-dialog.js')).MacroDialog }));

interface DoorProps {
  readonly ticket: Ticket;
  readonly next: () => void;
}

/** `m` offers the macros that fit this ticket. */
export function MacroDoor({ ticket, next }: DoorProps): ReactNode {
  const [open, setOpen] = useState(false);
  const possible = ticket.may.includes('assign');
  useCommands(possible ? [{ id: 'macro', run: () => setOpen(true) } as const] : []);
  if (!open || !possible) return null;
  const close = (): void => setOpen(false);
  return (
    <Suspense fallback={<Opening close={close} />}>
      <MacroDialog ticket={ticket} next={next} close={close} />
    </Suspense>
  );
}
