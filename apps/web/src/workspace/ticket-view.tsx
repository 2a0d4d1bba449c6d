import type { Message } from '@redress/contract/messages.js';
import type { Timeline as TimelineRead } from '@redress/contract/ticket.js';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, memo, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.js';
import { timelineQuery } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { useCommands } from '../ui/commands.js';
import { copyText } from '../ui/copy.js';
import { Failure, Guard } from '../ui/failure.js';
import { Opening } from '../ui/opening.js';
import { Empty, Skeleton } from '../ui/parts.js';
import { undoLast } from './actions.js';
import { ClockPopover } from './clock-chips.js';
import { Composer, type ComposerDoor } from './composer.js';
import { takeBack } from './delivery.js';
import { useForwarding } from './forwarding.js';
import { HistoryDoor } from './history-door.js';
import { MacroDoor } from './macro-door.js';
import { SidePanel } from './side-panel.js';
import { useStep } from './steps.js';
import { TicketBars } from './ticket-bars.js';
import { CauseDoor } from './cause-door.js';
import { TicketHead } from './ticket-head.js';
import { Timeline } from './timeline.js';
import { UndertakingDoor } from './undertaking-door.js';

await loadTexts('ticket');

const LinkDialog = lazy(async () => ({ default: (await import('./link-dialog.js')).LinkDialog }));
const SplitDialog = lazy(async () => ({ default: (await import('./split-dialog.js')).SplitDialog }));

interface TicketViewProps {
  readonly number: string;
  readonly next: () => void;
  readonly back?: () => void;
}

/** Drawn anew when it has changed itself: the list beside it moves its cursor without it. */
export const TicketView = memo(function TicketView({ number, next, back }: TicketViewProps): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(timelineQuery(number));
  if (data !== undefined) return <OpenTicket read={data} next={next} back={back} />;
  if (error instanceof ApiError && error.status === 404) return <Empty title={say('ticket.missing')} />;
  return error === null ? <Skeleton lines={10} /> : <Failure error={error} retry={() => void refetch()} />;
});

interface OpenTicketProps {
  readonly read: TimelineRead;
  readonly next: () => void;
  readonly back: (() => void) | undefined;
}

function OpenTicket({ read, next, back }: OpenTicketProps): ReactNode {
  const { ticket } = read;
  const wide = useMediaQuery('(min-width: 1280px)', true, { getInitialValueInEffect: false });
  const [panel, setPanel] = useState<boolean | null>(null);
  const [linking, setLinking] = useState(false);
  const [clocks, setClocks] = useState(false);
  const toggleClocks = (): void => setClocks(!clocks);
  const closeClocks = useCallback(() => setClocks(false), []);
  const [splitting, setSplitting] = useState<string | null>(null);
  const composer = useRef<ComposerDoor>(null);
  const step = useStep(ticket);
  const resolveAndGo = (): void => step('resolve', next);
  const panelOpen = panel ?? wide === true;
  const togglePanel = (): void => setPanel(!panelOpen);
  useEffect(() => setPanel(null), [wide]);
  const forwarding = useForwarding(read, composer);
  useTicketCommands({ read, togglePanel, openLink: () => setLinking(true), write: forwarding.write, back });
  useTitle(`${ticket.number} ${ticket.subject}`);
  return (
    <div className="ticket">
      <div className="ticket-main">
        <TicketHead
          read={read}
          back={back}
          togglePanel={togglePanel}
          panelOpen={panelOpen}
          openLink={() => setLinking(true)}
          resolved={resolveAndGo}
          next={next}
          clocksOpen={clocks}
          toggleClocks={toggleClocks}
        />
        {clocks && <ClockPopover read={read} close={closeClocks} />}
        <TicketBars read={read} />
        <Guard>
          <Timeline
            read={read}
            reply={() => forwarding.write('reply')}
            forward={forwarding.open}
            split={setSplitting}
          />
        </Guard>
        {forwarding.composer ??
          ((ticket.may.includes('reply') || ticket.may.includes('note')) && (
            <Composer key={ticket.id} read={read} door={composer} resolveAndGo={resolveAndGo} />
          ))}
      </div>
      {panelOpen && (
        <div className={wide ? 'panel-place' : 'panel-place drawer'}>
          <SidePanel
            read={read}
            explain={toggleClocks}
            close={wide ? undefined : togglePanel}
            openLink={() => setLinking(true)}
          />
        </div>
      )}
      {step.dialog}
      {ticket.kind === 'complaint' && <CauseDoor ticket={ticket} />}
      <UndertakingDoor ticket={ticket} />
      <HistoryDoor ticket={ticket} />
      <MacroDoor ticket={ticket} next={next} />
      <Suspense fallback={<Opening close={() => (setLinking(false), setSplitting(null))} />}>
        {linking && <LinkDialog ticket={ticket} close={() => setLinking(false)} />}
        {splitting !== null && <SplitDialog read={read} messageId={splitting} close={() => setSplitting(null)} />}
      </Suspense>
    </div>
  );
}

function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = 'Redress';
    };
  }, [title]);
}

interface TicketCommands {
  readonly read: TimelineRead;
  readonly togglePanel: () => void;
  readonly openLink: () => void;
  readonly write: ComposerDoor['write'];
  readonly back: (() => void) | undefined;
}

const TWICE_MS = 600;

function useTicketCommands({ read, togglePanel, openLink, write, back }: TicketCommands): void {
  const { agent } = useSession();
  const { ticket } = read;
  const copied = useRef(0);
  const copy = (): void => {
    const again = Date.now() - copied.current < TWICE_MS;
    copied.current = Date.now();
    if (again) copyText(`${window.location.origin}/tickets/${ticket.number}`, ticket.number);
    else copyText(ticket.number, ticket.number);
  };
  // after a reload the toast is gone, but a message that still waits can be taken back all the same
  const undo = (): void => {
    const waiting = read.entries.flatMap((entry) =>
      entry.kind === 'message' && isMineWaiting(entry.message, agent.id) ? [entry.message] : [],
    );
    const last = waiting.at(-1);
    void (last === undefined ? undoLast(ticket) : takeBack(last));
  };
  useCommands([
    { id: 'reply', run: () => write('reply') },
    { id: 'note', run: () => write('note') },
    { id: 'link', run: openLink },
    { id: 'copy-number', run: copy },
    { id: 'side-panel', run: togglePanel },
    { id: 'undo-ticket', run: undo },
    ...(back === undefined ? [] : [{ id: 'back', run: back } as const]),
  ]);
}

function isMineWaiting(message: Message, agentId: string): boolean {
  return (
    message.deliveryStatus === 'queued' &&
    message.author?.id === agentId &&
    message.undoUntil !== null &&
    Date.parse(message.undoUntil) > Date.now()
  );
}
