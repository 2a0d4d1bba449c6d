import type { ComplainedBefore } from '@redress/contract/customers.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
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
