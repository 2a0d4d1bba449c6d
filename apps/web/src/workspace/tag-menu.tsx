import type { Ticket } from '@redress/contract/ticket.js';
import { IconTag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { edit, tell } from './actions.js';
import { PropertyMenu } from './property-menu.js';

interface TagMenuProps {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
}

/** Choosing a tag takes it off or puts it on; typing makes a new one. */
export function TagMenu({ ticket, opened, setOpened }: TagMenuProps): ReactNode {
  const { say } = useText();
  const tags = ticket.tags;
  const toggle = (value: string): void => {
    const tag = value.trim().toLowerCase();
    if (tag === '') return;
    const next = tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag];
    void tell(say('ticket.did.tags'), edit(ticket, { tags: next }));
  };
  return (
    <PropertyMenu
      label={tags.length === 0 ? say('ticket.changeTags') : `${say('ticket.changeTags')}: ${tags.join(', ')}`}
      shown={
        <>
          <IconTag size={15} stroke={1.5} aria-hidden="true" className="muted" />
          <span className={tags.length === 0 ? 'unseen' : 'truncate tag-words'}>
            {tags.length === 0 ? say('ticket.noTags') : tags.join(', ')}
          </span>
        </>
      }
      options={tags.map((tag) => ({ value: tag, label: tag, chosen: true }))}
      choose={toggle}
      search={say('ticket.addTag')}
      createOwn
      stayOpen
      opened={opened}
      setOpened={setOpened}
    />
  );
}
