import type { QueueRow } from '@redress/contract/queue.js';
import type { ExcerptPart, FoundMessage, SearchHit } from '@redress/contract/search.js';
import { IconArrowBackUp, IconMail, IconNote } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { prefetchTimeline } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { useLive } from '../ui/connection.js';
import { When } from '../ui/parts.js';
import { RowClock } from '../workspace/queue-rows.js';

interface HitProps {
  readonly hit: SearchHit;
  /** Told when it is opened. */
  readonly leave: () => void;
}

export function Hit({ hit, leave }: HitProps): ReactNode {
  const { say } = useText();
  const { message } = hit;
  const ticket = useNewest(hit.ticket);
  const ahead = (): void => prefetchTimeline(ticket.number);
  return (
    <li className="hit" onPointerEnter={ahead}>
      <div className="hit-line">
        <Link
          to="/tickets/$number"
          params={{ number: ticket.number }}
          {...(message === null ? {} : { hash: `m-${message.id}` })}
          state={{ fromList: true }}
          className="hit-link"
          data-ticket={ticket.id}
          onClick={leave}
          onFocus={ahead}
        >
          <span className="hit-subject">
            {ticket.subject === '' ? say('words.noSubject') : <Marked parts={hit.subject} />}
          </span>
        </Link>
        <RowClock row={ticket} />
      </div>
      <p className="hit-facts">
        <span className="mono">{ticket.number}</span>
        <span>{say(`words.status.${ticket.status}`)}</span>
        <span className="truncate">{ticket.customer?.name ?? say('words.someone')}</span>
        <span>
          {say('search.received')} <When at={ticket.receivedAt} />
        </span>
      </p>
      {message !== null && <Excerpt message={message} customer={ticket.customer?.name} />}
    </li>
  );
}

/** The row as it is now, where the live queue knows more than the answer did. */
function useNewest(row: QueueRow): QueueRow {
  const live = useLive().queue.rows.get(row.id);
  return live !== undefined && live.version > row.version ? live : row;
}

const KIND = {
  internal: { icon: IconNote, words: 'search.by.internal' },
  outbound: { icon: IconArrowBackUp, words: 'search.by.outbound' },
  inbound: { icon: IconMail, words: 'search.by.inbound' },
} as const;

function Excerpt({
  message,
  customer,
}: {
  readonly message: FoundMessage;
  readonly customer: string | undefined;
}): ReactNode {
  const { say } = useText();
  const kind = message.visibility === 'internal' ? 'internal' : message.direction;
  const { icon: Icon, words } = KIND[kind];
  const nobody = kind === 'inbound' ? (customer ?? say('words.someone')) : say('words.system');
  return (
    <div className={kind === 'internal' ? 'hit-message note' : 'hit-message'}>
      <p className="hit-by">
        <Icon size={14} stroke={1.5} aria-hidden="true" />
        <span className="truncate">{say(words, { name: message.author ?? nobody })}</span>
        <span>
          <When at={message.at} />
        </span>
      </p>
      {message.elsewhere.map((found, index) => (
        <p key={index} className="hit-excerpt">
          <span className="muted">{say(`search.in.${found.in}`)}</span> <Marked parts={found.parts} />
        </p>
      ))}
      {message.excerpt.length > 0 && (
        <p className="hit-excerpt">
          <Marked parts={message.excerpt} />
        </p>
      )}
    </div>
  );
}

function Marked({ parts }: { readonly parts: readonly ExcerptPart[] }): ReactNode {
  return parts.map((part, index) => (part.isHit ? <mark key={index}>{part.text}</mark> : part.text));
}
