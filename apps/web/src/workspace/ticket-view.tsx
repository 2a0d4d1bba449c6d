import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { timelineQuery } from '../api/queries.js';
import { Failure } from '../ui/failure.js';
import { Skeleton } from '../ui/parts.js';

interface TicketViewProps {
  readonly number: string;
  readonly next: () => void;
  readonly back?: () => void;
}

export function TicketView({ number }: TicketViewProps): ReactNode {
  const { data, error, refetch } = useQuery(timelineQuery(number));
  if (data === undefined) return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
  return <h2 className="page-title">{data.ticket.subject}</h2>;
}
