import type { TicketRouting } from '@redress/contract/routing.js';
import type { ReactNode } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { nameIn } from './action-words.js';
import { TraceLines } from './trace.js';

// the words of conditions and actions are those of the editor
await loadTexts('admin', 'clocks');

/** Every rule that was asked when this ticket was placed. */
export function TicketTrace({ of }: { readonly of: TicketRouting }): ReactNode {
  const { say } = useText();
  if (of.routed === null) return null;
  const nameOf = nameIn(of.names);
  const { result, trace } = of.routed;
  return (
    <>
      <TraceLines trace={trace} nameOf={nameOf} />
      <p className="panel-why muted">
        {say(`words.priority.${result.priority}`)}, {say(`admin.routing.priorityFrom.${trace.priority}`)}
      </p>
    </>
  );
}
