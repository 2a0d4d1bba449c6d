import type { ChannelField, ChannelProvider } from '@redress/contract/channels.js';
import { PasswordInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { Check } from '../form.js';
import { type Draft, idOf, secretsOf, settingsOf } from './draft.js';

interface FieldsProps {
  readonly provider: ChannelProvider;
  readonly draft: Draft;
  readonly change: (fields: Draft['fields']) => void;
  readonly fault: (field: string) => string | undefined;
  readonly hasSecret: boolean;
}

/** What the channel asks for, in its own words: first where it is, then how to get in. */
export function AskedFields({ provider, draft, change, fault, hasSecret }: FieldsProps): ReactNode {
  const { say } = useText();
  const set = (name: string, value: string | boolean): void => change({ ...draft.fields, [name]: value });
  const field = (asked: ChannelField): ReactNode => (
    <AskedField
      key={asked.name}
      asked={asked}
      id={idOf(provider, asked)}
      value={draft.fields[asked.name] ?? ''}
      error={fault(idOf(provider, asked))}
      set={(value) => set(asked.name, value)}
      stored={hasSecret}
    />
  );
  const secrets = secretsOf(provider);
  const keep = secrets.length > 1 ? 'admin.channels.secretAll' : 'admin.channels.secretKeep';
  return (
    <>
      {settingsOf(provider).map(field)}
      {secrets.length > 0 && (
        <fieldset>
          <legend className="form-legend">{say('admin.channels.access')}</legend>
          <p className="muted hint">{say(hasSecret ? keep : 'admin.channels.secretNew')}</p>
          {secrets.map(field)}
        </fieldset>
      )}
    </>
  );
}

interface FieldProps {
  readonly asked: ChannelField;
  readonly id: string;
  readonly value: string | boolean;
  readonly error: string | undefined;
  readonly set: (value: string | boolean) => void;
  readonly stored: boolean;
}

function AskedField({
  asked: { kind, label, hint, choices, required },
  id,
  value,
  error,
  set,
  stored,
}: FieldProps): ReactNode {
  const { say, language } = useText();
  const described = hint === null ? {} : { description: hint[language] };
  if (kind === 'flag')
    return (
      <Check
        label={label[language]}
        {...(hint === null ? {} : { hint: hint[language] })}
        checked={value === true}
        change={set}
      />
    );
  const shared = {
    ...{ id, error, label: label[language], ...described },
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  };
  if (kind === 'choice')
    return (
      <Select
        {...shared}
        data={choices.map((choice) => ({ value: choice.value, label: choice.label[language] }))}
        value={String(value)}
        allowDeselect={!required}
        onChange={(chosen) => set(chosen ?? '')}
      />
    );
  const typed = {
    ...shared,
    value: String(value),
    onChange: (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value),
  };
  if (kind === 'secret')
    return (
      <PasswordInput
        {...typed}
        autoComplete="new-password"
        {...(stored ? { placeholder: say('admin.channels.stored') } : {})}
      />
    );
  return (
    <TextInput
      {...typed}
      autoComplete="off"
      type={kind === 'url' ? 'url' : 'text'}
      {...(kind === 'number' ? { inputMode: 'numeric' } : {})}
    />
  );
}
