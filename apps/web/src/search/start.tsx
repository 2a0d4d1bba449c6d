import { IconHistory, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import type { Recent } from './recent.js';

const EXAMPLES = ['phrase', 'open', 'mine', 'since'] as const;
const MONTH = 30 * 24 * 3_600_000;

interface StartProps {
  readonly recent: Recent;
  readonly choose: (q: string) => void;
}

/** Before anything is asked: what was asked lately, and what can be. */
export function Start({ recent, choose }: StartProps): ReactNode {
  const { say } = useText();
  const [date] = useState(() => new Date(Date.now() - MONTH).toISOString().slice(0, 10));
  return (
    <div className="search-start">
      {recent.searches.length > 0 && (
        <section aria-labelledby="search-recent">
          <header className="search-part">
            <h2 id="search-recent" className="strong">
              {say('search.recent.title')}
            </h2>
            <TextButton look="link" onClick={recent.clear}>
              {say('search.recent.clear')}
            </TextButton>
          </header>
          <ul>
            {recent.searches.map((q) => (
              <li key={q}>
                <button type="button" className="search-choice" onClick={() => choose(q)}>
                  <IconHistory size={16} stroke={1.5} aria-hidden="true" />
                  <span className="truncate">{q}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="search-examples">
        <header className="search-part">
          <h2 id="search-examples" className="strong">
            {say('search.examples.title')}
          </h2>
        </header>
        <ul>
          {EXAMPLES.map((name) => {
            const q = say(`search.examples.${name}.q`, { date });
            return (
              <li key={name}>
                <button type="button" className="search-choice" onClick={() => choose(q)}>
                  <IconSearch size={16} stroke={1.5} aria-hidden="true" />
                  <span className="search-example">
                    <code>{q}</code> <span className="muted">{say(`search.examples.${name}.means`)}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
