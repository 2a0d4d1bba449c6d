import type { MailSettings } from '@redress/contract/mail.js';
import { type ReactNode, useState } from 'react';
import { put } from '../api/client.js';
import { type TextKey, useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { FormSummary, useSave } from './form.js';
import { ScreenHead } from './parts.js';
import { ADMIN } from './rows.js';

type Field = Exclude<keyof MailSettings, 'version'>;

const FIELDS: readonly (readonly [Field, TextKey])[] = [
  ['senderName', 'admin.settings.senderName'],
  ['senderAddress', 'admin.settings.senderAddress'],
  ['acknowledge', 'admin.settings.acknowledge'],
  ['answerWithinDays', 'admin.settings.answerWithin'],
  ['reopenWindowDays', 'admin.settings.reopenWindow'],
  ['trustedAuthservIds', 'admin.settings.trusted'],
];

interface ConflictProps {
  readonly mine: MailSettings;
  readonly theirs: MailSettings;
  readonly done: (saved: MailSettings) => void;
  readonly close: () => void;
}

/** Both versions line by line; where they agree there is nothing to choose. */
export function SettingsConflict({ mine, theirs, done, close }: ConflictProps): ReactNode {
  const { say } = useText();
  const [kept, setKept] = useState<ReadonlySet<Field>>(new Set());
  const differing = FIELDS.filter(([field]) => String(mine[field]) !== String(theirs[field]));
  const chosen = <Name extends Field>(field: Name): MailSettings[Name] => (kept.has(field) ? mine : theirs)[field];
  const save = useSave({
    work: () =>
      put<MailSettings>(ADMIN.settings, {
        ifMatch: theirs.version,
        body: {
          senderName: chosen('senderName'),
          senderAddress: chosen('senderAddress'),
          acknowledge: chosen('acknowledge'),
          answerWithinDays: chosen('answerWithinDays'),
          reopenWindowDays: chosen('reopenWindowDays'),
          trustedAuthservIds: chosen('trustedAuthservIds'),
        },
      }),
    done: (saved) => {
      done(saved);
      toast({ text: say('admin.settings.saved') });
    },
    moved: close,
  });
  const keep = (field: Field, own: boolean): void => {
    const next = new Set(kept);
    if (own) next.add(field);
    else next.delete(field);
    setKept(next);
  };
  return (
    <form className="admin-page" onSubmit={save.submit}>
      <ScreenHead title={say('admin.settings.conflict.title')} explain={say('admin.settings.conflict.explain')}>
        <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        <TextButton type="submit" look="filled" disabled={save.busy}>
          {say('admin.settings.conflict.save')}
        </TextButton>
      </ScreenHead>
      <FormSummary faults={save.faults} />
      {differing.map(([field, label]) => (
        <fieldset key={field} className="settings-conflict">
          <legend className="form-legend">{say(label)}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <label key={side} className={kept.has(field) === (side === 'mine') ? 'settings-side on' : 'settings-side'}>
              <input
                type="radio"
                name={field}
                checked={kept.has(field) === (side === 'mine')}
                onChange={() => keep(field, side === 'mine')}
              />
              <span className="muted">{say(`admin.settings.conflict.${side}`)}</span>
              <span className="settings-value">
                <Value of={(side === 'mine' ? mine : theirs)[field]} />
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </form>
  );
}

function Value({ of: value }: { readonly of: MailSettings[Field] }): ReactNode {
  const { say } = useText();
  if (typeof value === 'boolean') return say(value ? 'admin.settings.conflict.on' : 'admin.settings.conflict.off');
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return text === '' ? say('admin.settings.conflict.empty') : text;
}
