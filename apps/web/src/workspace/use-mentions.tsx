import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import { insertMark, insertName, mentionAt } from './mention.js';
import { type TextMenu, useMark } from './use-mark.js';

const MentionMenu = lazy(async () => ({ default: (await import('./mention-menu.js')).MentionMenu }));
const AT = { find: mentionAt, put: insertMark };

interface Wish {
  readonly ticketId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Only a note names colleagues: a customer must not be shown who they are. */
  readonly isNote: boolean;
  readonly change: (text: string) => void;
}

export function useMentions({ ticketId, field, isNote, change }: Wish): TextMenu & { readonly menu: ReactNode } {
  const { mark, leave, take, ...asked } = useMark(field, change, AT);
  const menu = isNote && mark !== null && (
    <Suspense fallback={null}>
      <MentionMenu
        ticketId={ticketId}
        field={field}
        mark={mark}
        close={leave}
        insert={(name) => {
          const { text, caret } = insertName(field.current?.value ?? '', mark, name);
          take(text, [caret, caret]);
        }}
      />
    </Suspense>
  );
  return { ...asked, menu };
}
