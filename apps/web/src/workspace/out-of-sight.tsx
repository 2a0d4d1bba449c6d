import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import type { ListItem } from './queue-order.js';
import type { Arrivals } from './use-arrivals.js';

interface OutOfSight {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Where the new rows are that nobody has seen yet; those in sight are seen. */
export function useOutOfSight(
  items: readonly ListItem[],
  { unseen, see }: Arrivals,
  virtual: Virtualizer<HTMLDivElement, Element>,
): OutOfSight {
  const drawn = virtual.getVirtualItems();
  const top = virtual.scrollOffset ?? 0;
  const bottom = top + (virtual.scrollRect?.height ?? 0);
  const middle = ({ start, size }: VirtualItem): number => start + size / 2;
  const above: string[] = [];
  const below: string[] = [];
  const inSight: string[] = [];
  if (unseen.size > 0) {
    const first = drawn[0]?.index ?? 0;
    const places = new Map(drawn.map((one) => [one.index, middle(one)]));
    const away = new Set(unseen);
    items.forEach(({ key }, index) => {
      if (!unseen.has(key)) return;
      const at = places.get(index) ?? (index < first ? -1 : Infinity);
      away.delete(key);
      (at < top ? above : at > bottom ? below : inSight).push(key);
    });
    below.push(...away);
  }
  const now = inSight.join(' ');
  useEffect(() => {
    if (now !== '' && document.visibilityState === 'visible') see(now.split(' '));
  }, [now, see]);
  return { above, below };
}

interface NewRowsProps {
  readonly ids: readonly string[];
  readonly side: 'above' | 'below';
  readonly turnTo: (id: string) => void;
}

/** Says at the edge of the list that something new stands beyond it, and leads there. */
export function NewRows({ ids, side, turnTo }: NewRowsProps): ReactNode {
  const { say } = useText();
  const nearest = side === 'above' ? ids.at(-1) : ids[0];
  if (nearest === undefined) return null;
  const Arrow = side === 'above' ? IconArrowUp : IconArrowDown;
  return (
    <div className={`queue-new ${side}`}>
      <button type="button" onClick={() => turnTo(nearest)}>
        <Arrow size={14} stroke={2} aria-hidden="true" />
        {say(`queue.new.${side}`, { count: ids.length })}
      </button>
    </div>
  );
}

/** The key for both: what stands below first, as one reads on. */
export function useNewRows({ above, below }: OutOfSight, turnTo: (id: string) => void): void {
  const next = below[0] ?? above.at(-1);
  useCommands(next === undefined ? [] : [{ id: 'show-new', run: () => turnTo(next) }]);
}
