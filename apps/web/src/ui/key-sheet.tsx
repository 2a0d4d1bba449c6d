import { Modal } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { DEFAULTS, usePreferences } from '../session/preferences.js';
import { useAllCommands } from './commands.js';
import { KeyEditor } from './key-editor.js';
import { type KeyLine, keyWords, linesOf } from './key-lines.js';
import { type CommandGroup, type OwnKeys, readOwnKeys } from './key-map.js';
import { Caps, IconButton, TextButton } from './parts.js';
import './key-sheet.css';

await loadTexts('ownKeys', 'bulk', 'customer');

const GROUPS: readonly CommandGroup[] = ['list', 'ticket', 'timeline', 'composer', 'go', 'app'];

/** All keys that work on the screen behind it, straight from the registry; each that can be changed is changed here. */
export function KeySheet({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { preferences, change } = usePreferences();
  const own = readOwnKeys(preferences.ownKeys);
  const [edited, setEdited] = useState<KeyLine | null>(null);
  const [left, setLeft] = useState<KeyLine | null>(null);
  const keep = (next: OwnKeys): void => change({ ownKeys: [...next].map(([command, keys]) => ({ command, keys })) });
  const leave = (): void => {
    setLeft(edited);
    setEdited(null);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={edited === null ? say('keysheet.title') : say('ownKeys.title', { name: say(edited.label) })}
      size={720}
      // the editor is left before the sheet
      closeOnEscape={edited === null}
      closeButtonProps={{ 'aria-label': say('shell.close') }}
    >
      {edited?.owner != null ? (
        <KeyEditor id={edited.owner} own={own} keep={keep} close={leave} />
      ) : (
        <KeyList own={own} keep={keep} edit={setEdited} left={left} />
      )}
    </Modal>
  );
}

interface KeyListProps {
  readonly own: OwnKeys;
  readonly keep: (own: OwnKeys) => void;
  readonly edit: (line: KeyLine) => void;
  /** Whose editor was left just now: the focus goes back to it. */
  readonly left: KeyLine | null;
}

function KeyList({ own, keep, edit, left }: KeyListProps): ReactNode {
  const { say } = useText();
  const commands = useAllCommands();
  useEffect(() => {
    if (left !== null) document.getElementById(placeOf(left))?.focus();
  }, [left]);
  return (
    <>
      <p className="muted">{say('keysheet.explain')}</p>
      <SingleKeysSwitch />
      <div className="key-sheet">
        {GROUPS.map((group) => {
          const lines = linesOf(commands, group);
          if (lines.length === 0) return null;
          return (
            <section key={group}>
              <h3 className="strong">{say(`keysheet.groups.${group}`)}</h3>
              <dl>
                {lines.map((line) => (
                  <Line key={line.id} line={line} own={own} edit={edit} />
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <AllBack own={own} keep={keep} />
    </>
  );
}

const placeOf = ({ id }: KeyLine): string => `key-of-${id}`;

interface LineProps extends Pick<KeyListProps, 'own' | 'edit'> {
  readonly line: KeyLine;
}

function Line({ line, own, edit }: LineProps): ReactNode {
  const { say } = useText();
  const { label, keys, owner } = line;
  const changed = owner !== null && own.has(owner);
  return (
    <div className="key-line">
      <dt>{say(label)}</dt>
      <dd className={changed ? 'own' : undefined}>
        {keys.map((key) => (
          <Caps key={key} of={key} />
        ))}
        {keys.length === 0 && <span className="muted">{say('ownKeys.none')}</span>}
        <span className="unseen">
          {keys.map((key) => keyWords(say, key)).join(', ')}
          {changed && `, ${say('ownKeys.changed')}`}
        </span>
        <span className="key-edit">
          {owner !== null && (
            <IconButton
              id={placeOf(line)}
              label={say('ownKeys.change', { name: say(label) })}
              onClick={() => edit(line)}
            >
              <IconPencil size={14} stroke={1.5} aria-hidden="true" />
            </IconButton>
          )}
        </span>
      </dd>
    </div>
  );
}

function SingleKeysSwitch(): ReactNode {
  const { say } = useText();
  const { preferences, change } = usePreferences();
  const on = preferences.singleKeys ?? DEFAULTS.singleKeys;
  return (
    <label className="key-switch">
      <input type="checkbox" checked={on} onChange={(event) => change({ singleKeys: event.currentTarget.checked })} />
      <span>
        {say('shell.singleKeys')}
        {!on && <span className="muted"> {say('ownKeys.off')}</span>}
      </span>
    </label>
  );
}

/** What was given up can be had again, as long as the sheet is open. */
function AllBack({ own, keep }: Pick<KeyListProps, 'own' | 'keep'>): ReactNode {
  const { say } = useText();
  const [former, setFormer] = useState<OwnKeys | null>(null);
  if (own.size === 0 && former === null) return null;
  const turn = (): void => {
    setFormer(own.size > 0 ? own : null);
    keep(own.size > 0 ? new Map() : (former ?? own));
  };
  return (
    <p className="key-foot">
      <span className="muted" role="status">
        {own.size > 0 ? say('ownKeys.own', { count: own.size }) : say('ownKeys.allUsual')}
      </span>
      <TextButton onClick={turn}>{say(own.size > 0 ? 'ownKeys.allBack' : 'ownKeys.mineAgain')}</TextButton>
    </p>
  );
}
