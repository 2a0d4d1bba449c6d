import type { BusinessCalendarWithVersions } from '@redress/contract/sla-policy.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { When } from '../../ui/parts.js';

/** What a new version does not touch, and where that can be changed. */
export function VersionNotes({ of }: { readonly of: BusinessCalendarWithVersions }): ReactNode {
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
    </section>
  );
}
