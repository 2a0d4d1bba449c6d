import type { QueueRow } from '@redress/contract/queue.js';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { prefetchTimeline } from '../api/queries.js';
import { lowerFirst } from '../i18n/case.js';
import { useText } from '../i18n/text.js';
import { DEFAULTS, usePreferences } from '../session/preferences.js';
import { DueChip } from '../ui/due.js';
import { Since } from '../ui/parts.js';
import { NewRows, useNewRows, useOutOfSight } from './out-of-sight.js';
import type { ListItem } from './queue-order.js';
import { isFinished } from './query-text.js';
import type { Arrivals } from './use-arrivals.js';

const ROW = { compact: 48, cosy: 56, comfortable: 64 } as const;
const GROUP = 32;

interface QueueRowsProps {
  readonly items: readonly ListItem[];
  readonly cursor: string | null;
  readonly picked: ReadonlySet<string>;
  readonly open: (row: QueueRow) => void;
  readonly pick: (row: QueueRow, range: boolean) => void;
  readonly nearEnd: () => void;
  readonly arrivals: Arrivals;
  /** Moves the cursor there, and opens nothing. */
  readonly turnTo: (id: string) => void;
  readonly foot: ReactNode;
}

/** Only the rows in sight are drawn. What comes in above them moves the scroll position, never what stands under the pointer. */
export function QueueRows({
  items,
  cursor,
  picked,
  open,
  pick,
  nearEnd,
  arrivals,
  turnTo,
  foot,
}: QueueRowsProps): ReactNode {
  const { say } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const density = usePreferences().preferences.density ?? DEFAULTS.density;
  const heightOf = (item: ListItem | undefined): number => (item?.kind === 'group' ? GROUP : ROW[density]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(items[index]),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [density, items, virtual]);
  useAnchor(scroller, items, heightOf);
  const at = items.findIndex((item) => item.key === cursor);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at === 1 ? 0 : at, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a moved cursor scrolls; rows that arrive must not
  }, [cursor]);
  const acts = useRef({ open, pick });
  useEffect(() => {
    acts.current = { open, pick };
  });
  const openRow = useCallback((row: QueueRow) => acts.current.open(row), []);
  const pickRow = useCallback((row: QueueRow, range: boolean) => acts.current.pick(row, range), []);
  const shown = virtual.getVirtualItems();
  const away = useOutOfSight(items, arrivals, virtual);
  useNewRows(away, turnTo);
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown > items.length - 20) nearEnd();
  }, [lastShown, items.length, nearEnd]);
  return (
    <div className="queue-scroll" ref={scroller}>
      <NewRows ids={away.above} side="above" turnTo={turnTo} />
      <div
        className="queue-rows"
        role="listbox"
        aria-label={say('queue.list')}
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={at >= 0 ? `row-${cursor}` : undefined}
        style={{ blockSize: virtual.getTotalSize() }}
      >
        {shown.map(({ index, start, key, size }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={key}
              role="presentation"
              className="queue-slot"
              style={{ blockSize: size, transform: `translateY(${start}px)` }}
            >
              {item.kind === 'group' ? (
                <GroupLine item={item} first={index === 0} />
              ) : (
                <Row
                  row={item.row}
                  current={item.key === cursor}
                  picked={picked.has(item.key)}
                  anyPicked={picked.size > 0}
                  open={openRow}
                  pick={pickRow}
                />
              )}
            </div>
          );
        })}
      </div>
      {foot}
      <NewRows ids={away.below} side="below" turnTo={turnTo} />
    </div>
  );
}

