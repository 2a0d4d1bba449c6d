import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { IconButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';

export interface Moves {
  /** undefined at the top. */
  readonly up: (() => void) | undefined;
  /** undefined at the foot. */
  readonly down: (() => void) | undefined;
}

interface Ordering {
  /** Stores the whole new order. */
  readonly store: (ids: readonly string[]) => Promise<unknown>;
  readonly refresh: () => Promise<void>;
}

/** How each row of an ordered list moves by one place; the order is saved at once. */
export function useOrder(
  rows: readonly { readonly id: string }[],
  { store, refresh }: Ordering,
): (index: number) => Moves {
  const { say } = useText();
  const move = async (at: number, by: 1 | -1): Promise<void> => {
    const ids = rows.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved === undefined) return;
    ids.splice(at + by, 0, moved);
    try {
      await store(ids);
      toast({ text: say('admin.order.saved') });
    } catch (reason) {
      failed(reason);
    }
    await refresh();
  };
  return (index) => ({
    up: index > 0 ? () => void move(index, -1) : undefined,
    down: index < rows.length - 1 ? () => void move(index, 1) : undefined,
  });
}

interface CellProps {
  readonly position: number;
  readonly name: string;
  readonly moves: Moves;
}

export function OrderCell({ position, name, moves: { up, down } }: CellProps): ReactNode {
  const { say } = useText();
  return (
    <td>
      <span className="policy-order">
        <span className="tabular">{position}</span>
        <IconButton label={say('admin.order.up', { name })} disabled={up === undefined} onClick={up}>
          <IconChevronUp size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('admin.order.down', { name })} disabled={down === undefined} onClick={down}>
          <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </span>
    </td>
  );
}
