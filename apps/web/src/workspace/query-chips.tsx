import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { parseQuery, withoutPart } from './query-text.js';

interface QueryChipsProps {
  readonly q: string;
  /** With fewer parts the field itself says it all. */
  readonly fewest: number;
  readonly change: (wish: { readonly q: string }) => void;
}

/** The parts of a query, each with the cross that takes it out. */
export function QueryChips({ q, fewest, change }: QueryChipsProps): ReactNode {
  const { say } = useText();
  const parts = parseQuery(q);
  if (parts.length < fewest) return null;
  return (
    <ul className="chips" aria-label={say('queue.filter.chips')}>
      {parts.map((part, index) => (
        <li key={`${part.text}${index}`} className="chip">
          {part.negated && <span className="strong">–</span>}
          {part.name !== null && <span className="muted">{part.name}</span>}
          <span className="truncate">{part.value}</span>
          <button
            type="button"
            aria-label={say('queue.filter.remove', { part: part.text })}
            onClick={() => change({ q: withoutPart(q, part.text) })}
          >
            <IconX size={12} stroke={1.5} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
