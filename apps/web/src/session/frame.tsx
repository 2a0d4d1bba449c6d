import { LANGUAGES, loadTexts, speak, useText } from '../i18n/text.js';
import type { ReactNode } from 'react';
import { Logo } from '../ui/shell.js';

await loadTexts('session');

/** The quiet page for everyone who is not signed in. The language can be chosen before anything else. */
export function SessionFrame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const { say, language } = useText();
  return (
    <div className="session">
      <main className="session-box">
        <p className="session-brand">
          <Logo /> <span className="strong">{say('shell.name')}</span>
          <span className="muted">{say('session.tagline')}</span>
        </p>
        <h1 className="session-title">{title}</h1>
        {children}
      </main>
      <footer className="session-languages" aria-label={say('shell.language.title')}>
        {LANGUAGES.map((name) => (
          <button
            key={name}
            type="button"
            lang={name}
            aria-pressed={name === language}
            onClick={() => void speak(name)}
          >
            {say(`shell.language.${name}`)}
          </button>
        ))}
      </footer>
    </div>
  );
}
