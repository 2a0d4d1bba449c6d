import type { Ticket } from '@redress/contract/ticket.js';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useCommands } from '../ui/commands.js';
import { Opening } from '../ui/opening.js';

const UndertakingDialog = lazy(async () => ({ default: (await import('./undertaking-dialog.js')).UndertakingDialog }));

/** The name of the command that opens it: the button in the side panel runs it too. */
export const UNDERTAKE_COMMAND = 'undertake';

/** `P` writes down what was promised to the customer, also while the side panel is closed. */
export function UndertakingDoor({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const [open, setOpen] = useState(false);
  const possible = ticket.may.includes('reply');
  useCommands(possible ? [{ id: UNDERTAKE_COMMAND, run: () => setOpen(true) }] : []);
  if (!open || !possible) return null;
  const close = (): void => setOpen(false);
  return (
    <Suspense fallback={<Opening close={close} />}>
      <UndertakingDialog ticket={ticket} close={close} />
    </Suspense>
  );
}
