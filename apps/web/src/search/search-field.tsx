import { IconSearch, IconX } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useText } from '../i18n/text.js';
import { KeyCaps } from '../ui/parts.js';
import { faultWords } from './fault-words.js';
import type { Asking } from './use-asking.js';
import type { Found } from './use-found.js';

/** As many characters as the server reads of a query. */
const LONGEST = 500;

interface SearchFieldProps {
  readonly asking: Asking;
  readonly found: Found;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Asks at once and leaves the field. */
  readonly finish: (q: string) => void;
  /** Into what was found. */
  readonly down: () => void;
}

export function SearchField({ asking, found, field, finish, down }: SearchFieldProps): ReactNode {
  const { say } = useText();
  const { text, type, ask } = asking;
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish(text);
    else if (event.key === 'Escape') event.currentTarget.blur();
    else if (event.key === 'ArrowDown') {
      event.preventDefault();
      down();
    }
  };
  return (
    <div className="search-head">
      <div className="filter page-filter search-field" role="search">
        <IconSearch size={18} stroke={1.5} aria-hidden="true" />
        <input
          ref={field}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          aria-label={say('search.label')}
          aria-describedby="search-line"
          aria-invalid={found.fault !== null}
          placeholder={say('search.placeholder')}
          spellCheck={false}
          autoComplete="off"
          maxLength={LONGEST}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
        {text === '' ? (
          <KeyCaps of="filter" />
        ) : (
          <button
            type="button"
            className="filter-clear"
            aria-label={say('search.clear')}
            onClick={() => {
              ask('');
              field.current?.focus();
            }}
          >
            <IconX size={16} stroke={1.5} aria-hidden="true" />
          </button>
        )}
      </div>
      <SearchLine q={asking.q} found={found} />
      {found.reading && !found.waiting && <div className="thin-bar" aria-hidden="true" />}
    </div>
  );
}

/** The line below the field is always there: a fault or a number in it moves nothing. */
function SearchLine({ q, found }: { readonly q: string; readonly found: Found }): ReactNode {
  const { say } = useText();
  if (found.fault !== null)
    return (
      <p id="search-line" className="search-line fault" role="alert">
        {faultWords(say, q, found.fault)}
      </p>
    );
  const counted = q !== '' && !found.waiting && !found.earlier && found.error === null && found.hits.length > 0;
  const count = found.hits.length;
  return (
    <p id="search-line" className="search-line">
      {counted ? say(found.more ? 'search.foundMore' : 'search.found', { count }) : say('search.hint')}
    </p>
  );
}
