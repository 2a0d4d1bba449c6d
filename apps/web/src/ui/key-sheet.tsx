import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { type CommandGroup, useAllCommands } from './commands.js';
import { Caps } from './parts.js';

const GROUPS: readonly CommandGroup[] = ['list', 'ticket', 'timeline', 'composer', 'go', 'app'];

/** All keys that work on the screen behind it, straight from the registry. */
export function KeySheet({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const commands = useAllCommands();
  return (
    <Modal
      opened
      onClose={close}
      title={say('keysheet.title')}
      size={720}
      closeButtonProps={{ 'aria-label': say('shell.close') }}
    >
      <p className="muted">{say('keysheet.explain')}</p>
      <div className="key-sheet">
        {GROUPS.map((group) => {
          const own = commands.filter((command) => command.group === group && command.keys.length > 0);
          if (own.length === 0) return null;
          return (
            <section key={group}>
              <h3 className="strong">{say(`keysheet.groups.${group}`)}</h3>
              <dl>
                {own.map((command) => (
                  <div key={command.id} className="key-line">
                    <dt>{say(command.label)}</dt>
                    <dd>
                      {command.keys.map((key) => (
                        <Caps key={key} of={key} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
