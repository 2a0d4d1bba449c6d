import type { ChannelProvider } from '@redress/contract/channels.js';
import { IconBroadcast, IconMail } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';

interface ChoiceProps {
  readonly providers: readonly ChannelProvider[];
  readonly choose: (kind: string) => void;
}

/** Every door that this build knows, mail first. */
export function Choice({ providers, choose }: ChoiceProps): ReactNode {
  const { say, language } = useText();
  const mailbox = { kind: 'mail', title: say('admin.channels.mailbox'), explain: say('admin.channels.mailboxExplain') };
  const others = providers.map(({ kind, title, explain }) => ({
    kind,
    title: title[language],
    explain: explain[language],
  }));
  return (
    <ul className="channel-choice" aria-label={say('admin.channels.choose')}>
      {[mailbox, ...others].map(({ kind, title, explain }) => (
        <li key={kind}>
          <button
            type="button"
            data-light={kind === 'mail' ? 'mailbox' : undefined}
            onClick={() => choose(kind)}
            aria-describedby={`explain-${kind}`}
          >
            {kind === 'mail' ? (
              <IconMail size={20} stroke={1.5} aria-hidden="true" />
            ) : (
              <IconBroadcast size={20} stroke={1.5} aria-hidden="true" />
            )}
            <span className="strong">{title}</span>
          </button>
          <p id={`explain-${kind}`} className="muted">
            {explain}
          </p>
        </li>
      ))}
    </ul>
  );
}
