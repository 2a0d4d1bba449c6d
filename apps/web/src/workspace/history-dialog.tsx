import type { Page } from '@redress/contract/answers.js';
import type { Ticket, TicketEventView } from '@redress/contract/ticket.js';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get } from '../api/client.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton, When } from '../ui/parts.js';
import { undoChange } from './actions.js';
import { useNodeNames } from './cause-trees.js';
import { eventWords, milestonesIn, type NodeOf } from './event-words.js';
import './history.css';
import { undoableIn, undoneIn } from './undoable.js';

await loadTexts('course');

const AT_ONCE = 200;
/** Longer than any course that somebody reads. */
const MOST = 4_000;

async function readAll(ticketId: string, signal: AbortSignal): Promise<readonly TicketEventView[]> {
  const found: TicketEventView[] = [];
  for (let after = '0'; found.length < MOST;) {
    const { data, page } = await get<Page<TicketEventView>>(
      `/tickets/${ticketId}/events?limit=${AT_ONCE}&after=${after}`,
      {
        signal,
      },
    );
    found.push(...data);
    if (page.next === null) return found;
    after = page.next;
  }
  return found;
}

interface DialogProps {
  readonly ticket: Ticket;
  readonly close: () => void;
}

/** Everything that happened, the newest first; what one did oneself can be taken back where nothing stands upon it. */
export function HistoryDialog({ ticket, close }: DialogProps): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['history', ticket.id, ticket.version],
    queryFn: ({ signal }) => readAll(ticket.id, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog title={say('course.title', { number: ticket.number })} close={close} width={720}>
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={8} />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        )
      ) : (
        <Course ticket={ticket} events={data} />
      )}
    </Dialog>
  );
}

const isOfClock = ({ type }: TicketEventView): boolean => /^(Clock|Verdict)/.test(type);

function Course({
  ticket,
  events,
}: {
  readonly ticket: Ticket;
  readonly events: readonly TicketEventView[];
}): ReactNode {
  const { say } = useText();
  const me = useSession().agent.id;
  const [clocks, setClocks] = useState(false);
  const shown = events.filter((event) => clocks || !isOfClock(event)).toReversed();
  const [undone, undoable] = [undoneIn(events), undoableIn(events, me)];
  const wordsOf = useWords(events);
  if (events.length === 0) return <Empty title={say('course.none')} />;
  return (
    <>
      <label className="check course-clocks">
        <input type="checkbox" checked={clocks} onChange={(event) => setClocks(event.currentTarget.checked)} />
        {say('course.clocks')}
      </label>
      {events.length >= MOST && <p className="muted">{say('course.more', { count: MOST })}</p>}
      <ol className="course" tabIndex={0} aria-label={say('course.title', { number: ticket.number })}>
        {shown.map((event) => {
          const words = wordsOf(event);
          return (
            <li key={event.id}>
              <span className="muted tabular course-when">
                <When at={event.at} />
              </span>
              <span className={undone.has(event.version) ? 'course-said undone' : 'course-said'}>{words}</span>
              {undone.has(event.version) && <span className="muted">{say('course.undone')}</span>}
              {undoable.has(event.version) && (
                <TextButton
                  look="link"
                  aria-label={say('course.undoThis', { what: words })}
                  onClick={() => void undoChange({ id: ticket.id, version: event.version })}
                >
                  {say('course.undo')}
                </TextButton>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function useWords(events: readonly TicketEventView[]): (event: TicketEventView) => string {
  const { say, language } = useText();
  const wanted = events.some(({ type }) => /^(Issue|Cause)/.test(type));
  const problemOf = useNodeNames('problem-types', language, wanted);
  const causeOf = useNodeNames('root-causes', language, wanted);
  const nodeOf: NodeOf = (type, code) => (type === 'IssueTyped' ? problemOf(code) : causeOf(code));
  const milestoneOf = milestonesIn(events.map((event) => ({ kind: 'event', at: event.at, event })));
  return (event) => eventWords(say, event, milestoneOf, nodeOf);
}
