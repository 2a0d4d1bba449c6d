import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { customersQuery } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { Failure } from '../ui/failure.js';
import { Empty, KeyCaps, Skeleton } from '../ui/parts.js';

await loadTexts('customers');

const TYPING_MS = 250;

export function CustomerList(): ReactNode {
  const { say } = useText();
  const { q = '' } = useSearch({ from: '/shell/customers' });
  const { data, error, refetch, isPending } = useQuery({ ...customersQuery(q), placeholderData: (known) => known });
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{say('customers.title')}</h1>
        <span className="spread" />
        <SearchField q={q} />
      </div>
      {error !== null && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data?.data.length === 0 && (
        <Empty title={q === '' ? say('customers.first') : say('customers.none', { text: q })} />
      )}
      {data !== undefined && data.data.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={say('customers.title')}>
          <table className="table">
            <thead>
              <tr>
                <th>{say('customers.name')}</th>
                <th>{say('customers.identities')}</th>
                <th className="end">{say('customers.allTickets')}</th>
              </tr>
            </thead>
            <tbody>
              {data.data.map((customer) => (
                <tr key={customer.id}>
                  <td className="strong">
                    <Link to="/customers/$id" params={{ id: customer.id }} className="plain-link">
                      {customer.name || say('words.someone')}
                    </Link>
                  </td>
                  <td className="muted">{customer.identities.map((identity) => identity.value).join(', ')}</td>
                  <td className="end tabular">{customer.ticketCount}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function SearchField({ q }: { readonly q: string }): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  useEffect(() => {
    if (text.trim() === q) return;
    const wanted = text.trim();
    const timer = setTimeout(
      () => void navigate({ to: '/customers', search: wanted === '' ? {} : { q: wanted }, replace: true }),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  useCommands([{ id: 'filter', run: () => field.current?.select() }]);
  return (
    <div className="filter page-filter" role="search">
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      <input
        ref={field}
        aria-label={say('customers.search')}
        placeholder={say('customers.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <KeyCaps of="filter" />
    </div>
  );
}
