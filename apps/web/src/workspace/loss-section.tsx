import type { ExpectedLoss } from '@redress/contract/routing.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';

/** What the order by expected loss is made of, for this ticket; the parts show on hover and focus. */
export function LossSection({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say, language } = useText();
  const { data } = useQuery({
    queryKey: ['expected-loss', ticket.id, ticket.version],
    queryFn: ({ signal }) => get<ExpectedLoss>(`/tickets/${ticket.id}/expected-loss`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  if (data === undefined || data.total < 50) return null;
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const currency = ticket.valueAtRisk?.currency ?? 'EUR';
  const money = (minor: number): string =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(minor / 100);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(data.breachProbability);
  const parts = [
    [say('ticket.loss.chance'), percent],
    [say('ticket.loss.ifLate'), money(data.lossIfBreached)],
    [say('ticket.loss.valueAtRisk'), money(data.valueAtRisk)],
    ...(data.safety === 0 ? [] : [[say('ticket.loss.safety'), money(data.safety)] as const]),
  ] as const;
  return (
    <section className="panel-section">
      <div className="panel-line loss" tabIndex={0} aria-describedby="loss-parts">
        <span className="spread">{say('ticket.loss.title')}</span>
        <span className="tabular">{money(data.total)}</span>
        <div className="loss-parts" id="loss-parts" role="tooltip">
          {parts.map(([name, value]) => (
            <p key={name} className="loss-part">
              <span className="muted spread">{name}</span>
              <span className="tabular">{value}</span>
            </p>
          ))}
          <p className="muted">{say('ticket.loss.explain')}</p>
        </div>
      </div>
    </section>
  );
}
