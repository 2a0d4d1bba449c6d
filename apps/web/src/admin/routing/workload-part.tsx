import type { RoutingSettings } from '@redress/contract/routing.js';
import type { ChannelName } from '@redress/contract/words.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { queryClient } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { type Fault, FormSummary, MovedOn, useSave } from '../form.js';
import { saveSettings, settingsQuery } from './calls.js';

const CHANNELS = ['email', 'webForm', 'phone', 'social', 'letter', 'visit', 'chat', 'api'] as const;
const MOST_WEIGHT = 100;
const MOST_MINUTES = 43_200;

type Texts = Readonly<Partial<Record<ChannelName | 'minutes', string>>>;

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** What a ticket of each channel weighs, and when the tickets of somebody who is gone come back. */
export function WorkloadPart(): ReactNode {
  const { data } = useQuery(settingsQuery);
  return data === undefined ? null : <Fields key={data.version} of={data} />;
}

function Fields({ of }: { readonly of: RoutingSettings }): ReactNode {
  const { say } = useText();
  const [texts, setTexts] = useState<Texts>({});
  const weightOf = (channel: ChannelName): string => texts[channel] ?? String(of.weights[channel]);
  const minutes = texts.minutes ?? String(of.returnAfterMinutes);
  const save = useSave({
    check: (): readonly Fault[] => [
      ...CHANNELS.filter((channel) => !isWhole(weightOf(channel), 0, MOST_WEIGHT)).map((channel) => ({
        field: `weight-${channel}`,
        words: say('admin.routing.workload.faultWeight', { channel: say(`words.channel.${channel}`) }),
      })),
      ...(isWhole(minutes, 1, MOST_MINUTES)
        ? []
        : [{ field: 'return-after', words: say('admin.routing.workload.faultMinutes') }]),
    ],
    work: () => {
      const weights = Object.fromEntries(CHANNELS.map((channel) => [channel, Number(weightOf(channel))]));
      return saveSettings({ weights, returnAfterMinutes: Number(minutes) }, of.version);
    },
    done: (saved) => {
      queryClient.setQueryData(settingsQuery.queryKey, saved);
      toast({ text: say('admin.routing.workload.saved') });
    },
    moved: () => queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
  return (
    <form className="calendar-part" onSubmit={save.submit} noValidate aria-labelledby="workload-title">
      <header className="calendar-part-head">
        <h3 id="workload-title">{say('admin.routing.workload.title')}</h3>
        <span className="muted spread">{say('admin.routing.workload.explain')}</span>
        {Object.keys(texts).length > 0 && (
          <TextButton type="submit" disabled={save.busy}>
            {say('admin.routing.workload.save')}
          </TextButton>
        )}
      </header>
      <FormSummary faults={save.faults} />
      {save.movedOn && <MovedOn keep={() => save.submit()} theirs={() => setTexts({})} />}
      <div className="workload">
        {CHANNELS.map((channel) => (
          <label key={channel} className="plain-field">
            <span>{say(`words.channel.${channel}`)}</span>
            <input
              id={`weight-${channel}`}
              className="tabular"
              inputMode="numeric"
              value={weightOf(channel)}
              aria-invalid={save.fault(`weight-${channel}`) !== undefined}
              onChange={(event) => setTexts({ ...texts, [channel]: event.currentTarget.value })}
            />
          </label>
        ))}
      </div>
      <label className="workload-return">
        <span>{say('admin.routing.workload.returns')}</span>
        <input
          id="return-after"
          className="text-field tabular"
          inputMode="numeric"
          value={minutes}
          aria-invalid={save.fault('return-after') !== undefined}
          onChange={(event) => setTexts({ ...texts, minutes: event.currentTarget.value })}
        />
        <span className="muted">{say('admin.routing.workload.minutes')}</span>
      </label>
    </form>
  );
}
