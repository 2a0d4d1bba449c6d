import type { CustomerCard } from '@redress/contract/customers.js';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError, patch } from '../api/client.js';
import { customerQuery, keys, queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { Failure, failed } from '../ui/failure.js';
import { NotFound } from '../ui/not-found.js';
import { Avatar, IconButton, Skeleton, TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { languageWords } from '../ui/language-words.js';

await loadTexts('ticket');

export function CustomerPage(): ReactNode {
  const { id } = useParams({ from: '/shell/customers/$id' });
  const { data, error, refetch } = useQuery(customerQuery(id));
  if (data !== undefined) return <Card key={data.id} customer={data} />;
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
}

function Card({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  return (
    <div className="page">
      <Name customer={customer} />
      <div className="customer-parts">
        <section>
          <h2 className="part-title">{say('customers.identities')}</h2>
          <ul className="identity-list">
            {customer.identities.map((identity) => (
              <li key={identity.id}>
                <span className="muted">{say(`words.identity.${identity.kind}`)}</span> {identity.value}
                {identity.verifiedAt !== null && <span className="muted"> ({say('customers.verified')})</span>}
                {identity.undeliverableAt !== null && <span className="bad"> ({say('customers.undeliverable')})</span>}
              </li>
            ))}
            {customer.language !== null && (
              <li>
                <span className="muted">{say('customers.language')}</span> {languageWords(say, customer.language)}
              </li>
            )}
            {customer.mergedFrom.length > 0 && (
              <li>
                <span className="muted">{say('customers.merged')}</span>{' '}
                {customer.mergedFrom.map((one) => one.name).join(', ')}
              </li>
            )}
          </ul>
        </section>
        <section>
          <h2 className="part-title">
            {say('customers.allTickets')} <span className="muted tabular">{customer.ticketCount}</span>
          </h2>
          <Tickets customer={customer} />
        </section>
      </div>
    </div>
  );
}

function Name({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  const [name, setName] = useState<string | null>(null);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    patch<CustomerCard>(`/customers/${customer.id}`, { body: { name: (name ?? '').trim() } })
      .then((saved) => {
        queryClient.setQueryData(keys.customer(customer.id), saved);
        setName(null);
        toast({ text: say('customers.saved') });
      })
      .catch(failed);
  };
  if (name !== null) {
    return (
      <form className="page-head" onSubmit={save}>
        <input
          autoFocus
          className="text-field name-field"
          aria-label={say('customers.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setName(null)}
        />
        <TextButton type="submit">{say('shell.save')}</TextButton>
      </form>
    );
  }
  return (
    <div className="page-head">
      <Avatar name={customer.name} />
      <h1 className="page-title">{customer.name}</h1>
      <IconButton label={say('customers.editName')} onClick={() => setName(customer.name)}>
        <IconPencil size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <span className="muted">{say('customers.since', { year: new Date(customer.since).getFullYear() })}</span>
      <span className="muted">{say('ticket.panel.recent', { count: customer.recentComplaints })}</span>
    </div>
  );
}

function Tickets({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('customers.allTickets')}>
      <table className="table">
        <thead>
          <tr>
            <th>{say('customers.number')}</th>
            <th>{say('customers.subject')}</th>
            <th>{say('customers.statusColumn')}</th>
            <th className="end">{say('customers.received')}</th>
          </tr>
        </thead>
        <tbody>
          {customer.tickets.map((ticket) => (
            <tr key={ticket.id}>
              <td className="mono muted">{ticket.number}</td>
              <td>
                <Link to="/tickets/$number" params={{ number: ticket.number }} className="plain-link">
                  {ticket.subject || say('words.noSubject')}
                </Link>
              </td>
              <td className="muted">{say(`words.status.${ticket.status}`)}</td>
              <td className="end muted">
                <When at={ticket.receivedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
