import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { viewsQuery } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { Failure } from '../../ui/failure.js';
import { Empty, Skeleton } from '../../ui/parts.js';
import { DEFAULT_QUERY, lastView, VIEWS } from '../views.js';

/** What stands under an address that no saved view has, or has not yet: a ready-made view of this name has another address. */
export function NoView({ slug }: { readonly slug: string }): ReactNode {
  const { data, error, refetch } = useQuery(viewsQuery);
  const readyMade = VIEWS.find(({ name }) => name === slug);
  if (readyMade !== undefined) return <Navigate to="/queue" search={{ q: readyMade.q }} replace />;
  if (data !== undefined) return <Unknown slug={slug} />;
  return error === null ? <Skeleton lines={14} /> : <Failure error={error} retry={() => void refetch()} />;
}

function Unknown({ slug }: { readonly slug: string }): ReactNode {
  const { say } = useText();
  useEffect(() => {
    if (lastView() === slug) lastView('');
  }, [slug]);
  return (
    <div className="page">
      <Empty title={say('savedViews.unknown', { slug })}>
        <Link to="/queue" search={{ q: DEFAULT_QUERY }}>
          {say('savedViews.toAll')}
        </Link>
      </Empty>
    </div>
  );
}
