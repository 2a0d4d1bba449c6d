import type { BusinessCalendarWithVersions } from '@redress/contract/sla-policy.js';
import { TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { Dialog } from '../../ui/dialog.js';
import { failed } from '../../ui/failure.js';
import { Since, TextButton } from '../../ui/parts.js';
import { readFeed } from './calls.js';

interface FeedProps {
  readonly of: BusinessCalendarWithVersions | null;
  readonly url: string | null;
  readonly choose: (url: string | null) => void;
  readonly read: (calendar: BusinessCalendarWithVersions) => void;
  readonly close: () => void;
}

/** Holidays from an address that is read every day; the state of the last reading stands beside it. */
export function FeedDialog({ of, url, choose, read, close }: FeedProps): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(url ?? '');
  const [busy, setBusy] = useState(false);
  const wrong = text.trim() !== '' && !/^https:\/\/\S+$/.test(text.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wrong) return;
    choose(text.trim() === '' ? null : text.trim());
    close();
  };
  const readNow = async (): Promise<void> => {
    if (of === null) return;
    setBusy(true);
    try {
      read(await readFeed(of.id));
    } catch (reason) {
      failed(reason);
    }
    setBusy(false);
  };
  const feed = of?.feed ?? null;
  return (
    <Dialog title={say('admin.calendars.feedTitle')} close={close} width={560}>
      <form className="form" onSubmit={submit} noValidate>
        <p className="muted">{say('admin.calendars.feedExplain')}</p>
        <TextInput
          type="url"
          label={say('admin.calendars.feedUrl')}
          placeholder="https://…/holidays.ics"
          data-autofocus
          value={text}
          error={wrong ? say('admin.calendars.feedWrong') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {feed !== null && of !== null && feed.url === text.trim() && (
          <p className={feed.fault === null ? 'muted hint' : 'field-error'}>
            {feed.fault !== null && `${say(`admin.calendars.feedFault.${feed.fault}`)} `}
            {feed.succeededAt === null ? (
              say('admin.calendars.feedNever')
            ) : (
              <>
                {say('admin.calendars.feedState', { count: of.feedHolidays.length })}{' '}
                <Since at={feed.succeededAt} words="words.time.ago" />
              </>
            )}
          </p>
        )}
        <div className="form-foot">
          {feed !== null && feed.url === text.trim() && (
            <TextButton disabled={busy} onClick={() => void readNow()}>
              {say('admin.calendars.feedReadNow')}
            </TextButton>
          )}
          <span className="spread" />
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled">
            {say('admin.calendars.feedTake')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}
