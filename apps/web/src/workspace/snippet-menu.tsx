import type { FilledSnippet } from '@redress/contract/snippets.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { get, post, queryOf } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { languageWords } from '../ui/language-words.js';
import { Caps } from '../ui/parts.js';
import type { Mark } from './mark.js';
import { useAsCombobox, useKeysOf, usePlaced } from './text-menu.js';
import { WithGaps } from '../ui/with-gaps.js';
import './snippets.css';

const SNIPPETS_ID = 'snippets';
const optionId = (id: string): string => `snippet-${id}`;

interface MenuProps {
  readonly ticketId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly slash: Mark;
  readonly insert: (snippet: FilledSnippet) => void;
  readonly close: () => void;
}

/** What is typed goes on into the text; the menu follows it. Arrows walk, Enter and Tab take, Escape leaves the stroke a stroke. */
export function SnippetMenu({ ticketId, field, slash, insert, close }: MenuProps): ReactNode {
  const { say } = useText();
  const { found, isAsked } = useFound(ticketId, slash.words);
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [slash.words]);
  const chosen = found[Math.min(at, found.length - 1)];
  const take = (snippet: FilledSnippet): void => {
    insert(snippet);
    // how often it is used orders the menu: nobody waits for that
    post(`/snippets/${snippet.id}/uses`).catch(() => undefined);
  };
  useKeysOf(field, {
    move:
      found.length === 0 ? null : (by) => setAt((Math.min(at, found.length - 1) + by + found.length) % found.length),
    take: chosen === undefined ? null : () => take(chosen),
    close,
  });
  useAsCombobox(field, SNIPPETS_ID, chosen === undefined ? null : optionId(chosen.id));
  useEffect(() => {
    if (isAsked) announce(say('composer.snippets.found', { count: found.length }));
  }, [isAsked, found.length, say]);
  const box = usePlaced(field, slash.from, found.length);
  return (
    <div className="snippet-menu" ref={box} onPointerDown={(event) => event.preventDefault()}>
      <div className="snippet-list" role="listbox" id={SNIPPETS_ID} aria-label={say('composer.snippets.title')}>
        {found.map((snippet) => (
          <Line key={snippet.id} snippet={snippet} chosen={snippet === chosen} take={take} />
        ))}
        {isAsked && found.length === 0 && <None words={slash.words} />}
      </div>
      {chosen !== undefined && <Preview snippet={chosen} />}
    </div>
  );
}

/** Those of the words before stay until the new ones are there, as far as they can still be meant. */
function useFound(
  ticketId: string,
  words: string,
): { readonly found: readonly FilledSnippet[]; readonly isAsked: boolean } {
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['snippets', ticketId, words],
    queryFn: ({ signal }) =>
      get<readonly FilledSnippet[]>(`/tickets/${ticketId}/snippets${queryOf({ q: words })}`, { signal }),
    placeholderData: (known) => known,
    staleTime: 10_000,
  });
  const wanted = words.toLowerCase();
  const holds = ({ name, word, text }: FilledSnippet): boolean =>
    [name, word, text].some((part) => part.toLowerCase().includes(wanted));
  const found = data ?? [];
  return { found: isPlaceholderData ? found.filter(holds) : found, isAsked: data !== undefined && !isPlaceholderData };
}

interface LineProps {
  readonly snippet: FilledSnippet;
  readonly chosen: boolean;
  readonly take: (snippet: FilledSnippet) => void;
}

function Line({ snippet, chosen, take }: LineProps): ReactNode {
  const { say } = useText();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={line}
      role="option"
      id={optionId(snippet.id)}
      aria-selected={chosen}
      className="snippet-line"
      onClick={() => take(snippet)}
    >
      <span className="truncate">{snippet.name}</span>
      {snippet.personal && <span className="muted snippet-own">{say('composer.snippets.own')}</span>}
      <span className="mono muted truncate">/{snippet.word}</span>
    </div>
  );
}

function None({ words }: { readonly words: string }): ReactNode {
  const { say } = useText();
  return (
    <p className="muted snippet-none">
      {words === '' ? say('composer.snippets.noneYet') : say('composer.snippets.none', { words })}
    </p>
  );
}

function Preview({ snippet }: { readonly snippet: FilledSnippet }): ReactNode {
  const { say } = useText();
  return (
    <div className="snippet-preview" aria-hidden="true">
      <p className="filled-text" dir="auto" lang={snippet.language}>
        <WithGaps text={snippet.text} gaps={snippet.gaps} />
      </p>
      <footer className="muted">
        <span className="spread">{languageWords(say, snippet.language)}</span>
        <Caps of="Enter" /> {say('composer.snippets.insert')}
      </footer>
    </div>
  );
}
