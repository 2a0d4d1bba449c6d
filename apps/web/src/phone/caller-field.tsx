import type { CallerMatch, CallerMatches } from '@redress/contract/phone.js';
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { get, queryOf } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { type Draft, looksLikeNumber } from './draft.js';
import type { PartProps } from './phone-log.js';

const FEWEST_CHARACTERS = 2;
const PAUSE_MS = 120;

interface CallerFieldProps extends PartProps {
  readonly fault: string | undefined;
}

/** Finds the caller while somebody types; arrow keys and Enter choose him. */
export function CallerField({ draft, change, fault }: CallerFieldProps): ReactNode {
  return draft.known === null ? (
    <Search draft={draft} change={change} fault={fault} />
  ) : (
    <Known customer={draft.known} change={change} />
  );
}

function useCallers(typed: string): { readonly answer: CallerMatches | undefined; readonly settled: boolean } {
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['callers', asked],
    queryFn: ({ signal }) => get<CallerMatches>(`/callers${queryOf({ q: asked })}`, { signal }),
    enabled: asked.length >= FEWEST_CHARACTERS,
    placeholderData: keepPreviousData,
  });
  const enough = typed.trim().length >= FEWEST_CHARACTERS;
  return { answer: enough ? data : undefined, settled: enough && asked === typed.trim() && !isPlaceholderData };
}

function Search({ draft, change, fault }: CallerFieldProps): ReactNode {
  const { say } = useText();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { answer, settled } = useCallers(draft.caller);
  const found = answer?.data ?? [];
  const number = settled ? (answer?.number ?? null) : null;
  useEffect(() => {
    if (settled) change({ number });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new answer says something about the number
  }, [settled, number]);
  const choose = (id: string): void => {
    const known = found.find((one) => one.id === id) ?? null;
    combobox.closeDropdown();
    change({ known, ticket: known?.openTickets[0]?.id ?? '' });
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          id="caller"
          label={say('phone.caller')}
          description={say('phone.callerHint')}
          autoFocus
          autoComplete="off"
          value={draft.caller}
          error={fault}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            change({ caller: event.currentTarget.value, number: null });
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={say('phone.matches')}>
          {found.map((one) => (
            <Combobox.Option key={one.id} value={one.id}>
              <Match customer={one} />
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
      <p className="muted hint" role="status">
        {told(draft, settled, found.length, say)}
      </p>
    </Combobox>
  );
}

function told(draft: Draft, settled: boolean, found: number, say: ReturnType<typeof useText>['say']): string {
  if (draft.caller.trim() === '') return say('phone.withheld');
  if (!settled) return '\u00a0';
  return found === 0 ? say('phone.nobody') : say('phone.found', { count: found });
}

const reachedBy = ({ phones, emails, customerNumbers }: CallerMatch): string =>
  [...phones, ...emails, ...customerNumbers].slice(0, 3).join(' · ');

function Match({ customer }: { readonly customer: CallerMatch }): ReactNode {
  return (
    <span className="caller-match">
      <span className="strong">{customer.name}</span>
      <span className="muted tabular">{reachedBy(customer)}</span>
    </span>
  );
}

function Known({
  customer,
  change,
}: {
  readonly customer: CallerMatch;
  readonly change: PartProps['change'];
}): ReactNode {
  const { say } = useText();
  return (
    <section className="caller-card" aria-label={say('phone.caller')}>
      <Match customer={customer} />
      <TextButton look="link" onClick={() => change({ known: null, ticket: '' })}>
        {say('phone.change')}
      </TextButton>
    </section>
  );
}

/** For somebody whom we do not know yet. */
export function NewCallerFields({ draft, change, fault }: CallerFieldProps): ReactNode {
  const { say } = useText();
  if (draft.caller.trim() === '') return null;
  return (
    <div className="field-row">
      {(draft.number !== null || looksLikeNumber(draft.caller)) && (
        <TextInput
          label={say('phone.name')}
          value={draft.name}
          maxLength={200}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      )}
      <TextInput
        id="email"
        type="email"
        label={say('phone.email')}
        value={draft.email}
        error={fault}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
    </div>
  );
}
