import type { BusinessCalendar } from '@redress/contract/sla-policy.js';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';

interface HeadProps {
  readonly seen: BusinessCalendar | null;
  readonly name: string;
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly rename: (name: string) => void;
  readonly discard: () => void;
  readonly leave: () => void;
}

/** The name is written where it stands; the version that is being made is named before it is saved. */
export function EditorHead({ seen, name, dirty, busy, error, rename, discard, leave }: HeadProps): ReactNode {
  const { say } = useText();
  const next = (seen?.version ?? 0) + 1;
  return (
    <header className="calendar-head">
      <nav className="crumbs" aria-label={say('admin.calendars.title')}>
        <button type="button" className="row-link" onClick={leave}>
          {say('admin.calendars.title')}
        </button>
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
        <span className="truncate">{seen?.name ?? say('admin.calendars.new')}</span>
      </nav>
      <div className="calendar-title">
        <h2 className="unseen">{seen?.name ?? say('admin.calendars.new')}</h2>
        <input
          id="name"
          className="title-field"
          aria-label={say('admin.calendars.name')}
          aria-invalid={error !== undefined}
          placeholder={say('admin.calendars.name')}
          size={Math.max(12, name.length)}
          value={name}
          onChange={(event) => rename(event.currentTarget.value)}
        />
        <span className="admin-tag">
          {dirty || seen === null
            ? say('admin.calendars.versionDraft', { n: next })
            : say('admin.calendars.versionOf', { n: seen.version })}
        </span>
        <span className="muted spread truncate">{seen !== null && <UsedBy of={seen} />}</span>
        <TextButton className="bare" onClick={discard}>
          {say('admin.calendars.discard')}
        </TextButton>
        <TextButton type="submit" look="filled" disabled={busy || (!dirty && seen !== null)}>
          {seen === null ? say('admin.calendars.create') : say('admin.calendars.save', { n: next })}
        </TextButton>
      </div>
      {error !== undefined && <p className="field-error">{error}</p>}
    </header>
  );
}

function UsedBy({ of }: { readonly of: BusinessCalendar }): ReactNode {
  const { say } = useText();
  const users = [...of.usedBy.policies, ...of.usedBy.teams];
  const count = of.usedBy.policies.length;
  const words = users.length === 0 ? say('admin.calendars.unused') : say('admin.calendars.usedBy', { count });
  return (
    <span title={users.map(({ name }) => name).join(', ')}>
      {of.timezone}, {words}
    </span>
  );
}
