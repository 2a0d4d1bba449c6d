import type { BusinessCalendarWithVersions } from '@redress/contract/sla-policy.js';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton, When } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { Confirm } from '../parts.js';
import { dropCalendar } from './calls.js';

/** What a new version does not touch, and where that can be changed. */
interface NotesProps {
  readonly of: BusinessCalendarWithVersions;
  readonly gone: () => void;
}

export function VersionNotes({ of, gone }: NotesProps): ReactNode {
  const { say } = useText();
  const { policies } = of.usedBy;
  return (
    <section className="calendar-side-part calendar-versions">
      <p className="muted">
        {say('admin.calendars.keep', { n: of.version })}{' '}
        {policies.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <Link to="/admin/$screen" params={{ screen: 'sla-policies' }} search={{ open: id }}>
              {say('admin.calendars.moveAt', { name })}
            </Link>
          </span>
        ))}
      </p>
      <details>
        <summary>{say('admin.calendars.versions')}</summary>
        <ol className="version-list">
          {of.versions.map(({ version, validFrom, madeBy, because }) => (
            <li key={version}>
              <span className="tabular strong">{version}</span>
              <span className="spread">
                {say(`admin.calendars.because.${because}`)}
                {madeBy !== null && <span className="muted">, {madeBy.name}</span>}
              </span>
              <span className="muted">
                <When at={validFrom} />
              </span>
            </li>
          ))}
        </ol>
      </details>
      <RemovePart of={of} gone={gone} />
    </section>
  );
}

/** The one that counts where no other does stays, and so does one that somebody works by. */
function RemovePart({ of, gone }: NotesProps): ReactNode {
  const { say } = useText();
  const [asked, setAsked] = useState(false);
  if (of.isInstallation) return <p className="muted">{say('admin.calendars.removeStandard')}</p>;
  const users = [...of.usedBy.teams, ...of.usedBy.policies].map(({ name }) => name);
  if (users.length > 0)
    return <p className="muted">{say('admin.calendars.removeUsed', { names: users.join(', ') })}</p>;
  const drop = async (): Promise<void> => {
    await dropCalendar(of);
    toast({ text: say('admin.calendars.removed', { name: of.name }) });
    gone();
  };
  return (
    <div className="side-actions">
      <TextButton look="danger" onClick={() => setAsked(true)}>
        {say('admin.policies.remove')}
      </TextButton>
      {asked && (
        <Confirm
          title={say('admin.policies.removeTitle', { name: of.name })}
          explain={say('admin.calendars.removeExplain')}
          action={say('admin.policies.removeDo')}
          run={drop}
          close={() => setAsked(false)}
        />
      )}
    </div>
  );
}
