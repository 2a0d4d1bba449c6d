import { useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TicketView } from './ticket-view.js';

/** One ticket over the whole width, for permalinks. */
export function TicketPage(): ReactNode {
  const { number } = useParams({ from: '/shell/tickets/$number' });
  const fromList = useLocation({ select: ({ state }) => state.fromList === true });
  const { history } = useRouter();
  const navigate = useNavigate();
  const back = (): void => (fromList ? history.back() : void navigate({ to: '/queue' }));
  return (
    <div className="workspace">
      <section className="ticket-pane">
        <TicketView key={number} number={number} next={back} back={back} />
      </section>
    </div>
  );
}
