import type { Ticket } from '@redress/contract/ticket.js';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { Opening } from '../ui/opening.js';
import { toast } from '../ui/toasts.js';

const CauseDialog = lazy(async () => ({ default: (await import('./cause-dialog.js')).CauseDialog }));

/** The name of the command that opens it: a button elsewhere runs it too. */
export const CAUSE_COMMAND = 'cause';

/** `c` asks for the cause; where a complaint cannot be resolved without one, resolving asks by itself. */
export function CauseDoor({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState(false);
  const possible = ticket.may.includes('edit') && ticket.issues.length > 0;
  useCommands(possible ? [{ id: CAUSE_COMMAND, run: () => setOpen(true) }] : []);
  if (!open || !possible) return null;
  const done = (): void => {
    setOpen(false);
    toast({ text: say('causes.saved') });
  };
  return <CauseAsked ticket={ticket} resolving={false} close={() => setOpen(false)} done={done} />;
}

interface CauseAskedProps {
  readonly ticket: Ticket;
  readonly resolving: boolean;
  readonly close: () => void;
  readonly done: () => void;
}

export function CauseAsked(props: CauseAskedProps): ReactNode {
  return (
    <Suspense fallback={<Opening close={props.close} />}>
      <CauseDialog {...props} />
    </Suspense>
  );
}
