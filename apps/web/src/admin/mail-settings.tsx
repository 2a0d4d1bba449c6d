import type { MailSettings } from '@redress/contract/mail.js';
import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get, put } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { type Say, useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Skeleton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { Check, type Fault, faultOf, FormSummary, isAddress, linesOf, useSave } from './form.js';
import { ScreenHead } from './parts.js';
import { ADMIN } from './rows.js';
import { SettingsConflict } from './settings-conflict.js';
import { SettingsPreview } from './settings-preview.js';

const KEY = ['admin', ADMIN.settings];

export function Screen(): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<MailSettings>(ADMIN.settings, { signal }),
  });
  if (data === undefined) return error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />;
  return <SettingsForm first={data} />;
}

/** What stands in the form; numbers and lists as they are typed. */
interface Words {
  readonly senderName: string;
  readonly senderAddress: string;
  readonly acknowledge: boolean;
  readonly answerWithinDays: string;
  readonly reopenWindowDays: string;
  readonly trusted: string;
}

const wordsOf = (settings: MailSettings): Words => ({
  senderName: settings.senderName,
  senderAddress: settings.senderAddress,
  acknowledge: settings.acknowledge,
  answerWithinDays: String(settings.answerWithinDays),
  reopenWindowDays: String(settings.reopenWindowDays),
  trusted: settings.trustedAuthservIds.join('\n'),
});

const settingsOf = (words: Words, version: number): MailSettings => ({
  senderName: words.senderName.trim(),
  senderAddress: words.senderAddress.trim(),
  acknowledge: words.acknowledge,
  answerWithinDays: Number(words.answerWithinDays),
  reopenWindowDays: Number(words.reopenWindowDays),
  trustedAuthservIds: linesOf(words.trusted),
  version,
});

function faultsIn(say: Say, words: Words): readonly Fault[] {
  const whole = (text: string, least: number, most: number): boolean =>
    /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
  const wrong: Readonly<Record<string, boolean>> = {
    senderName: words.senderName.trim().length > 200,
    senderAddress: words.senderAddress.trim() !== '' && !isAddress(words.senderAddress.trim()),
    answerWithinDays: !whole(words.answerWithinDays, 1, 365),
    reopenWindowDays: !whole(words.reopenWindowDays, 0, 3_650),
  };
  return Object.keys(wrong)
    .filter((field) => wrong[field] === true)
    .map((field) => faultOf(say, field));
}

function SettingsForm({ first }: { readonly first: MailSettings }): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(first);
  const [words, setWords] = useState<Words>(() => wordsOf(first));
  const [theirs, setTheirs] = useState<MailSettings | null>(null);
  const change = (wish: Partial<Words>): void => setWords({ ...words, ...wish });
  const keep = (saved: MailSettings): void => {
    queryClient.setQueryData(KEY, saved);
    setSeen(saved);
    setWords(wordsOf(saved));
    setTheirs(null);
  };
  const save = useSave({
    check: () => faultsIn(say, words),
    work: () => put<MailSettings>(ADMIN.settings, { body: settingsOf(words, seen.version), ifMatch: seen.version }),
    done: (saved) => {
      keep(saved);
      toast({ text: say('admin.settings.saved') });
    },
    moved: async () => setTheirs(await get<MailSettings>(ADMIN.settings)),
  });
  if (theirs !== null)
    return (
      <SettingsConflict
        mine={settingsOf(words, seen.version)}
        theirs={theirs}
        done={keep}
        close={() => setTheirs(null)}
      />
    );
  return (
    <div className="admin-with-probe">
      <form className="admin-page" onSubmit={save.submit} noValidate>
        <ScreenHead title={say('admin.settings.title')}>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say('admin.settings.save')}
          </TextButton>
        </ScreenHead>
        <div className="form admin-form">
          <FormSummary faults={save.faults} />
          <Fields words={words} change={change} fault={save.fault} />
        </div>
      </form>
      <SettingsPreview
        acknowledge={words.acknowledge}
        days={Number(words.answerWithinDays)}
        name={words.senderName.trim()}
        address={words.senderAddress.trim()}
      />
    </div>
  );
}

interface FieldsProps {
  readonly words: Words;
  readonly change: (wish: Partial<Words>) => void;
  readonly fault: (field: string) => string | undefined;
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

function Fields({ words, change, fault }: FieldsProps): ReactNode {
  const { say } = useText();
  return (
    <>
      <fieldset>
        <legend className="form-legend">{say('admin.settings.sender')}</legend>
        <div className="field-row">
          <TextInput
            id="senderName"
            label={say('admin.settings.senderName')}
            description={say('admin.settings.senderNameHint')}
            inputWrapperOrder={ORDER}
            value={words.senderName}
            error={fault('senderName')}
            onChange={(event) => change({ senderName: event.currentTarget.value })}
          />
          <TextInput
            id="senderAddress"
            type="email"
            label={say('admin.settings.senderAddress')}
            description={say('admin.settings.senderAddressHint')}
            inputWrapperOrder={ORDER}
            value={words.senderAddress}
            error={fault('senderAddress')}
            onChange={(event) => change({ senderAddress: event.currentTarget.value })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend className="form-legend">{say('admin.settings.answering')}</legend>
        <Check
          label={say('admin.settings.acknowledge')}
          checked={words.acknowledge}
          change={(acknowledge) => change({ acknowledge })}
        />
        <div className="field-row">
          <TextInput
            id="answerWithinDays"
            inputMode="numeric"
            label={say('admin.settings.answerWithin')}
            value={words.answerWithinDays}
            error={fault('answerWithinDays')}
            onChange={(event) => change({ answerWithinDays: event.currentTarget.value })}
          />
          <TextInput
            id="reopenWindowDays"
            inputMode="numeric"
            label={say('admin.settings.reopenWindow')}
            description={say('admin.settings.reopenHint')}
            inputWrapperOrder={ORDER}
            value={words.reopenWindowDays}
            error={fault('reopenWindowDays')}
            onChange={(event) => change({ reopenWindowDays: event.currentTarget.value })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend className="form-legend">{say('admin.settings.trust')}</legend>
        <Textarea
          id="trustedAuthservIds"
          label={say('admin.settings.trusted')}
          description={`${say('admin.perLine')} ${say('admin.settings.trustedHint')}`}
          inputWrapperOrder={ORDER}
          rows={3}
          className="mono-field"
          value={words.trusted}
          error={fault('trustedAuthservIds')}
          onChange={(event) => change({ trusted: event.currentTarget.value })}
        />
      </fieldset>
    </>
  );
}
