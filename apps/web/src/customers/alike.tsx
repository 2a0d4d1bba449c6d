import type { CustomerCard, Lookalike } from '@redress/contract/customers.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queryClient } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { alikeQuery, tellApart, useRights } from './calls.js';

interface AlikeProps {
  readonly customer: CustomerCard;
  readonly compare: (other: string) => void;
}

/** Who might be the same person, and why: a person decides. */
export function Alike({ customer, compare }: AlikeProps): ReactNode {
  const { say } = useText();
  const { works } = useRights();
  const { data } = useQuery(alikeQuery(customer.id));
  const found = data?.data ?? [];
  if (found.length === 0) return null;
  const dismiss = ({ customer: other }: Lookalike): void => {
    tellApart(customer.id, other.id)
      .then((rest) => {
        queryClient.setQueryData(alikeQuery(customer.id).queryKey, rest);
        toast({ text: say('customer.alike.toldApart') });
      })
      .catch(failed);
  };
  return (
    <section className="alike" aria-labelledby="alike">
      <h2 id="alike">{say('customer.alike.title')}</h2>
      <ul>
        {found.map((one) => (
          <li key={one.customer.id}>
            <div className="alike-who">
              <Link to="/customers/$id" params={{ id: one.customer.id }} className="strong">
                {one.customer.name || say('words.someone')}
              </Link>{' '}
              <span className="muted">
                {one.because.map(({ kind, value }) => say(`customer.alike.${kind}`, { value })).join(', ')}
                {' · '}
                {say('customer.alike.tickets', { count: one.customer.ticketCount })}
              </span>
            </div>
            {works && (
              <div className="alike-acts">
                <TextButton onClick={() => compare(one.customer.id)}>{say('customer.alike.compare')}</TextButton>
                <TextButton look="link" onClick={() => dismiss(one)}>
                  {say('customer.alike.different')}
                </TextButton>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
