import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { DEFAULT_DAYS, useQuality, useReport } from './calls.js';
import { PERIODS } from './search.js';
import { CHANNELS, channelWords } from './words.js';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (value: string) => void;
  readonly bare?: boolean;
}

/** A word that is a menu, as in a sentence. The one of the browser: it is complete on a phone and for a reader. */
export function Choice({ label, value, options, choose, bare = false }: ChoiceProps): ReactNode {
  return (
    <label className="pick">
      <span className={bare ? 'unseen' : 'muted'}>{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Filters(): ReactNode {
  const { say } = useText();
  const { search, change } = useQuality();
  const { queues } = useSession();
  const { product: chosen, ...others } = search;
  const { data } = useReport('cause-by-product', { search: others });
  const all = { value: '', label: say('quality.filter.all') };
  const days = search.days ?? DEFAULT_DAYS;
  const periods = [...new Set<number>([...PERIODS, days])].sort((one, other) => one - other);
  const products = (data?.products ?? []).flatMap(({ code, name }) =>
    code === null ? [] : [{ value: code, label: name ?? code }],
  );
  if (chosen !== undefined && !products.some(({ value }) => value === chosen))
    products.push({ value: chosen, label: chosen });
  return (
    <div className="quality-filters" role="search" aria-label={say('quality.filter.title')}>
      <Choice
        bare
        label={say('quality.filter.period')}
        value={String(days)}
        options={periods.map((count) => ({ value: String(count), label: say('quality.filter.days', { count }) }))}
        choose={(value) => change({ days: Number(value) === DEFAULT_DAYS ? undefined : Number(value) })}
      />
      <Choice
        label={say('quality.filter.compare')}
        value={search.compare ?? ''}
        options={[
          { value: '', label: say('quality.filter.before', { count: days }) },
          { value: 'year', label: say('quality.filter.year') },
          { value: 'none', label: say('quality.filter.nothing') },
        ]}
        choose={(value) => change({ compare: value === 'year' || value === 'none' ? value : undefined })}
      />
      <Choice
        label={say('quality.filter.queue')}
        value={search.queue ?? ''}
        options={[all, ...queues.map(({ name }) => ({ value: name, label: name }))]}
        choose={(queue) => change({ queue })}
      />
      <Choice
        label={say('quality.filter.product')}
        value={chosen ?? ''}
        options={[all, ...products]}
        choose={(product) => change({ product })}
      />
      <Choice
        label={say('quality.filter.channel')}
        value={search.channel ?? ''}
        options={[all, ...CHANNELS.map((value) => ({ value, label: channelWords(say, value) }))]}
        choose={(channel) => change({ channel })}
      />
    </div>
  );
}

type Grouping = 'cause' | 'problem' | 'milestone' | 'queue' | 'team' | 'channel' | 'week';

export function By({ of, value }: { readonly of: readonly Grouping[]; readonly value: Grouping }): ReactNode {
  const { say } = useText();
  const { change } = useQuality();
  return (
    <Choice
      bare
      label={say('quality.filter.by')}
      value={value}
      options={of.map((name) => ({ value: name, label: say(`quality.by.${name}`) }))}
      choose={(by) => change({ by: by === of[0] ? undefined : by })}
    />
  );
}
