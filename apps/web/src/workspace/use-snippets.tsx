import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import { insertSlash, insertSnippet, slashAt } from './slash.js';
import { type TextMenu, useMark } from './use-mark.js';

const SnippetMenu = lazy(async () => ({ default: (await import('./snippet-menu.js')).SnippetMenu }));
const STROKE = { find: slashAt, put: insertSlash };

interface Wish {
  readonly ticketId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly change: (text: string) => void;
}

export function useSnippets({ ticketId, field, change }: Wish): TextMenu & { readonly menu: ReactNode } {
  const { mark, leave, take, ...asked } = useMark(field, change, STROKE);
  const menu = mark !== null && (
    <Suspense fallback={null}>
      <SnippetMenu
        ticketId={ticketId}
        field={field}
        slash={mark}
        close={leave}
        insert={(snippet) => {
          const end = mark.from + 1 + mark.words.length;
          const made = insertSnippet(field.current?.value ?? '', mark.from, end, snippet);
          take(made.text, made.select);
        }}
      />
    </Suspense>
  );
  return { ...asked, menu };
}
