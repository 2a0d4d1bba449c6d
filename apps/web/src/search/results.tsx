import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import { parseQuery, withoutPart } from '../workspace/query-text.js';
import { Hit } from './hit.js';
import { hitLinks } from './moves.js';
import { keepOpened } from './return.js';
import type { Found } from './use-found.js';

interface ResultsProps {
  readonly q: string;
  readonly found: Found;
  readonly results: RefObject<HTMLDivElement | null>;
  readonly ask: (q: string) => void;
  readonly remember: () => void;
}

export function Results({ q, found, results, ask, remember }: ResultsProps): ReactNode {
  const { say } = useText();
  const { hits } = found;
  const answered = !found.waiting && !found.earlier && found.error === null && found.fault === null;
  return (
    <section className="search-tickets" aria-labelledby="search-tickets">
      <h2 id="search-tickets" className="unseen">
        {say('search.tickets')}
      </h2>
      {found.error !== null && <Failure error={found.error} retry={found.retry} />}
      {found.waiting && found.fault === null && found.error === null && <Skeleton lines={10} />}
      {answered && hits.length === 0 && <Nothing q={q} ask={ask} />}
      {hits.length > 0 && (
        <ol className={found.earlier && !found.reading ? 'hits stale' : 'hits'} aria-busy={found.earlier}>
          {hits.map((hit) => (
            <Hit
              key={hit.ticket.id}
              hit={hit}
              leave={() => {
                keepOpened(q, hit.ticket.id);
                remember();
              }}
            />
          ))}
        </ol>
      )}
      {answered && hits.length > 0 && <Foot found={found} results={results} />}
    </section>
  );
}

/** Leads on; the focus then stands on the first of those that came. */
function Foot({ found, results }: Pick<ResultsProps, 'found' | 'results'>): ReactNode {
  const { say } = useText();
  const from = useRef<number | null>(null);
  const count = found.hits.length;
  useEffect(() => {
    if (from.current === null || count <= from.current) return;
    hitLinks(results.current)[from.current]?.focus();
    from.current = null;
  }, [count, results]);
  if (found.moreError !== null) return <Failure error={found.moreError} retry={found.readMore} />;
  if (!found.more) return <p className="search-end">{say('search.end')}</p>;
  return (
    <p className="search-end">
      <TextButton
        onClick={() => {
          from.current = count;
          found.readMore();
        }}
      >
        {say('search.more')}
      </TextButton>
    </p>
  );
}

const MOST_WAYS = 4;

function Nothing({ q, ask }: Pick<ResultsProps, 'q' | 'ask'>): ReactNode {
  const { say } = useText();
  const parts = parseQuery(q);
  const elsewhere = parts.filter((part) => part.name !== 'is' && part.name !== 'status');
  return (
    <Empty
      title={
        <>
          {say('search.nothing.title')} <code>{q}</code>.
        </>
      }
    >
      <span>{say('search.nothing.fewer')}</span>
      {parts.length > 1 &&
        parts.slice(0, MOST_WAYS).map((part, index) => (
          <TextButton key={`${part.text}${index}`} onClick={() => ask(withoutPart(q, part.text))}>
            {say('search.nothing.without', { part: part.text })}
          </TextButton>
        ))}
      {elsewhere.length < parts.length && (
        <TextButton onClick={() => ask([...elsewhere.map((part) => part.text), 'is:all'].join(' '))}>
          {say('search.nothing.all')}
        </TextButton>
      )}
    </Empty>
  );
}
