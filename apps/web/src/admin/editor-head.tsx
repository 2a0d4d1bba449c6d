import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import './editor.css';

interface HeadProps {
  /** The list that it belongs to. */
  readonly list: string;
  /** As it is stored; of a new one what it is. */
  readonly title: string;
  readonly nameLabel: string;
  readonly name: string;
  readonly rename: (name: string) => void;
  readonly error: string | undefined;
  readonly chip: string;
  readonly note: ReactNode;
  readonly save: string;
  readonly mayDiscard: boolean;
  readonly maySave: boolean;
  readonly discard: () => void;
  readonly leave: () => void;
}

/** The name is written where it stands; the version that is being made is named before it is saved. */
export function EditorHead(props: HeadProps): ReactNode {
  const { say } = useText();
  return (
    <header className="editor-head">
      <nav className="crumbs" aria-label={props.list}>
        <button type="button" className="row-link" onClick={props.leave}>
          {props.list}
        </button>
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
        <span className="truncate">{props.title}</span>
      </nav>
      <div className="editor-title">
        <h2 className="unseen">{props.title}</h2>
        <input
          id="name"
          className="title-field"
          aria-label={props.nameLabel}
          aria-invalid={props.error !== undefined}
          placeholder={props.nameLabel}
          size={Math.max(12, props.name.length)}
          value={props.name}
          onChange={(event) => props.rename(event.currentTarget.value)}
        />
        <span className="admin-tag">{props.chip}</span>
        <span className="muted spread truncate">{props.note}</span>
        {props.mayDiscard && (
          <TextButton className="bare" onClick={props.discard}>
            {say('admin.calendars.discard')}
          </TextButton>
        )}
        <TextButton type="submit" look="filled" disabled={!props.maySave}>
          {props.save}
        </TextButton>
      </div>
      {props.error !== undefined && <p className="field-error">{props.error}</p>}
    </header>
  );
}
