import type { NotificationPreferences, SaveNotificationPreferences } from '@redress/contract/notifications.js';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError, put } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { Failure, failed } from '../ui/failure.js';
import { Skeleton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { preferencesQuery } from './queries.js';
import './notifications.css';

await loadTexts('notices');

export function NotificationSettings(): ReactNode {
  const { data, error, refetch } = useQuery(preferencesQuery);
  const { say } = useText();
  return (
    <div className="page settings-page">
      <div className="page-head">
        <h1 className="page-title">{say('inbox.settings')}</h1>
      </div>
      {data === undefined && (error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && <Form key={data.version} known={data} />}
    </div>
  );
}

const NIGHT = { from: '20:00', to: '07:00' };
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = (): readonly string[] => [...new Set(['UTC', ownZone(), ...Intl.supportedValuesOf('timeZone')])];

type Wishes = SaveNotificationPreferences;

function Form({ known }: { readonly known: NotificationPreferences }): ReactNode {
  const { say } = useText();
  const { version, ...stored } = known;
  const [wishes, setWishes] = useState<Wishes>(version === 0 ? { ...stored, timezone: ownZone() } : stored);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const saved = await put<NotificationPreferences>('/session/notification-preferences', {
        body: wishes,
        ifMatch: version === 0 ? undefined : version,
      });
      queryClient.setQueryData(preferencesQuery.queryKey, saved);
      toast({ text: say('inbox.saved') });
    } catch (reason) {
      if (reason instanceof ApiError && reason.code === 'moved-on')
        await queryClient.invalidateQueries(preferencesQuery);
      failed(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="form settings-form" onSubmit={(event) => void save(event)}>
      <Kinds wishes={wishes} change={setWishes} />
      <Digest wishes={wishes} change={setWishes} />
      <Quiet wishes={wishes} change={setWishes} />
      <div className="form-foot">
        <TextButton type="submit" look="filled" disabled={busy}>
          {say('shell.save')}
        </TextButton>
      </div>
    </form>
  );
}

interface PartProps {
  readonly wishes: Wishes;
  readonly change: (wishes: Wishes) => void;
}

function Kinds({ wishes, change }: PartProps): ReactNode {
  const { say } = useText();
  const set = (kind: string, wish: { bell?: boolean; mail?: boolean }): void =>
    change({ ...wishes, kinds: wishes.kinds.map((one) => (one.kind === kind ? { ...one, ...wish } : one)) });
  return (
    <div className="table-wrap">
      <table className="table settings-table">
        <thead>
          <tr>
            <th>{say('inbox.what')}</th>
            <th className="center">{say('inbox.bell')}</th>
            <th className="center">{say('inbox.mail')}</th>
          </tr>
        </thead>
        <tbody>
          {wishes.kinds.map(({ kind, bell, mail }) => (
            <tr key={kind}>
              <td>{say(`inbox.kind.${kind}`)}</td>
              {[['bell', bell] as const, ['mail', mail] as const].map(([way, on]) => (
                <td key={way} className="center">
                  <input
                    type="checkbox"
                    aria-label={`${say(`inbox.kind.${kind}`)}: ${say(`inbox.${way}`)}`}
                    checked={on}
                    onChange={(event) => set(kind, { [way]: event.currentTarget.checked })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Digest({ wishes, change }: PartProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset className="settings-part">
      <legend className="form-legend">{say('inbox.digest.title')}</legend>
      {(['off', 'hourly', 'daily'] as const).map((digest) => (
        <label key={digest} className="check">
          <input
            type="radio"
            name="digest"
            checked={wishes.digest === digest}
            onChange={() => change({ ...wishes, digest })}
          />
          <span>{say(`inbox.digest.${digest}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Quiet({ wishes, change }: PartProps): ReactNode {
  const { say } = useText();
  const { quiet } = wishes;
  return (
    <fieldset className="settings-part">
      <legend className="form-legend">{say('inbox.quiet.title')}</legend>
      <label className="check">
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => change({ ...wishes, quiet: event.currentTarget.checked ? NIGHT : null })}
        />
        <span>{say('inbox.quiet.on')}</span>
      </label>
      {quiet !== null && (
        <div className="settings-times">
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className="field">
              <span>{say(`inbox.quiet.${end}`)}</span>
              <input
                type="time"
                required
                className="text-field"
                value={quiet[end]}
                onChange={(event) => change({ ...wishes, quiet: { ...quiet, [end]: event.currentTarget.value } })}
              />
            </label>
          ))}
        </div>
      )}
      <label className="field">
        <span>{say('inbox.quiet.zone')}</span>
        <select
          className="text-field"
          value={wishes.timezone}
          onChange={(event) => change({ ...wishes, timezone: event.currentTarget.value })}
        >
          {zones().map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </label>
      <p className="muted hint">{say('inbox.quiet.explain')}</p>
    </fieldset>
  );
}
