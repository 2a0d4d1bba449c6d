import type { TicketSignature } from '@redress/contract/people.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';

interface PreviewProps {
  readonly ticketId: string;
  /** What is being written: who signs himself is not signed twice. */
  readonly text: string;
  /** What stands above it; programs fold away what follows the usual one. */
  readonly mark?: string;
}

/** What the server puts below the mail; the queue says it, so it is shown and not written here. */
export function SignaturePreview({ ticketId, text, mark = '-- \n' }: PreviewProps): ReactNode {
  const { say } = useText();
  const { data } = useQuery({
    queryKey: ['signature', ticketId],
    queryFn: ({ signal }) => get<TicketSignature>(`/tickets/${ticketId}/signature`, { signal }),
    staleTime: 30_000,
    retry: false,
  });
  const signature = data?.text ?? null;
  if (data?.fault != null)
    return (
      <p className="warning doubt composer-unsigned" role="note">
        {say('composer.signatureFault')}
      </p>
    );
  if (signature === null || text.split('\n').includes('-- ')) return null;
  return (
    <p className="composer-signature" role="note" aria-label={say('composer.signature')} dir="auto">
      {`${mark}${signature}`}
    </p>
  );
}
