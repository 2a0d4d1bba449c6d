import type { TicketRouting } from '@redress/contract/routing.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { TextButton, When } from '../ui/parts.js';

const RoutingTrace = lazy(async () => ({ default: (await import('../rules/ticket-trace.js')).TicketTrace }));

function routingQuery(ticketId: string, version: number) {
  return queryOptions({
    queryKey: ['routing', ticketId, version],
    queryFn: ({ signal }) => get<TicketRouting>(`/tickets/${ticketId}/routing`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
}

/** Why the ticket is where it is, and why nobody has it; rule by rule when somebody wants to know. */
export function WhyHere({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(routingQuery(ticket.id, ticket.version));
  if (data === undefined || (data.routed === null && data.unassigned === null)) return null;
  const { routed, unassigned } = data;
  const matched = routed?.trace.rules.filter((rule) => rule.matched) ?? [];
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('ticket.why.title')}</h2>
        {routed !== null && routed.trace.rules.length > 0 && (
          <TextButton look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say(open ? 'ticket.why.less' : 'ticket.why.all')}
          </TextButton>
        )}
      </header>
      {!open && routed !== null && (
        <p className="panel-why">
          {matched.length === 0
            ? say('ticket.why.noRule')
            : say('ticket.why.byRule', {
                count: matched.length,
                rules: matched.map(({ name }) => `“${name}”`).join(', '),
              })}
        </p>
      )}
      {open && routed !== null && (
        <Suspense fallback={null}>
          <RoutingTrace of={data} />
        </Suspense>
      )}
      {unassigned !== null && ticket.owner === null && (
        <p className="panel-why strong">
          {say(`ticket.why.unassigned.${unassigned.because ?? 'notYet'}`)}
          {unassigned.relaxesAt !== null && (
            <span className="muted">
              {' '}
              {say('ticket.why.relaxes')} <When at={unassigned.relaxesAt} />
            </span>
          )}
        </p>
      )}
    </section>
  );
}
