import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { languageWords } from '../ui/language-words.js';
import { WRITTEN } from './snippets/snippet-draft.js';

interface Props {
  readonly label: string;
  /** Languages that there are already. */
  readonly there: readonly string[];
  readonly add: (language: string) => void;
}

/** Another language to write in; nothing where all are there. */
export function AddLanguage({ label, there, add }: Props): ReactNode {
  const { say } = useText();
  const left = WRITTEN.filter((code) => !there.includes(code));
  if (left.length === 0) return null;
  return (
    <select className="text-field" aria-label={label} value="" onChange={(event) => add(event.currentTarget.value)}>
      <option value="" disabled>
        {label}
      </option>
      {left.map((code) => (
        <option key={code} value={code}>
          {languageWords(say, code)}
        </option>
      ))}
    </select>
  );
}
