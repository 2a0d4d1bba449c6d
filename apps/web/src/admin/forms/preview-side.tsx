import type { FormLanguageName } from '@redress/contract/forms.js';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { previewOf } from './calls.js';
import type { FormDraft } from './draft.js';

interface PreviewProps {
  readonly draft: FormDraft;
  readonly language: FormLanguageName;
}

const SCHEMES = ['light', 'dark'] as const;
/** Nobody reads along while he types. */
const PAUSE_MS = 300;

/** The page as a telephone shows it, drawn by the server that serves it. Nothing in it can be sent. */
export function PreviewSide({ draft, language }: PreviewProps): ReactNode {
  const { say } = useText();
  const [scheme, setScheme] = useState<(typeof SCHEMES)[number]>('light');
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    const given = new AbortController();
    const timer = setTimeout(() => {
      // A draft that the server cannot draw leaves the last one standing.
      previewOf({ draft, language, scheme }, given.signal).then(setHtml, () => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [draft, language, scheme]);
  return (
    <aside className="admin-probe form-preview" aria-label={say('admin.forms.preview')}>
      <div className="form-preview-paper">
        <header className="calendar-part-head">
          <h3 className="spread">{say('admin.forms.preview')}</h3>
          <div className="choice-row" role="group" aria-label={say('admin.forms.scheme')}>
            {SCHEMES.map((one) => (
              <label key={one} className={one === scheme ? 'choice small on' : 'choice small'}>
                <input
                  type="radio"
                  name="scheme"
                  className="unseen"
                  checked={one === scheme}
                  onChange={() => setScheme(one)}
                />
                {say(`admin.forms.schemes.${one}`)}
              </label>
            ))}
          </div>
        </header>
        {html !== null && <iframe title={say('admin.forms.preview')} sandbox="" srcDoc={html} />}
      </div>
    </aside>
  );
}
