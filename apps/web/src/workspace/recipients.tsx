import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n/text.js';
import { isAddress } from './mail-text.js';

interface RecipientsProps {
  readonly label: string;
  readonly addresses: readonly string[];
  readonly change: (addresses: readonly string[]) => void;
  readonly autoFocus?: boolean;
}

/** Addresses as chips. What is not an address is not taken, and says so. */
export function Recipients({ label, addresses, change, autoFocus = false }: RecipientsProps): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const fault = useId();
  const take = (typed: string): void => {
    const parts = typed
      .split(/[\s,;]+/)
      .map((part) => part.replace(/^<|>$/g, ''))
      .filter((part) => part !== '');
    const bad = parts.find((part) => !isAddress(part));
    setWrong(bad ?? '');
    if (bad !== undefined) return;
    change([...new Set([...addresses, ...parts])]);
    setText('');
  };
  const press = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ',' || event.key === ';') && text.trim() !== '') {
      event.preventDefault();
      take(text);
    } else if (event.key === 'Backspace' && text === '') change(addresses.slice(0, -1));
  };
  return (
    <div className="recipients" role="group" aria-label={`${say('composer.recipients')} ${label}`}>
      <span className="muted">{label}</span>
      {addresses.map((address) => (
        <span key={address} className="chip">
          {address}
          <button
            type="button"
            aria-label={say('composer.removeAddress', { address })}
            onClick={() => change(addresses.filter((one) => one !== address))}
          >
            <IconX size={12} stroke={1.5} aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        className="recipient-field"
        type="text"
        inputMode="email"
        autoComplete="off"
        autoFocus={autoFocus}
        aria-label={`${label}: ${say('composer.addAddress')}`}
        aria-invalid={wrong !== ''}
        aria-describedby={wrong === '' ? undefined : fault}
        placeholder={say('composer.addAddress')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => text.trim() !== '' && take(text)}
      />
      {wrong !== '' && (
        <span className="field-fault" id={fault} role="alert">
          {say('composer.wrongAddress', { text: wrong })}
        </span>
      )}
    </div>
  );
}
