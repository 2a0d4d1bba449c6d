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

/** The sentence of the acknowledgement that makes a promise, for a mail that comes in now. */
export function SettingsPreview({ acknowledge, days, name, address }: PreviewProps): ReactNode {
  const { say, language } = useText();
  const { installation } = useSession();
  const now = useNow();
  const lasts = Number.isInteger(days) && days >= 1 && days <= 365 ? days : 1;
  const number = `T-${new Date(now).getFullYear()}-004217`;
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
            <dt>{say('admin.settings.previewSubject')}</dt>
            <dd>{say('admin.settings.previewSubjectText', { number })}</dd>
          </dl>
          <p className="muted hint">{say('admin.settings.previewNote')}</p>
        </>
      )}
    </section>
  );
}
