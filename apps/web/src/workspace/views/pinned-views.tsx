import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../../i18n/text.js';
import { useCountWords, useViews } from './calls.js';
import { ViewLink } from './view-link.js';
import './views.css';

/** What this person pinned, in one line that can be pushed sideways. */
export function PinnedViews({ current }: { readonly current: string | null }): ReactNode {
  const { say } = useText();
  const { pinned } = useViews();
  const countOf = useCountWords(false);
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    row.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current, pinned.length]);
  if (pinned.length === 0) return null;
  return (
    <nav ref={row} className="pinned-views" aria-label={say('savedViews.pinned')}>
      {pinned.map((line) => (
        <ViewLink key={line.slug} line={line} current={line.slug === current} className="pinned-view" title={line.name}>
          <span className="truncate">{line.name}</span>
          <span className="tabular">{countOf(line)}</span>
        </ViewLink>
      ))}
    </nav>
  );
}
