import type { Snippet } from '@redress/contract/snippets.js';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { languageWords } from '../ui/language-words.js';
import { Empty, TextButton } from '../ui/parts.js';
import { List, ScreenHead } from './parts.js';
import { ADMIN, useRows } from './rows.js';
import { SnippetDialog } from './snippets/snippet-dialog.js';
import { useAdminSearch } from './use-search.js';

// what a variable stands for is said here as in the composer
await loadTexts('ticket');

/** `open` in the address is `new`, or the id of a snippet. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), 200);
  const snippets = useRows<Snippet>(ADMIN.snippets, { filter: { q: asked }, limit: 100 });
  const open = (id: string): void => change({ open: id });
  const snippet = snippets.rows?.find(({ id }) => id === search.open) ?? null;
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.snippets.title')} explain={say('admin.snippets.explain')}>
        <TextButton look="filled" onClick={() => open('new')}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.snippets.add')}
        </TextButton>
      </ScreenHead>
      <TextInput
        className="snippet-search"
        type="search"
        aria-label={say('admin.snippets.search')}
        placeholder={say('admin.snippets.search')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <List
        of={snippets}
        empty={<Empty title={say(asked === '' ? 'admin.snippets.none' : 'admin.snippets.noneFits')} />}
      >
        {(rows) => <Table rows={rows} open={open} />}
      </List>
      {(search.open === 'new' || snippet !== null) && (
        <SnippetDialog key={search.open} snippet={snippet} close={() => change({ open: undefined })} />
      )}
    </div>
  );
}

function Table({ rows, open }: { readonly rows: readonly Snippet[]; readonly open: (id: string) => void }): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.snippets.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.snippets.name')}</th>
            <th>{say('admin.snippets.word')}</th>
            <th>{say('admin.snippets.sharedWith')}</th>
            <th className="wide">{say('admin.snippets.languages')}</th>
            <th className="end">{say('admin.snippets.uses')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(one.id)}>
                  {one.name}
                </button>
              </td>
              <td className="mono">/{one.word}</td>
              <td>{one.team?.name ?? say(`admin.snippets.shared.${one.sharedWith}`)}</td>
              <td className="wide">{one.texts.map(({ language }) => languageWords(say, language)).join(', ')}</td>
              <td className="tabular end">{one.uses}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
