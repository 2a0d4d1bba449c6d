import type { BulkStep } from '@redress/contract/commands.js';
import { Menu } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/text.js';
import { KeyCaps } from '../ui/parts.js';

interface BulkTagsProps {
  readonly choose: (step: BulkStep) => void;
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
}

/** One tag for all of them: typed, then added or taken away. Enter adds it. */
export function BulkTags({ choose, opened, setOpened }: BulkTagsProps): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText('');
    // the menu focuses itself when it opens; the field is what one types into
    const timer = opened ? setTimeout(() => field.current?.focus(), 30) : undefined;
    return () => clearTimeout(timer);
  }, [opened]);
  const tag = text.trim().toLowerCase();
  const add = (): void => choose({ kind: 'tags', add: [tag] });
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || tag === '') return;
    event.preventDefault();
    add();
    setOpened(false);
  };
  return (
    <Menu opened={opened} onChange={setOpened} width={240} trapFocus returnFocus>
      <Menu.Target>
        <button type="button" className="property bare" aria-haspopup="menu">
          {say('commands.tags')} <KeyCaps of="tags" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="property-menu">
        <input
          ref={field}
          className="property-search"
          aria-label={say('bulk.tag')}
          placeholder={say('bulk.tag')}
          maxLength={50}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
        {tag === '' ? (
          <p className="muted bulk-hint">{say('bulk.typeTag')}</p>
        ) : (
          <>
            <Menu.Item leftSection={<IconPlus size={16} stroke={1.5} aria-hidden="true" />} onClick={add}>
              {say('bulk.addTag', { tag })}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconMinus size={16} stroke={1.5} aria-hidden="true" />}
              onClick={() => choose({ kind: 'tags', remove: [tag] })}
            >
              {say('bulk.removeTag', { tag })}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
