import type { BusinessCalendar, BusinessCalendarWithVersions } from '@redress/contract/sla-policy.js';
import { Select } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { EditorHead } from '../editor-head.js';
import { Check, type Fault, FormSummary, useSave } from '../form.js';
import { type CalendarWish, givenOf, newest, saveCalendar, wishOf } from './calls.js';
import { ExceptionDialog, HolidayDialog } from './date-dialogs.js';
import { ExceptionList, HolidayList } from './date-lists.js';
import { wallTime } from './days.js';
import { draftFaults, type Holiday, readExceptions, type Rules, writeException } from './draft.js';

import { FeedDialog } from './feed-dialog.js';
import { PlaceDialog } from './place-dialog.js';
import { Probe } from './probe.js';
import { useSource } from './source-words.js';
import { VersionNotes } from './versions.js';
import { WeekEditor } from './week-editor.js';

interface EditorProps {
  /** null: a new one. */
  readonly first: BusinessCalendarWithVersions | null;
  readonly leave: () => void;
  /** After the first save of a new one. */
  readonly made: (id: string) => void;
}

type DialogName = 'holiday' | 'exception' | 'place' | 'feed';

/** One calendar as a draft of its next version: on the left what is written, on the right what it means. */
export function CalendarEditor({ first, leave, made }: EditorProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(first);
  const [wish, setWish] = useState<CalendarWish>(() => wishOf(first));
  const [given, setGiven] = useState(() => givenOf(first));
  const [theirs, setTheirs] = useState<BusinessCalendarWithVersions | null>(null);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const change = (part: Partial<CalendarWish>): void => setWish({ ...wish, ...part });
  const rules = useMemo<Rules>(
    () => ({
      timezone: wish.timezone,
      weekly: wish.weekly,
      holidays: [...wish.holidays, ...given],
      exceptions: wish.exceptions,
    }),
    [wish.timezone, wish.weekly, wish.holidays, wish.exceptions, given],
  );
  const wrong = draftFaults(wish.name, rules);
  const keep = (saved: BusinessCalendarWithVersions): void => {
    setSeen(saved);
    setWish(wishOf(saved));
    setGiven(givenOf(saved));
    setTheirs(null);
  };
  const save = useSave({
    check: () => wrong.map(({ field, code }): Fault => ({ field, words: say(`admin.calendars.fault.${code}`) })),
    work: () => saveCalendar(seen, { ...wish, name: wish.name.trim() }),
    done: (saved) => {
      toast({ text: say('admin.calendars.saved', { name: saved.name, n: saved.version }) });
      if (seen === null) made(saved.id);
      else keep(saved);
    },
    moved: async () => {
      if (seen !== null) setTheirs(await newest(seen.id));
    },
  });
  const dirty = JSON.stringify(wish) !== JSON.stringify(wishOf(seen));
  const next = (seen?.version ?? 0) + 1;
  const discard = (): void => {
    if (seen === null || !dirty) leave();
    else keep(seen);
  };
  const today = wallTime(Date.now(), 'UTC').slice(0, 10);
  const close = (): void => setDialog(null);
  const source = useSource(seen, wish);
  return (
    <form className="editor" onSubmit={save.submit} noValidate>
      <EditorHead
        list={say('admin.calendars.title')}
        title={seen?.name ?? say('admin.calendars.new')}
        nameLabel={say('admin.calendars.name')}
        name={wish.name}
        rename={(name) => change({ name })}
        error={save.fault('name')}
        chip={
          dirty || seen === null
            ? say('admin.calendars.versionDraft', { n: next })
            : say('admin.calendars.versionOf', { n: seen.version })
        }
        note={seen !== null && <UsedBy of={seen} />}
        save={seen === null ? say('admin.calendars.create') : say('admin.calendars.save', { n: next })}
        mayDiscard={dirty}
        maySave={!save.busy && (dirty || seen === null)}
        discard={discard}
        leave={leave}
      />
      <div className="admin-with-probe calendar-body">
        <div className="admin-page calendar-main">
          {theirs !== null && (
            <div className="admin-notice risk" role="alert">
              <p className="spread">{say('admin.calendars.conflict', { n: theirs.version })}</p>
              <TextButton onClick={() => keep(theirs)}>{say('admin.calendars.takeTheirs')}</TextButton>
              <TextButton
                onClick={() => {
                  setSeen(theirs);
                  setTheirs(null);
                }}
              >
                {say('admin.calendars.keepMine')}
              </TextButton>
            </div>
          )}
          <FormSummary faults={save.faults} />
          <WeekEditor weekly={wish.weekly} change={(weekly) => change({ weekly })} error={save.fault('weekly')} />
          <HolidayList
            own={wish.holidays}
            given={given}
            source={source}
            today={today}
            add={() => setDialog('holiday')}
            place={() => setDialog('place')}
            feed={() => setDialog('feed')}
            remove={(holiday) => change({ holidays: wish.holidays.filter((one) => one !== holiday) })}
          />
          <ExceptionList
            exceptions={readExceptions(wish.exceptions).filter(({ date }) => date >= today)}
            add={() => setDialog('exception')}
            remove={(date) => change({ exceptions: wish.exceptions.filter((one) => one.date !== date) })}
          />
          <ZoneField zone={wish.timezone} error={save.fault('timezone')} choose={(timezone) => change({ timezone })} />
          <Check
            label={say('admin.calendars.makeStandard')}
            checked={wish.isInstallation}
            disabled={seen?.isInstallation === true}
            change={(isInstallation) => change({ isInstallation })}
          />
        </div>
        <Probe rules={rules} wrong={wrong.some(({ field }) => field !== 'name')}>
          {seen !== null && <VersionNotes of={seen} gone={leave} />}
        </Probe>
      </div>
      {dialog !== null && <Dialogs {...{ dialog, wish, change, seen, today, setGiven }} read={keep} close={close} />}
    </form>
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

interface DialogsProps {
  readonly dialog: DialogName;
  readonly wish: CalendarWish;
  readonly change: (part: Partial<CalendarWish>) => void;
  readonly seen: BusinessCalendarWithVersions | null;
  readonly today: string;
  readonly setGiven: (dates: readonly Holiday[]) => void;
  readonly read: (calendar: BusinessCalendarWithVersions) => void;
  readonly close: () => void;
}

function Dialogs({ dialog, wish, change, seen, today, setGiven, read, close }: DialogsProps): ReactNode {
  return (
    <>
      {dialog === 'holiday' && (
        <HolidayDialog
          today={today}
          close={close}
          add={(holiday) => change({ holidays: [...wish.holidays, holiday] })}
        />
      )}
      {dialog === 'exception' && (
        <ExceptionDialog
          today={today}
          close={close}
          add={(exception) =>
            change({
              exceptions: [
                ...wish.exceptions.filter(({ date }) => date !== exception.date),
                ...writeException(exception),
              ],
            })
          }
        />
      )}
      {dialog === 'place' && (
        <PlaceDialog
          chosen={wish.holidaySet}
          close={close}
          choose={(holidaySet, dates) => {
            change({ holidaySet });
            setGiven([...dates, ...(seen?.feedHolidays ?? [])]);
          }}
        />
      )}
      {dialog === 'feed' && (
        <FeedDialog of={seen} url={wish.feedUrl} close={close} choose={(feedUrl) => change({ feedUrl })} read={read} />
      )}
    </>
  );
}

interface ZoneProps {
  readonly zone: string;
  readonly error: string | undefined;
  readonly choose: (zone: string) => void;
}

function ZoneField({ zone, error, choose }: ZoneProps): ReactNode {
  const { say } = useText();
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])], [zone]);
  return (
    <Select
      id="timezone"
      className="calendar-zone"
      label={say('admin.calendars.zone')}
      data={zones}
      searchable
      limit={60}
      value={zone}
      allowDeselect={false}
      error={error}
      onChange={(chosen) => chosen !== null && choose(chosen)}
    />
  );
}
