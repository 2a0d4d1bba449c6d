import type { BulkChange } from '@redress/contract/bulk.js';
import { IconCheck, IconLoader2, IconX } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { keys, queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { useNow } from '../ui/clock.js';
import { type Act, useCommands } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { IconButton, KeyCaps, TextButton } from '../ui/parts.js';
import { undoNewest } from '../ui/toasts.js';
import { isNewest, stop, undo } from './bulk-changes.js';
import { dismiss, isDismissed } from './dismissed.js';
import { Refusals } from './refusals.js';
import { shareOf, stateWords, whatWords } from './words.js';
import './tray.css';

await loadTexts('bulk');

const SHOWN_MS = 10 * 60_000;
/** What was refused is looked after: it stays longer. */
const REFUSED_SHOWN_MS = 60 * 60_000;
/** What was taken back offers nothing more. */
const UNDONE_SHOWN_MS = 60_000;
const MOST_LINES = 3;

/** What runs in this person's name and what has just ended, at the foot of every screen. */
export function Tray({ changes }: { readonly changes: readonly BulkChange[] }): ReactNode {
  const { say } = useText();
  const now = useNow('second');
  const [, setDismissals] = useState(0);
  const [refusedOf, setRefusedOf] = useState<BulkChange | null>(null);
  const section = useRef<HTMLElement>(null);
  const shown = changes.filter((change) => isShown(change, now)).slice(0, MOST_LINES);
  const newest = shown.find(isUndoable);
  const byKey = newest !== undefined && isNewest(newest) ? newest : undefined;
  useEnds(changes);
  useHeight(section);
  useTrayCommands(shown.length > 0 ? section : null, byKey);
  const away = (change: BulkChange): void => {
    dismiss(change.id);
    setDismissals((count) => count + 1);
  };
  return (
    <>
      {shown.length > 0 && (
        <section className="bulk-tray" aria-label={say('bulk.title')} ref={section}>
          {shown.map((change) => (
            <Line
              key={change.id}
              change={change}
              byKey={change === byKey}
              showRefused={() => setRefusedOf(change)}
              away={() => away(change)}
            />
          ))}
        </section>
      )}
      {refusedOf !== null && <Refusals change={refusedOf} close={() => setRefusedOf(null)} />}
    </>
  );
}

/** A change that was taken back makes room for its undo. */
function isShown(change: BulkChange, now: number): boolean {
  if (change.undoneBy !== null || isDismissed(change.id)) return false;
  if (change.finishedAt === null) return true;
  const length = change.refused > 0 ? REFUSED_SHOWN_MS : change.undoes === null ? SHOWN_MS : UNDONE_SHOWN_MS;
  return now - Date.parse(change.finishedAt) < length;
}

const isUndoable = (change: BulkChange): boolean =>
  change.undoes === null && change.undoneBy === null && (change.state === 'running' || change.undoableUntil !== null);

interface LineProps {
  readonly change: BulkChange;
  /** `z` takes this one back. */
  readonly byKey: boolean;
  readonly showRefused: () => void;
  readonly away: () => void;
}

function Line({ change, byKey, showRefused, away }: LineProps): ReactNode {
  const { say } = useText();
  const runs = change.state === 'running';
  const what = whatWords(say, change);
  return (
    <div className={`bulk-line ${change.state}`}>
      {runs ? (
        <IconLoader2 size={16} stroke={1.5} aria-hidden="true" className="muted bulk-spin" />
      ) : (
        <IconCheck size={16} stroke={1.5} aria-hidden="true" className="bulk-good" />
      )}
      <span className="strong truncate">{what}</span>
      <span className="muted tabular truncate bulk-state">{stateWords(say, change)}</span>
      {runs && <progress className="bulk-progress" max={1} value={shareOf(change)} aria-label={what} />}
      <span className="spread" />
      {change.refused > 0 && (
        <TextButton look="link" onClick={showRefused}>
          {say('bulk.refused', { count: change.refused })}
        </TextButton>
      )}
      {runs && (
        <TextButton look="link" onClick={() => void stop(change).catch(failed)}>
          {say('bulk.stop')}
        </TextButton>
      )}
      {isUndoable(change) && (
        <TextButton look="link" onClick={() => void undo(change).catch(failed)}>
          {say('bulk.undo')} {byKey && <KeyCaps of="undo" />}
        </TextButton>
      )}
      {!runs && (
        <IconButton label={say('bulk.dismiss')} onClick={away}>
          <IconX size={14} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

function useTrayCommands(section: RefObject<HTMLElement | null> | null, newest: BulkChange | undefined): void {
  const commands: Act[] = [];
  if (section !== null) commands.push({ id: 'go-bulk', run: () => section.current?.querySelector('button')?.focus() });
  if (newest !== undefined)
    commands.push({
      id: 'undo-bulk',
      run: () => (isNewest(newest) ? void undo(newest).catch(failed) : void undoNewest()),
    });
  useCommands(commands);
}

/** Says once how each ended, and reads anew what it changed. */
function useEnds(changes: readonly BulkChange[]): void {
  const { say } = useText();
  const running = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const ended = changes.filter(({ id, state }) => state !== 'running' && running.current.has(id));
    running.current = new Set(changes.filter(({ state }) => state === 'running').map(({ id }) => id));
    if (ended.length === 0) return;
    const said = ended.map((change) => {
      const refused = change.refused > 0 ? `, ${say('bulk.refused', { count: change.refused })}` : '';
      return `${whatWords(say, change)}: ${stateWords(say, change)}${refused}`;
    });
    announce(said.join('. '));
    void queryClient.invalidateQueries({ queryKey: keys.tickets });
    void queryClient.invalidateQueries({ queryKey: keys.timelines });
  }, [changes, say]);
}

/** What floats over the foot of the screen stands above the tray. */
function useHeight(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    document.documentElement.style.setProperty('--tray', `${section.current?.offsetHeight ?? 0}px`);
  });
  useEffect(() => () => void document.documentElement.style.removeProperty('--tray'), []);
}
