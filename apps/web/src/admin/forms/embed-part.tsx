import { Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { copyText } from '../../ui/copy.js';
import { TextButton } from '../../ui/parts.js';
import { frameTag, scriptTag } from './draft.js';

interface EmbedProps {
  /** Null before it is made. */
  readonly url: string | null;
  readonly title: string;
  readonly origins: string;
  readonly change: (origins: string) => void;
  readonly error: string | undefined;
}

/** How the form gets into a page of one's own, and which pages may show it. */
export function EmbedPart({ url, title, origins, change, error }: EmbedProps): ReactNode {
  const { say } = useText();
  return (
    <section className="calendar-part form-words">
      <header className="calendar-part-head">
        <h3>{say('admin.forms.embed')}</h3>
      </header>
      <Textarea
        id="origins"
        label={say('admin.forms.origins')}
        description={say('admin.forms.originsHint')}
        placeholder="https://shop.example"
        autosize
        minRows={2}
        spellCheck={false}
        value={origins}
        error={error}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {url === null ? (
        <p className="muted">{say('admin.forms.embedLater')}</p>
      ) : (
        <>
          <Snippet label={say('admin.forms.link')} text={url} />
          <Snippet label={say('admin.forms.script')} text={scriptTag(url)} />
          <Snippet label={say('admin.forms.frame')} text={frameTag(url, title)} />
        </>
      )}
    </section>
  );
}

function Snippet({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const { say } = useText();
  return (
    <div className="form-snippet">
      <label className="spread">
        <span>{label}</span>
        <input className="mono" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <TextButton aria-label={say('admin.forms.copyOf', { what: label })} onClick={() => copyText(text, label)}>
        <IconCopy size={16} stroke={1.5} aria-hidden="true" /> {say('admin.forms.copy')}
      </TextButton>
    </div>
  );
}