/** Keeps the first row in sight where it is when rows come or go above it. */
function useAnchor(
  scroller: React.RefObject<HTMLDivElement | null>,
  items: readonly ListItem[],
  heightOf: (item: ListItem | undefined) => number,
): void {
  const before = useRef<readonly ListItem[]>([]);
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = items;
    if (element === null || old === items || old.length === 0) return;
    if (element.scrollTop === 0 && !element.matches(':hover')) return;
    const offsets = new Map<string, number>();
    let offset = 0;
    for (const item of items) {
      offsets.set(item.key, offset);
      offset += heightOf(item);
    }
    let was = 0;
    for (const item of old) {
      const is = offsets.get(item.key);
      if (item.kind === 'row' && was >= element.scrollTop && is !== undefined) {
        if (is !== was) element.scrollTop += is - was;
        return;
      }
      was += heightOf(item);
    }
  });
}

function GroupLine({
  item,
  first,
}: {
  readonly item: Extract<ListItem, { kind: 'group' }>;
  readonly first: boolean;
}): ReactNode {
  const { say } = useText();
  return (
    <div className={first ? 'queue-group first' : 'queue-group'} role="presentation">
      <span>{say(`queue.group.${item.name}`)}</span>
      <span className="tabular">{item.count}</span>
    </div>
  );
}

interface RowProps {
  readonly row: QueueRow;
  readonly current: boolean;
  readonly picked: boolean;
  readonly anyPicked: boolean;
  readonly open: (row: QueueRow) => void;
  readonly pick: (row: QueueRow, range: boolean) => void;
}

/** Drawn again only when something of it has changed: a moved cursor concerns two of them. */
const Row = memo(function Row({ row, current, picked, anyPicked, open, pick }: RowProps): ReactNode {
  const { say } = useText();
  const unread = row.status === 'new';
  return (
    <div
      id={`row-${row.id}`}
      role="option"
      aria-selected={picked || current}
      className={['queue-row', current && 'current', picked && 'picked', unread && 'unread'].filter(Boolean).join(' ')}
      onClick={(event) => (event.shiftKey || event.metaKey || event.ctrlKey ? pick(row, event.shiftKey) : open(row))}
      onPointerEnter={() => prefetchTimeline(row.number)}
    >
      {anyPicked ? (
        <span className={picked ? 'tick on' : 'tick'} aria-hidden="true" />
      ) : (
        unread && <span className="dot" aria-hidden="true" />
      )}
      <span className="queue-line">
        <span className="queue-name truncate">{row.customer?.name ?? say('words.someone')}</span>
        <RowClock row={row} />
      </span>
      <span className="queue-line">
        <span className="queue-subject truncate">{row.subject || say('words.noSubject')}</span>
        <span className="queue-end">
          <Bars priority={row.priority} />
          <span className="mono">{row.number.slice(-4)}</span>
        </span>
      </span>
    </div>
  );
});

/** What a row says of time: held back, the next due, or how long it waits. */
export function RowClock({ row }: { readonly row: QueueRow }): ReactNode {
  const { say } = useText();
  if (row.held !== null) return <span className="queue-held">{say('queue.held')}</span>;
  if (row.nextDue !== null)
    return <DueChip due={row.nextDue} waitsFor={lowerFirst(say(`words.status.${row.status}`))} />;
  return (
    <span className="queue-wait">
      {row.unansweredSince === null || isFinished(row) ? (
        <Since at={row.updatedAt} words="words.time.ago" />
      ) : (
        <Since at={row.unansweredSince} words="words.time.waits" />
      )}
    </span>
  );
}

const INK = { low: 1, normal: 2, high: 3, urgent: 4 } as const;

/** Priority as four bars of ink; only what is above normal is drawn in a list. */
export function Bars({
  priority,
  always = false,
}: {
  readonly priority: QueueRow['priority'];
  readonly always?: boolean;
}): ReactNode {
  const { say } = useText();
  const ink = INK[priority];
  if (!always && ink < 3) return null;
  return (
    <svg
      width="14"
      height="12"
      viewBox="0 0 14 12"
      className="bars"
      role="img"
      aria-label={say(`words.priority.${priority}`)}
    >
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 3.6}
          y={8 - bar * 2.4}
          width="2.4"
          height={4 + bar * 2.4}
          rx="0.6"
          fill="currentColor"
          opacity={bar < ink ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
