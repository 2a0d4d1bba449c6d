import type { CustomerCard } from '@redress/contract/customers.js';
import type { QueueRowBrief } from '@redress/contract/queue.js';
import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Avatar, IconButton, TextButton, When } from '../ui/parts.js';
import { link, tell } from './actions.js';
import { AutomationSection } from './automation-section.js';
import { ClockSection } from './clock-section.js';
import { DescriptionFacts } from './description-facts.js';
import { Before, Perhaps } from './earlier.js';
import { IssueList } from './issue-list.js';
import { LossSection } from './loss-section.js';
import { languageWords } from '../ui/language-words.js';
import { PublicSection } from './public-section.js';
import { STAGE_VERBS, useStep } from './steps.js';
import { WhyHere } from './why-here.js';
import { TicketTasks } from './ticket-tasks.js';
import { UndertakingSection } from './undertaking-section.js';

interface SidePanelProps {
  readonly read: Timeline;
  readonly close: (() => void) | undefined;
  readonly openLink: () => void;
  readonly explain: () => void;
}

/** Everything around the ticket that is not its course: the customer first, then what is alleged, the steps and what it hangs on. */
export function SidePanel({ read, close, openLink, explain }: SidePanelProps): ReactNode {
  const { say } = useText();
  const { ticket, customer } = read;
  return (
    <aside className="panel" aria-label={say('ticket.panel.title')}>
      {close !== undefined && (
        <IconButton label={say('shell.close')} className="panel-close" onClick={close}>
          <IconX size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
      <Customer customer={customer} before={read.complainedBefore} />
      <PublicSection ticket={ticket} />
      {ticket.kind === 'complaint' && <IssueList ticket={ticket} />}
      <Steps ticket={ticket} />
      <ClockSection ticket={ticket} explain={explain} />
      <UndertakingSection ticket={ticket} />
      <LossSection ticket={ticket} />
      <WhyHere ticket={ticket} />
      <AutomationSection ticket={ticket} />
      <TicketTasks ticket={ticket} />
      <Links ticket={ticket} openLink={openLink} />
      {customer !== null && <OtherTickets customer={customer} ticket={ticket} />}
      <Details ticket={ticket} />
    </aside>
  );
}

function Section({
  title,
  end,
  children,
}: {
  readonly title: string;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{title}</h2>
        {end}
      </header>
      {children}
    </section>
  );
}

interface CustomerProps {
  readonly customer: CustomerCard | null;
  readonly before: Timeline['complainedBefore'];
}

function Customer({ customer, before }: CustomerProps): ReactNode {
  const { say } = useText();
  if (customer === null) {
    return (
      <section className="panel-section panel-customer">
        <p className="muted">{say('ticket.panel.noCustomer')}</p>
      </section>
    );
  }
  return (
    <section className="panel-section panel-customer">
      <header>
        <Avatar name={customer.name} />
        <h2 className="truncate">{customer.name}</h2>
        <Link
          to="/customers/$id"
          params={{ id: customer.id }}
          className="icon-button"
          aria-label={`${say('ticket.panel.customer')}: ${customer.name}`}
        >
          <IconExternalLink size={16} stroke={1.5} aria-hidden="true" />
        </Link>
      </header>
      <dl className="facts">
        <dt>{say('ticket.panel.customer')}</dt>
        <dd>{say('ticket.panel.since', { year: new Date(customer.since).getFullYear() })}</dd>
        <dt>{say('ticket.panel.complaints')}</dt>
        <dd className={customer.recentComplaints > 2 ? 'strong' : ''}>
          {say('ticket.panel.recent', { count: customer.recentComplaints })}
        </dd>
        <Before before={before} />
        <Perhaps customerId={customer.id} />
        {customer.language !== null && (
          <>
            <dt>{say('ticket.panel.language')}</dt>
            <dd>{languageWords(say, customer.language)}</dd>
          </>
        )}
        {customer.identities.slice(0, 4).map((identity) => (
          <IdentityLine key={identity.id} identity={identity} />
        ))}
      </dl>
    </section>
  );
}

function IdentityLine({ identity }: { readonly identity: CustomerCard['identities'][number] }): ReactNode {
  const { say } = useText();
  return (
    <>
      <dt>{say(`words.identity.${identity.kind}`)}</dt>
      <dd className="truncate" title={identity.value}>
        {identity.shownAs ?? identity.value}
        {identity.undeliverableAt !== null && <span className="bad"> ({say('ticket.undeliverable')})</span>}
      </dd>
    </>
  );
}

function Steps({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const step = useStep(ticket);
  const verbs = STAGE_VERBS.filter((verb) => ticket.may.includes(verb));
  if (verbs.length === 0) return null;
  return (
    <Section
      title={say('ticket.panel.steps')}
      end={ticket.stage !== null && <span>{say(`words.stage.${ticket.stage}`)}</span>}
    >
      <div className="panel-verbs">
        {verbs.map((verb) => (
          <TextButton key={verb} className="small" onClick={() => step(verb)}>
            {say(`ticket.verbs.${verb}`)}
          </TextButton>
        ))}
      </div>
      {step.dialog}
    </Section>
  );
}

function Links({ ticket, openLink }: { readonly ticket: Ticket; readonly openLink: () => void }): ReactNode {
  const { say } = useText();
  const may = ticket.may.includes('link');
  if (ticket.links.length === 0 && !may) return null;
  const add = may && (
    <TextButton look="link" onClick={openLink}>
      {say('ticket.linkDialog.link')}
    </TextButton>
  );
  return (
    <Section title={say('ticket.panel.links')} end={add}>
      {ticket.links.length === 0 && <p className="muted">{say('ticket.panel.noLinks')}</p>}
      {ticket.links.map(({ kind, direction, ticket: other }) => (
        <div key={`${kind}${direction}${other.id}`} className="panel-link">
          <span className="muted">{say(direction === 'to' ? `words.link.${kind}` : `words.linkFrom.${kind}`)}</span>
          <BriefLine brief={other} />
          {may && direction === 'to' && (
            <IconButton
              label={say('ticket.panel.unlink', { number: other.number })}
              onClick={() =>
                void tell(
                  say('ticket.did.unlinked', { number: other.number }),
                  link(ticket, { kind, ticket: other.id, remove: true }),
                )
              }
            >
              <IconX size={14} stroke={1.5} aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
    </Section>
  );
}

function BriefLine({ brief }: { readonly brief: QueueRowBrief }): ReactNode {
  const { say } = useText();
  return (
    <Link to="/tickets/$number" params={{ number: brief.number }} className="panel-line brief">
      <span className="mono muted">{brief.number.slice(-4)}</span>
      <span className="truncate spread">{brief.subject || say('words.noSubject')}</span>
      <span className="muted">{say(`words.status.${brief.status}`)}</span>
    </Link>
  );
}

const OTHERS = 5;

function OtherTickets({ customer, ticket }: { readonly customer: CustomerCard; readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const others = customer.tickets.filter((one) => one.id !== ticket.id);
  const all = (
    <Link to="/customers/$id" params={{ id: customer.id }}>
      {say('ticket.panel.allTickets', { count: customer.ticketCount })}
    </Link>
  );
  return (
    <Section title={say('ticket.panel.tickets')} end={others.length > 0 ? all : undefined}>
      {others.length === 0 && <p className="muted">{say('ticket.panel.noTickets')}</p>}
      {others.slice(0, OTHERS).map((one) => (
        <BriefLine key={one.id} brief={one} />
      ))}
    </Section>
  );
}

function Details({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  return (
    <Section title={say('ticket.panel.details')}>
      <dl className="facts">
        <dt>{say('ticket.kind')}</dt>
        <dd>
          {say(`words.kind.${ticket.kind}`)}
          {ticket.isClaim && <span className="muted"> ({say('ticket.panel.claim')})</span>}
        </dd>
        <dt>{say('ticket.queue')}</dt>
        <dd className="truncate">{ticket.queue.name}</dd>
        <DescriptionFacts ticket={ticket} />
        <dt>{say('ticket.channel')}</dt>
        <dd>{say(`words.channel.${ticket.channel}`)}</dd>
        <dt>{say('ticket.received')}</dt>
        <dd>
          <When at={ticket.receivedAt} />
        </dd>
      </dl>
    </Section>
  );
}
