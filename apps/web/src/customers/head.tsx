import type { CustomerCard } from '@redress/contract/customers.js';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { patch } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { languageWords } from '../ui/language-words.js';
import { Avatar, IconButton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { keepCard, useRights } from './calls.js';

const LANGUAGES = ['en', 'de', 'it', 'fr', 'es', 'nl', 'pl'];

interface HeadProps {
  readonly customer: CustomerCard;
  readonly merge: () => void;
}

/** Name, language and since when; both can be changed in place. */
export function Head({ customer, merge }: HeadProps): ReactNode {
  const { say } = useText();
  const { works } = useRights();
  const [editing, setEditing] = useState(false);
  useCommands(works ? [{ id: 'merge-customer', run: merge }] : []);
  if (editing) return <EditHead customer={customer} close={() => setEditing(false)} />;
  const about = [
    say('customers.since', { year: new Date(customer.since).getFullYear() }),
    say('ticket.panel.recent', { count: customer.recentComplaints }),
    ...(customer.language === null ? [] : [languageWords(say, customer.language)]),
  ];
  return (
    <div className="page-head person-head">
      <Avatar name={customer.name} />
      <h1 className="page-title" dir="auto">
        {customer.name || say('words.someone')}
      </h1>
      {works && (
        <IconButton label={say('customers.editName')} onClick={() => setEditing(true)}>
          <IconPencil size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
      <span className="muted">{about.join(' · ')}</span>
      <span className="spread" />
      {works && <TextButton onClick={merge}>{say('customer.merge')}</TextButton>}
    </div>
  );
}

function EditHead({ customer, close }: { readonly customer: CustomerCard; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [name, setName] = useState(customer.name);
  const [language, setLanguage] = useState(customer.language ?? '');
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const body = { name: name.trim(), language: language === '' ? null : language };
    patch<CustomerCard>(`/customers/${customer.id}`, { body })
      .then((saved) => {
        keepCard(saved);
        toast({ text: say('customers.saved') });
        close();
      })
      .catch(failed);
  };
  const known = LANGUAGES.includes(language) || language === '' ? LANGUAGES : [...LANGUAGES, language];
  return (
    <form
      className="page-head"
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <input
        autoFocus
        required
        maxLength={200}
        className="person-field name"
        aria-label={say('customers.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <select
        className="person-field"
        aria-label={say('customers.language')}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value)}
      >
        <option value="">{say('customer.nothing')}</option>
        {known.map((code) => (
          <option key={code} value={code}>
            {languageWords(say, code)}
          </option>
        ))}
      </select>
      <TextButton type="submit" look="filled" disabled={name.trim() === ''}>
        {say('shell.save')}
      </TextButton>
      <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
    </form>
  );
}
