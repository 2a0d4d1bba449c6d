import type { FormFieldKindName, FormLanguageName } from '@redress/contract/forms.js';
import { Menu, Textarea, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconChevronUp, IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { announce } from '../../ui/announce.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { Check } from '../form.js';
import {
  addable,
  type FieldDraft,
  FIXED,
  LANGUAGES,
  moved,
  newField,
  optionLines,
  readOptions,
  withWords,
} from './draft.js';

interface PartProps {
  readonly fields: readonly FieldDraft[];
  readonly change: (fields: readonly FieldDraft[]) => void;
  readonly language: FormLanguageName;
  readonly error: string | undefined;
}

/** What the form asks, in its order. Each moves by its buttons, and by Alt with the arrows while it has the focus. */
export function FieldsPart({ fields, change, language, error }: PartProps): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState<number | null>(null);
  const add = (kind: FormFieldKindName): void => {
    const field = newField(kind, fields);
    change([...fields, field]);
    setOpen(field.id);
  };
  const move = (at: number, by: 1 | -1, name: string): void => {
    const order = moved(fields, at, by);
    if (order === fields) return;
    change(order);
    announce(say('admin.forms.movedTo', { name, place: at + by + 1 }));
  };
  return (
    <section className="calendar-part" id="fields" tabIndex={-1} aria-labelledby="fields-title">
      <header className="calendar-part-head">
        <h3 id="fields-title">{say('admin.forms.fields')}</h3>
        <span className="muted spread">{say('admin.forms.fieldsHint')}</span>
        <AddMenu kinds={addable(fields)} add={add} />
      </header>
      {error !== undefined && <p className="field-error">{error}</p>}
      <ol className="form-fields">
        {fields.map((field, index) => (
          <FieldRow
            key={field.id}
            field={field}
            language={language}
            open={open === field.id}
            toggle={() => setOpen(open === field.id ? null : field.id)}
            change={(wish) => change(fields.map((one) => (one.id === field.id ? { ...one, ...wish } : one)))}
            move={(by, name) => move(index, by, name)}
            isFirst={index === 0}
            isLast={index === fields.length - 1}
            drop={FIXED.includes(field.kind) ? undefined : () => change(fields.filter((one) => one.id !== field.id))}
          />
        ))}
      </ol>
    </section>
  );
}

interface AddProps {
  readonly kinds: readonly FormFieldKindName[];
  readonly add: (kind: FormFieldKindName) => void;
}

function AddMenu({ kinds, add }: AddProps): ReactNode {
  const { say } = useText();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <TextButton className="small">
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.forms.addField')}
        </TextButton>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => add(kind)}>
            {say(`admin.forms.kinds.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface RowProps {
  readonly field: FieldDraft;
  readonly language: FormLanguageName;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly change: (wish: Partial<FieldDraft>) => void;
  readonly move: (by: 1 | -1, name: string) => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly drop: (() => void) | undefined;
}

function FieldRow({ field, language, open, toggle, change, move, isFirst, isLast, drop }: RowProps): ReactNode {
  const { say } = useText();
  const { kind, required, label } = field;
  const usual = say(`admin.forms.kinds.${kind}`);
  const name = [language, ...LANGUAGES].map((one) => label[one] ?? '').find((text) => text !== '') ?? usual;
  const byKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1, name);
  };
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className="form-field">
      <div className="form-field-row">
        <button
          type="button"
          className="form-field-name"
          aria-expanded={open}
          title={say('admin.forms.moveKeys')}
          onClick={toggle}
          onKeyDown={byKey}
        >
          <Chevron size={16} stroke={1.5} aria-hidden="true" />
          <span className="truncate">{name}</span>
          {name !== usual && <span className="muted truncate">{usual}</span>}
        </button>
        <Check
          label={say('admin.forms.required')}
          checked={required}
          disabled={kind === 'description'}
          change={(on) => change({ required: on })}
        />
        <span className="form-field-acts">
          <IconButton label={say('admin.order.up', { name })} disabled={isFirst} onClick={() => move(-1, name)}>
            <IconChevronUp size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
          <IconButton label={say('admin.order.down', { name })} disabled={isLast} onClick={() => move(1, name)}>
            <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
          <IconButton label={say('admin.forms.dropField', { name })} disabled={drop === undefined} onClick={drop}>
            <IconX size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      {open && <FieldMore field={field} language={language} change={change} />}
    </li>
  );
}

type MoreProps = Pick<RowProps, 'field' | 'language' | 'change'>;

function FieldMore({ field, language, change }: MoreProps): ReactNode {
  const { say } = useText();
  const { id, kind, key, label, hint, options } = field;
  const named = say(`admin.forms.language.${language}`);
  return (
    <div className="form-field-more">
      <Textarea
        label={say('admin.forms.label', { language: named })}
        placeholder={kind === 'text' || kind === 'consent' ? '' : say('admin.forms.usual')}
        autosize
        minRows={1}
        maxLength={kind === 'consent' ? 2_000 : 200}
        value={label[language] ?? ''}
        onChange={(event) => change({ label: withWords(label, language, event.currentTarget.value) })}
      />
      <Textarea
        label={say('admin.forms.hint', { language: named })}
        autosize
        minRows={1}
        maxLength={2_000}
        value={hint[language] ?? ''}
        onChange={(event) => change({ hint: withWords(hint, language, event.currentTarget.value) })}
      />
      {kind === 'text' && (
        <TextInput
          label={say('admin.forms.key')}
          description={say('admin.forms.keyHint')}
          maxLength={40}
          value={key}
          onChange={(event) => change({ key: event.currentTarget.value.trim() })}
        />
      )}
      {kind === 'product' && (
        <Products
          key={`${id} ${language}`}
          lines={optionLines(options, language)}
          read={(text) => change({ options: readOptions(text, language, options) })}
        />
      )}
    </div>
  );
}

/** The text stays as it is typed; only what it says goes on. */
function Products({ lines, read }: { readonly lines: string; readonly read: (text: string) => void }): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(lines);
  return (
    <Textarea
      label={say('admin.forms.products')}
      description={say('admin.forms.productsHint')}
      autosize
      minRows={3}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        read(event.currentTarget.value);
      }}
    />
  );
}
