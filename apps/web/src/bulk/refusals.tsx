import type { BulkChange } from '@redress/contract/bulk.js';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sayCode, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { Skeleton, TextButton } from '../ui/parts.js';
import { refusalsQuery } from './bulk-changes.js';
import { whatWords } from './words.js';

/** Which tickets were refused, each with its reason and the way to it. */
export function Refusals({ change, close }: { readonly change: BulkChange; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(refusalsQuery(change.id));
  const refusals = data?.pages.flatMap((page) => page.data) ?? [];
  // what the server says is exact, but English
  const english = say('shell.languageCode') === 'en';
  return (
    <Dialog title={say('bulk.refusedTitle', { count: change.refused })} close={close} width={560}>
      <p className="muted">{whatWords(say, change)}</p>
      {error !== null && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={4} />}
      <ul className="bulk-refusals">
        {refusals.map(({ ticket, code, detail }, index) => (
          <li key={ticket?.id ?? index}>
            {ticket === null ? (
              <span className="muted">{say('bulk.hidden')}</span>
            ) : (
              <Link to="/tickets/$number" params={{ number: ticket.number }} className="truncate" onClick={close}>
                <span className="mono">{ticket.number}</span> {ticket.subject}
              </Link>
            )}
            <span className="muted">{english && detail !== '' ? detail : sayCode(say, 'errors.code', code)}</span>
          </li>
        ))}
      </ul>
      {hasNextPage && <TextButton onClick={() => void fetchNextPage()}>{say('bulk.more')}</TextButton>}
    </Dialog>
  );
}
