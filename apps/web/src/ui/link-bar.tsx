import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { live, type LiveSnapshot } from '../api/live.js';
import { useWaitingSends } from '../api/waiting-sends.js';
import { useText } from '../i18n/text.js';
import { TextButton } from './parts.js';
import { clockTime } from './times.js';
import { toast } from './toasts.js';

export function useLive(): LiveSnapshot {
  return useSyncExternalStore(live.subscribe, live.read);
}

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

/** The bar above the panes that pushes them down while there is no connection. */
export function LinkBar(): ReactNode {
  const { say, language } = useText();
  const { link, lostSince } = useLive();
  const online = useOnline();
  const lost = useLasting(link === 'lost');
  const waiting = useWaitingSends().length;
  const [offlineSince, setOfflineSince] = useState<number | null>(null);
  useEffect(() => setOfflineSince(online ? null : Date.now()), [online]);
  const wasAway = useRef(false);
  const away = !online || lost;
  useEffect(() => {
    if (wasAway.current && !away) toast({ text: say('shell.offline.back') });
    wasAway.current = away;
  }, [away, say]);
  if (!away) return null;
  const time = clockTime(language, offlineSince ?? lostSince ?? Date.now());
  return (
    <div className="link-bar" role="status">
      <IconCloudOff size={16} stroke={1.5} aria-hidden="true" />
      <span>{say(online ? 'shell.offline.link' : 'shell.offline.network', { time })}</span>
      {waiting > 0 && <span className="strong">{say('shell.offline.waiting', { count: waiting })}</span>}
      <TextButton look="link" onClick={() => window.dispatchEvent(new Event('online'))}>
        <IconRefresh size={14} stroke={1.5} aria-hidden="true" /> {say('shell.offline.retry')}
      </TextButton>
    </div>
  );
}
