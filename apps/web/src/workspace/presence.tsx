import type { PresenceList } from '@redress/contract/live.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { type ReactNode, useEffect, useRef } from 'react';
import { live } from '../api/live.js';
import { refreshTimeline } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { useLive } from '../ui/connection.js';
import { Avatar } from '../ui/parts.js';

interface PresenceProps {
  readonly ticketId: string;
  readonly drafting: Timeline['drafting'];
}

/** Who else is here, and who is writing. */
export function Presence({ ticketId, drafting }: PresenceProps): ReactNode {
  const { say } = useText();
  const people = useLive().presence.get(ticketId) ?? [];
  useEffect(() => {
    live.present({ ticketId, state: 'viewing' });
    return () => live.present({ ticketId, state: 'gone' });
  }, [ticketId]);
  useLeftDrafts(ticketId, people);
  const first = people.find((one) => one.state === 'composing') ?? people[0];
  const draft = drafting[0];
  if (first === undefined && draft === undefined) return null;
  const name = first?.agent.name ?? draft?.agent.name ?? '';
  const key = first?.state === 'composing' ? 'ticket.composing' : 'ticket.viewing';
  const words =
    first === undefined
      ? say(draft?.kind === 'note' ? 'ticket.draftingNote' : 'ticket.drafting', { name })
      : say(key, { name: shortName(name) });
  return (
    <span className="presence" title={people.map((one) => one.agent.name).join(', ')}>
      {first === undefined ? (
        <Avatar name={name} small />
      ) : (
        people.slice(0, 3).map((one) => <Avatar key={one.agent.id} name={one.agent.name} small />)
      )}
      <span className="muted truncate presence-words">
        {people.length > 1 ? say('ticket.others', { name: shortName(name), count: people.length - 1 }) : words}
      </span>
    </span>
  );
}

/** Longer than a draft takes to be kept after the last key. */
const DRAFT_KEPT_MS = 1_500;

/** Whoever wrote and goes may leave a draft behind: of drafts nobody is told, so they are read again. */
function useLeftDrafts(ticketId: string, people: PresenceList['people']): void {
  const writing = people.filter(({ state }) => state === 'composing').length;
  const before = useRef(writing);
  useEffect(() => {
    const fewer = writing < before.current;
    before.current = writing;
    if (!fewer) return;
    const timer = setTimeout(() => void refreshTimeline(ticketId), DRAFT_KEPT_MS);
    return () => clearTimeout(timer);
  }, [ticketId, writing]);
}

function shortName(name: string): string {
  return name.split(' ')[0] ?? name;
}
