import type { Page } from '@redress/contract/answers.js';
import type { ComplainedBefore, Lookalike } from '@redress/contract/customers.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { get } from '../api/client.js';
import { keys } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { When } from '../ui/parts.js';

/** A line of the customer's facts: how often he complained before this ticket, and whether it is the same again. */
export function Before({ before }: { readonly before: ComplainedBefore | null }): ReactNode {
  const { say } = useText();
  if (before === null || before.last === null) return null;
  const { count, last, sameCause } = before;
  return (
    <>
      <dt>{say('ticket.panel.before')}</dt>
      <dd>
        <span className={sameCause > 0 ? 'strong' : ''}>{say('ticket.panel.beforeCount', { count })}</span>
        {', '}
        <Link to="/tickets/$number" params={{ number: last.number }} title={last.subject}>
          {say('ticket.panel.beforeLast')} <When at={last.receivedAt} />
        </Link>
        {sameCause > 0 && <span className="bad"> · {say('ticket.panel.sameCause', { count: sameCause })}</span>}
      </dd>
    </>
  );
}

/** A line of the customer's facts: another record that may be his too. His page lays both side by side. */
export function Perhaps({ customerId }: { readonly customerId: string }): ReactNode {
  const { say } = useText();
  const { data } = useQuery({
    queryKey: [...keys.customer(customerId), 'alike'],
    queryFn: ({ signal }) => get<Page<Lookalike>>(`/customers/${customerId}/suggestions`, { signal }),
  });
  const likeliest = data?.data[0];
  if (likeliest === undefined) return null;
  const name = likeliest.customer.name || say('words.someone');
  return (
    <>
      <dt>{say('ticket.panel.perhaps')}</dt>
      <dd>
        <Link to="/customers/$id" params={{ id: customerId }}>
          {say('ticket.panel.sameAs', { name })}
        </Link>
      </dd>
    </>
  );
}
