import type { HolidaySetName, HolidayTypeName } from '@redress/contract/sla-policy.js';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { Dialog } from '../../ui/dialog.js';
import { Failure } from '../../ui/failure.js';
import { TextButton } from '../../ui/parts.js';
import { CheckList, FormSummary, useSave } from '../form.js';
import { datesOf, placesQuery } from './calls.js';
import type { Holiday } from './draft.js';

interface PlaceProps {
  readonly chosen: HolidaySetName | null;
  readonly choose: (set: HolidaySetName | null, dates: readonly Holiday[]) => void;
  readonly close: () => void;
}

const WHOLE = 'whole';
const TYPES: readonly HolidayTypeName[] = ['public', 'bank', 'optional'];

/** Whose public holidays close the desk; their dates are worked out when the calendar is saved. */
export function PlaceDialog({ chosen, choose, close }: PlaceProps): ReactNode {
  const { say, language } = useText();
  const [country, setCountry] = useState(chosen?.country ?? null);
  const [region, setRegion] = useState(chosen?.region ?? null);
  const [types, setTypes] = useState<readonly HolidayTypeName[]>(chosen?.types ?? ['public']);
  const countries = useQuery(placesQuery(null, language));
  const regions = useQuery({ ...placesQuery(country, language), enabled: country !== null });
  const save = useSave({
    work: async () => {
      const set = country === null ? null : { country, region, types };
      return { set, dates: set === null ? [] : await datesOf(set) };
    },
    done: ({ set, dates }) => {
      choose(set, dates);
      close();
    },
  });
  return (
    <Dialog title={say('admin.calendars.placeTitle')} close={close}>
      <form className="form" onSubmit={save.submit} noValidate>
        <p className="muted">{say('admin.calendars.placeExplain')}</p>
        <FormSummary faults={save.faults} />
        {countries.error !== null && <Failure error={countries.error} retry={() => void countries.refetch()} />}
        <Select
          label={say('admin.calendars.country')}
          data={(countries.data?.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          searchable
          clearable
          value={country}
          onChange={(code) => {
            setCountry(code);
            setRegion(null);
          }}
        />
        {country !== null && (regions.data?.data.length ?? 0) > 0 && (
          <Select
            label={say('admin.calendars.region')}
            data={[
              { value: WHOLE, label: say('admin.calendars.wholeCountry') },
              ...(regions.data?.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
            ]}
            searchable
            allowDeselect={false}
            value={region ?? WHOLE}
            onChange={(code) => setRegion(code === WHOLE ? null : code)}
          />
        )}
        <CheckList
          id="types"
          legend={say('admin.calendars.types')}
          options={TYPES.map((type) => ({ value: type, label: say(`admin.calendars.type.${type}`) }))}
          chosen={types}
          change={(next) => setTypes(TYPES.filter((type) => next.includes(type)))}
        />
        <div className="form-foot end-foot">
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled">
            {say('admin.calendars.load')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}
