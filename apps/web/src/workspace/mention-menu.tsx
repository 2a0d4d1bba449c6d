import type { Nameable } from '@redress/contract/notifications.js';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { Avatar } from '../ui/parts.js';
import type { Mark } from './mark.js';
import { type NameChoice, namesFor } from './mention.js';
import { useAsCombobox, useKeysOf, usePlaced } from './text-menu.js';
import './snippets.css';

const NAMES_ID = 'names';
const optionId = (id: string): string => `name-${id}`;

interface MenuProps {
  readonly ticketId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly mark: Mark;
  readonly insert: (name: string) => void;
  readonly close: () => void;
}

/** What is typed goes on into the text; the menu follows it, as that of snippets does. */
export function MentionMenu({ ticketId, field, mark, insert, close }: MenuProps): ReactNode {
  const { say } = useText();
  const { data } = useQuery({
    queryKey: ['nameable', ticketId],
    queryFn: ({ signal }) => get<Nameable>(`/tickets/${ticketId}/nameable`, { signal }),
    staleTime: 60_000,
  });
  const found = useMemo(() => (data === undefined ? [] : namesFor(data, mark.words)), [data, mark.words]);
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [mark.words]);
  const chosen = found[Math.min(at, found.length - 1)];
  useKeysOf(field, {
    move:
      found.length === 0 ? null : (by) => setAt((Math.min(at, found.length - 1) + by + found.length) % found.length),
    take: chosen === undefined ? null : () => insert(chosen.name),
    close,
  });
  useAsCombobox(field, NAMES_ID, chosen === undefined ? null : optionId(chosen.id));
  useEffect(() => {
    if (data !== undefined) announce(say('composer.mentions.found', { count: found.length }));
  }, [data, found.length, say]);
  const box = usePlaced(field, mark.from, found.length);
  // a sentence goes on behind a name: then nobody is looked for any more
  if (data === undefined || (found.length === 0 && mark.words.includes(' '))) return null;
  return (
    <div className="snippet-menu name-menu" ref={box} onPointerDown={(event) => event.preventDefault()}>
      <div className="snippet-list" role="listbox" id={NAMES_ID} aria-label={say('composer.mentions.title')}>
        {found.map((one) => (
          <Line key={one.id} one={one} chosen={one === chosen} take={() => insert(one.name)} />
        ))}
        {found.length === 0 && (
          <p className="muted snippet-none">{say('composer.mentions.none', { words: mark.words })}</p>
        )}
      </div>
    </div>
  );
}

interface LineProps {
  readonly one: NameChoice;
  readonly chosen: boolean;
  readonly take: () => void;
}

function Line({ one, chosen, take }: LineProps): ReactNode {
  const { say } = useText();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={line}
      role="option"
      id={optionId(one.id)}
      aria-selected={chosen}
      className="snippet-line name-line"
      onClick={take}
    >
      {one.members === null ? (
        <Avatar name={one.name} small />
      ) : (
        <span className="name-team" aria-hidden="true">
          <IconUsers size={16} stroke={1.5} />
        </span>
      )}
      <span className="truncate spread">{one.name}</span>
      {one.members !== null && (
        <span className="muted snippet-own">{say('composer.mentions.members', { count: one.members })}</span>
      )}
      {!one.sees && <span className="muted snippet-own">{say('composer.mentions.unseeing')}</span>}
    </div>
  );
}
