import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/text.js';
import { ButtonMenu } from '../ui/button-menu.js';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly chosen?: boolean;
  /** Stands apart from what comes before. */
  readonly apart?: boolean;
}

interface PropertyMenuProps {
  readonly label: string;
  readonly shown: ReactNode;
  readonly options: readonly Option[];
  readonly choose: (value: string) => void;
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
  /** With a field on top that narrows the list; its own words can be taken as a new value. */
  readonly search?: string;
  readonly createOwn?: boolean;
  readonly stayOpen?: boolean;
  /** Without a frame; what it shows is its name. */
  readonly bare?: boolean;
}

/** A value that can be changed in place: press it, or its key, then walk with the arrows or type. */
export function PropertyMenu(props: PropertyMenuProps): ReactNode {
  const { label, shown, options, choose, opened, setOpened, search, stayOpen = false, bare = false } = props;
  const [text, setText] = useState('');
  useEffect(() => setText(''), [opened]);
  const wanted = text.trim().toLowerCase();
  const fitting = options.filter((option) => option.label.toLowerCase().includes(wanted));
  return (
    <ButtonMenu
      {...{ opened, setOpened }}
      width={240}
      closeOnItemClick={!stayOpen}
      button={(its) => (
        <button
          type="button"
          className={bare ? 'property bare' : 'property'}
          aria-label={bare ? undefined : label}
          {...its}
        >
          {shown}
          {!bare && <IconChevronDown size={14} stroke={1.5} aria-hidden="true" className="muted" />}
        </button>
      )}
    >
      <Menu.Dropdown className="property-menu">
        {search === undefined ? (
          <Menu.Label>{label}</Menu.Label>
        ) : (
          <SearchField {...props} label={search} text={text} setText={setText} first={fitting[0]} />
        )}
        <div className="property-options">
          {fitting.map((option) => (
            <OptionLine key={option.value} option={option} choose={() => choose(option.value)} />
          ))}
        </div>
      </Menu.Dropdown>
    </ButtonMenu>
  );
}

function OptionLine({ option, choose }: { readonly option: Option; readonly choose: () => void }): ReactNode {
  return (
    <>
      {option.apart === true && <Menu.Divider />}
      <Menu.Item
        aria-current={option.chosen === true ? 'true' : undefined}
        leftSection={option.icon}
        rightSection={option.chosen === true ? <IconCheck size={16} stroke={1.5} aria-hidden="true" /> : null}
        onClick={choose}
      >
        {option.label}
      </Menu.Item>
    </>
  );
}

interface SearchFieldProps extends PropertyMenuProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly first: Option | undefined;
}

function SearchField({
  label,
  text,
  setText,
  first,
  choose,
  setOpened,
  createOwn = false,
  stayOpen = false,
}: SearchFieldProps): ReactNode {
  const { say } = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // the menu focuses itself when it opens; the field is what one types into
    const timer = setTimeout(() => field.current?.focus(), 30);
    return () => clearTimeout(timer);
  }, []);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const own = createOwn && text.trim() !== '' ? text.trim() : undefined;
    const value = own ?? first?.value;
    if (value === undefined) return;
    choose(value);
    setText('');
    if (!stayOpen) setOpened(false);
  };
  return (
    <input
      ref={field}
      className="property-search"
      aria-label={label}
      placeholder={label}
      title={say('ticket.properties')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={press}
    />
  );
}
