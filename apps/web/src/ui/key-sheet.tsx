import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { type TextKey, useText } from '../i18n/text.js';
import { type Command, type CommandGroup, useAllCommands } from './commands.js';
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
          const own = linesOf(commands, group);
          if (own.length === 0) return null;
          return (
            <section key={group}>
              <h3 className="strong">{say(`keysheet.groups.${group}`)}</h3>
              <dl>
                {own.map(([label, keys]) => (
                  <div key={label} className="key-line">
                    <dt>{say(label)}</dt>
                    <dd>
                      {keys.map((key) => (
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

/** One line for what has one name, with all its keys. */
function linesOf(
  commands: readonly Command[],
  group: CommandGroup,
): readonly (readonly [TextKey, readonly string[]])[] {
  const lines = new Map<TextKey, readonly string[]>();
  for (const command of commands) {
    const keys = command.cap === undefined ? command.keys : [...command.keys, command.cap];
    if (command.group === group && keys.length > 0)
      lines.set(command.label, [...(lines.get(command.label) ?? []), ...keys]);
  }
  return [...lines];
}
