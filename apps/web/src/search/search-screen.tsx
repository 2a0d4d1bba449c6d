import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useText } from '../i18n/text.js';
import { type Act, useCommands } from '../ui/commands.js';
import { QueryChips } from '../workspace/query-chips.js';
import { parseQuery } from '../workspace/query-text.js';
import { FoundCustomers } from './found-customers.js';
import { hitLinks, stepThrough } from './moves.js';
import { useRecent } from './recent.js';
import { Results } from './results.js';
import { broughtBack } from './return.js';
import { SearchField } from './search-field.js';
import { Start } from './start.js';
import { useAsking } from './use-asking.js';
import { useFound } from './use-found.js';
import './search.css';

/** One field over everything. The query stands in the address, so that the way back from a ticket leads to what was found. */
export function SearchScreen(): ReactNode {
  const { say } = useText();
  const asking = useAsking();
  const { q, ask } = asking;
  const found = useFound(q);
  const recent = useRecent();
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const finish = (wanted: string): void => {
    // what was written since is found then
    if (wanted.trim() === q) found.retry();
    else ask(wanted);
    recent.remember(wanted.trim());
    results.current?.focus();
  };
  useFirstFocus(q, field, results);
  useHitCommands(field, results);
  return (
    <div className="page search">
      <h1 className="page-title">{say('search.title')}</h1>
      <SearchField
        asking={asking}
        found={found}
        field={field}
        finish={finish}
        down={() => stepThrough(results.current, 1)}
      />
      {parseQuery(q).some((part) => part.name !== null) && (
        <QueryChips
          q={q}
          fewest={2}
          change={(wish) => {
            ask(wish.q);
            field.current?.focus();
          }}
        />
      )}
      <div className="search-results" ref={results} tabIndex={-1} role="region" aria-label={say('search.results')}>
        {q === '' ? (
          <Start recent={recent} choose={finish} />
        ) : (
          <>
            <FoundCustomers q={q} remember={() => recent.remember(q)} />
            <Results q={q} found={found} results={results} ask={finish} remember={() => recent.remember(q)} />
          </>
        )}
      </div>
    </div>
  );
}

/** The field, ready to type in; who comes back from a ticket stands on it again. */
function useFirstFocus(
  q: string,
  field: RefObject<HTMLInputElement | null>,
  results: RefObject<HTMLDivElement | null>,
): void {
  const first = useRef(true);
  useEffect(() => {
    const arrives = first.current;
    first.current = false;
    const opened = arrives ? broughtBack(q) : null;
    const link = hitLinks(results.current).find((one) => one.dataset['ticket'] === opened);
    if (link !== undefined) link.focus();
    else if (arrives || q === '') field.current?.focus();
  }, [q, field, results]);
}

function useHitCommands(field: RefObject<HTMLInputElement | null>, results: RefObject<HTMLDivElement | null>): void {
  const open = (): void => {
    const links = hitLinks(results.current);
    (links.find((link) => link === document.activeElement) ?? links[0])?.click();
  };
  const commands: readonly Act[] = [
    { id: 'next', run: () => stepThrough(results.current, 1) },
    { id: 'previous', run: () => stepThrough(results.current, -1) },
    { id: 'open', run: open },
    { id: 'filter', label: 'search.field', run: () => field.current?.select() },
  ];
  useCommands(commands);
}
