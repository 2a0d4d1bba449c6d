import type { CustomerCard } from '@redress/contract/customers.js';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.js';
import { customerQuery, keys, queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { NotFound } from '../ui/not-found.js';
import { Skeleton, TextButton, When } from '../ui/parts.js';
import { Alike } from './alike.js';
import { part, useRights } from './calls.js';
import { Course } from './course.js';
import './customers.css';
import { Head } from './head.js';
import { Keys } from './keys.js';
import { MergeDialog } from './merge-dialog.js';
import { Standing } from './standing.js';

await loadTexts('ticket', 'customers', 'customer');

export function CustomerPage(): ReactNode {
  const { id } = useParams({ from: '/shell/customers/$id' });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(customerQuery(id));
  const end = data?.id ?? id;
  // Merged meanwhile: the address of who stays is the one to keep.
  useEffect(() => {
    if (end !== id) void navigate({ to: '/customers/$id', params: { id: end }, replace: true });
  }, [end, id, navigate]);
  if (data !== undefined) return <Person key={data.id} customer={data} />;
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
}

/** Null: no dialog. An empty `other` is looked for. */
interface Merging {
  readonly other: string | null;
}

function Person({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const [merging, setMerging] = useState<Merging | null>(null);
  const show = (id: string): void => void navigate({ to: '/customers/$id', params: { id } });
  return (
    <div className="page person">
      <Head customer={customer} merge={() => setMerging({ other: null })} />
      <Moving customer={customer} />
      <div className="person-parts">
        <aside className="person-side" aria-label={say('customer.parts')}>
          <Keys customer={customer} />
          <Standing customer={customer} />
          <MergedFrom customer={customer} show={show} />
          <Tickets customer={customer} />
        </aside>
        <div className="person-main">
          <Alike customer={customer} compare={(other) => setMerging({ other })} />
          <Course customerId={customer.id} />
        </div>
      </div>
      {merging !== null && (
        <MergeDialog customer={customer} other={merging.other} close={() => setMerging(null)} show={show} />
      )}
    </div>
  );
}

/** How far the tickets of a merge or its undo are. */
function Moving({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  const { id, moving } = customer;
  const was = useRef(moving);
  useEffect(() => {
    if (moving === null && was.current !== null)
      void queryClient.invalidateQueries({ queryKey: [...keys.customer(id), 'course'] });
    was.current = moving;
  }, [id, moving]);
  if (moving === null) return null;
  const words = say('customer.moving', { moved: moving.moved, total: moving.total });
  return (
    <div className="person-moving">
      <span>{words}</span>
      <progress max={moving.total} value={moving.moved} aria-label={words} />
    </div>
  );
}

function MergedFrom({
  customer,
  show,
}: {
  readonly customer: CustomerCard;
  readonly show: (id: string) => void;
}): ReactNode {
  const { say } = useText();
  const { works } = useRights();
  if (customer.mergedFrom.length === 0) return null;
  return (
    <section className="person-part" aria-labelledby="person-merged">
      <header>
        <h2 id="person-merged">{say('customer.merged.title')}</h2>
      </header>
      <ul className="person-keys">
        {customer.mergedFrom.map((one) => (
          <li key={one.id}>
            <div className="person-key">
              <span className="muted">
                <When at={one.at} />
              </span>
              <span className="truncate">{one.name || say('words.someone')}</span>
            </div>
            {works && (
              <TextButton
                look="link"
                aria-label={say('customer.merged.part', { name: one.name })}
                onClick={() => void part(customer.id, one, show)}
              >
                {say('customer.merged.undo')}
              </TextButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tickets({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  return (
    <section className="person-part" aria-labelledby="person-tickets">
      <header>
        <h2 id="person-tickets">{say('customers.allTickets')}</h2>
        <span className="muted tabular">{customer.ticketCount}</span>
      </header>
      <ul className="person-tickets">
        {customer.tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link to="/tickets/$number" params={{ number: ticket.number }} className="plain-link">
              <span className="truncate">{ticket.subject || say('words.noSubject')}</span>
              <span className="muted person-ticket">
                <span className="mono">{ticket.number}</span>
                <span>{say(`words.status.${ticket.status}`)}</span>
                <span className="spread" />
                <When at={ticket.receivedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
