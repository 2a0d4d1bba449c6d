import { IconAlertTriangle, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useOutbox } from '../api/outbox.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useLive } from './connection.js';
import { readAhead } from './first-screen.js';
import { Opening } from './opening.js';
import { TextButton } from './parts.js';
import { onReviewWanted } from './review-door.js';
import { clockTime } from './times.js';
import { toast } from './toasts.js';

const loadReview = async () => (await Promise.all([import('../offline/review.js'), loadTexts('offline')]))[0];
const Review = lazy(async () => ({ default: (await loadReview()).Review }));

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );
}

const PATIENCE_MS = 3_000;

/** True once a state has lasted: a socket that comes back at once is nobody's business. */
function useLasting(state: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(state), state ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [state]);
  return lasting;
}

const SINCE = 'redress.away-since';

/** Since when there is no connection, also when the page was loaded again meanwhile; null while there is one. */
function useAwaySince(away: boolean, lostSince: number | null): number | null {
  const [since, setSince] = useState<number | null>(() => Number(sessionStorage.getItem(SINCE)) || null);
  const { link } = useLive();
  useEffect(() => {
    if (away) {
      const began = Number(sessionStorage.getItem(SINCE)) || (lostSince ?? Date.now());
      sessionStorage.setItem(SINCE, String(began));
      setSince(began);
    } else if (link === 'live') {
      sessionStorage.removeItem(SINCE);
      setSince(null);
    }
  }, [away, lostSince, link]);
  return away ? (since ?? lostSince ?? Date.now()) : null;
}

/** The bar above the panes that pushes them down while there is no connection, and while a change waits for a person. */
export function LinkBar(): ReactNode {
  const { say, language } = useText();
  const { link, lostSince } = useLive();
  const online = useOnline();
  const lost = useLasting(link === 'lost');
  const outbox = useOutbox();
  const halted = outbox.filter((one) => one.halt !== null).length;
  const [reviewing, setReviewing] = useState(false);
  const since = useAwaySince(!online || lost, lostSince);
  const wasAway = useRef(false);
  const away = since !== null;
  useEffect(() => {
    if (wasAway.current && !away) toast({ text: say('shell.offline.back') });
    wasAway.current = away;
  }, [away, say]);
  useEffect(() => onReviewWanted(() => setReviewing(true)), []);
  // it is wanted when nothing can be fetched any more
  useEffect(() => void readAhead(loadReview), []);
  return (
    <>
      {since !== null && (
        <div className="link-bar" role="status">
          <IconCloudOff size={16} stroke={1.5} aria-hidden="true" />
          <span>
            {say(online ? 'shell.offline.link' : 'shell.offline.network', { time: clockTime(language, since) })}
          </span>
          {outbox.length === 0 && <span>{say('shell.offline.explain')}</span>}
          {outbox.length > 0 && (
            <Count words={say('shell.offline.waiting', { count: outbox.length })} open={setReviewing} />
          )}
          <TextButton look="link" onClick={() => window.dispatchEvent(new Event('online'))}>
            <IconRefresh size={14} stroke={1.5} aria-hidden="true" /> {say('shell.offline.retry')}
          </TextButton>
        </div>
      )}
      {since === null && halted > 0 && (
        <div className="link-bar" role="status">
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          <Count words={say('shell.offline.halted', { count: halted })} open={setReviewing} />
        </div>
      )}
      {reviewing && (
        <Suspense fallback={<Opening close={() => setReviewing(false)} />}>
          <Review close={() => setReviewing(false)} />
        </Suspense>
      )}
    </>
  );
}

function Count({ words, open }: { readonly words: string; readonly open: (reviewing: true) => void }): ReactNode {
  const { say } = useText();
  return (
    <>
      <span className="strong">{words}</span>
      <TextButton onClick={() => open(true)}>{say('shell.offline.review')}</TextButton>
    </>
  );
}
