import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { parseQuery } from '../workspace/query-text.js';
import { fewCustomersQuery, MOST_CUSTOMERS } from './calls.js';

const FEWEST_LETTERS = 2;

interface FoundCustomersProps {
  readonly q: string;
  readonly remember: () => void;
}

/** The few customers whom the words may mean. Its place is kept while it reads, so that the tickets beside or below stay where they are. */
export function FoundCustomers({ q, remember }: FoundCustomersProps): ReactNode {
  const { say } = useText();
  const text = nameIn(q);
  const { data } = useQuery({
    ...fewCustomersQuery(text),
    enabled: text.length >= FEWEST_LETTERS,
    placeholderData: keepPreviousData,
  });
  const found = text.length >= FEWEST_LETTERS ? data?.data : [];
  return (
    <section className="search-customers" aria-labelledby="search-customers">
      <h2 id="search-customers" className="strong">
        {say('search.customers.title')}
      </h2>
      {found?.length === 0 && <p className="muted">{say('search.customers.none')}</p>}
      {found !== undefined && found.length > 0 && (
        <ul>
          {found.slice(0, MOST_CUSTOMERS).map((customer) => (
            <li key={customer.id}>
              <Link to="/customers/$id" params={{ id: customer.id }} className="search-customer" onClick={remember}>
                <span className="strong truncate">{customer.name || say('words.someone')}</span>
                <span className="muted truncate search-address">{customer.identities[0]?.value ?? ''}</span>
                <span className="muted tabular">
                  {say('search.customers.tickets', { count: customer.ticketCount })}
                </span>
              </Link>
            </li>
          ))}
          {found.length > MOST_CUSTOMERS && (
            <li>
              <Link to="/customers" search={{ q: text }} className="search-all" onClick={remember}>
                {say('search.customers.all')}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** What of a query may be a name or an address: its free words, else the sender it asks for. */
function nameIn(q: string): string {
  const parts = parseQuery(q).filter((part) => !part.negated);
  const words = parts.filter((part) => part.name === null);
  const meant = words.length > 0 ? words : parts.filter((part) => part.name === 'from').slice(0, 1);
  return meant.map((part) => part.value).join(' ');
}
