import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { useNow } from '../ui/clock.js';

const DAY_MS = 86_400_000;

interface PreviewProps {
  readonly acknowledge: boolean;
  readonly days: number;
  readonly name: string;
  readonly address: string;
}

/** What the acknowledgement promises, for a mail that comes in now. Its words have a screen of their own. */
export function SettingsPreview({ acknowledge, days, name, address }: PreviewProps): ReactNode {
  const { say, language } = useText();
  const { installation } = useSession();
  const now = useNow();
  const lasts = Number.isInteger(days) && days >= 1 && days <= 365 ? days : 1;
  const date = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(now + lasts * DAY_MS);
  const from = `${name === '' ? installation.name : name}${address === '' ? '' : ` <${address}>`}`;
  return (
    <section className="admin-probe" aria-label={say('admin.settings.preview')}>
      <h3 className="strong">{say('admin.settings.preview')}</h3>
      <p className="probe-sentence">
        {acknowledge ? say('admin.settings.previewOn', { date }) : say('admin.settings.previewOff')}
      </p>
      {acknowledge && (
        <>
          <dl className="probe-lines">
            <dt>{say('admin.settings.previewFrom')}</dt>
            <dd>{from}</dd>
          </dl>
          <p className="muted hint">{say('admin.settings.previewNote')}</p>
          <p>
            <Link
              to="/admin/$screen"
              params={{ screen: 'templates' }}
              search={{ open: `acknowledgement.${language}` }}
              className="button link"
            >
              {say('admin.settings.previewText')}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
