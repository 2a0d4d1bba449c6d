import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import { keepCsrfToken, remove } from '../api/client.js';
import { forgetKept } from '../api/kept.js';
import { readOutbox } from '../api/outbox.js';
import { keys, queryClient } from '../api/queries.js';
import { LANGUAGES, useText } from '../i18n/text.js';
import { DEFAULTS, readsFigures, usePreferences, useSession, type Wish } from '../session/preferences.js';
import { AvailabilityDot, AvailabilityRow } from './availability-row.js';
import { ButtonMenu } from './button-menu.js';
import { runCommand } from './commands.js';
import { failed } from './failure.js';
import { Opening } from './opening.js';
import { Avatar, KeyCaps } from './parts.js';
import { showReview } from './review-door.js';
import { toast } from './toasts.js';

const OwnPhone = lazy(async () => ({ default: (await import('../phone/own-phone.js')).OwnPhone }));
const OwnSigning = lazy(async () => ({ default: (await import('./own-signing.js')).OwnSigning }));
const OwnAbsences = lazy(async () => ({ default: (await import('../absences/own-absences.js')).OwnAbsences }));

interface Choice {
  readonly label: string;
  readonly chosen: boolean;
  readonly wish: Wish;
}

export function AccountMenu(): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const { change } = usePreferences();
  const groups = useChoices();
  const signOut = useSignOut();
  const worksTickets = agent.role !== 'light' && agent.role !== 'quality';
  const navigate = useNavigate();
  const [away, setAway] = useState(false);
  const [phone, setPhone] = useState(false);
  const [signing, setSigning] = useState(false);
  return (
    <>
      <ButtonMenu
        position="right-end"
        width={264}
        closeOnItemClick={false}
        button={(its) => (
          <button type="button" className="rail-item" title={say('shell.account')} {...its}>
            <Avatar name={agent.name} />
            <span className="unseen">
              {agent.name}, {say('shell.account')}
            </span>
            {worksTickets && <AvailabilityDot />}
            <span className="rail-word">{say('shell.more')}</span>
          </button>
        )}
      >
        <Menu.Dropdown className="account-menu">
          <div className="account-head">
            <p className="strong truncate">{agent.name}</p>
            <p className="muted truncate">
              {say(`words.role.${agent.role}`)}, {agent.email}
            </p>
          </div>
          {worksTickets && <AvailabilityRow />}
          {worksTickets && (
            <Menu.Item closeMenuOnClick onClick={() => setAway(true)}>
              {say('shell.myAbsence')}
            </Menu.Item>
          )}
          {agent.role !== 'quality' && (
            <Menu.Item closeMenuOnClick onClick={() => setPhone(true)}>
              {say('shell.myPhone')}
            </Menu.Item>
          )}
          {agent.role !== 'quality' && agent.role !== 'light' && (
            <Menu.Item closeMenuOnClick onClick={() => setSigning(true)}>
              {say('shell.mySigning')}
            </Menu.Item>
          )}
          <Places />
          {groups.map(({ title, choices }) => (
            <Fragment key={title}>
              <Menu.Label>{title}</Menu.Label>
              <div className="account-row">
                {choices.map((choice) => (
                  <Menu.Item
                    key={choice.label}
                    aria-current={choice.chosen ? 'true' : undefined}
                    onClick={() => change(choice.wish)}
                  >
                    {choice.label}
                  </Menu.Item>
                ))}
              </div>
            </Fragment>
          ))}
          <Menu.Divider />
          <SingleKeys />
          <Menu.Item closeMenuOnClick rightSection={<KeyCaps of="palette" />} onClick={() => runCommand('palette')}>
            {say('commands.palette')}
          </Menu.Item>
          <Menu.Item closeMenuOnClick rightSection={<KeyCaps of="keys" />} onClick={() => runCommand('keys')}>
            {say('keysheet.title')}
          </Menu.Item>
          <Menu.Item closeMenuOnClick onClick={() => void navigate({ to: '/notifications/settings' })}>
            {say('inbox.settings')}
          </Menu.Item>
          <Menu.Item onClick={signOut}>{say('shell.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </ButtonMenu>
      {away && (
        <Suspense fallback={<Opening close={() => setAway(false)} />}>
          <OwnAbsences close={() => setAway(false)} />
        </Suspense>
      )}
      {signing && (
        <Suspense fallback={<Opening close={() => setSigning(false)} />}>
          <OwnSigning close={() => setSigning(false)} />
        </Suspense>
      )}
      {phone && (
        <Suspense fallback={<Opening close={() => setPhone(false)} />}>
          <OwnPhone close={() => setPhone(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Where the rail leads and the bar of a phone has no room for. */
function Places(): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const navigate = useNavigate();
  const places = [
    { to: '/tasks', words: say('shell.myTasks'), shown: true },
    { to: '/phone', words: say('shell.phone'), shown: agent.role !== 'quality' },
    { to: '/customers', words: say('shell.customers'), shown: true },
    { to: '/new', words: say('shell.newTicket'), shown: true },
    { to: '/quality', words: say('shell.quality'), shown: readsFigures(agent.role) },
    { to: '/admin', words: say('shell.admin'), shown: agent.role !== 'light' },
  ] as const;
  return (
    <div className="phone-only">
      {places
        .filter(({ shown }) => shown)
        .map(({ to, words }) => (
          <Menu.Item key={to} closeMenuOnClick onClick={() => void navigate({ to })}>
            {words}
          </Menu.Item>
        ))}
    </div>
  );
}

function SingleKeys(): ReactNode {
  const { say } = useText();
  const { preferences, change } = usePreferences();
  const on = preferences.singleKeys ?? DEFAULTS.singleKeys;
  return (
    <Menu.Item
      aria-current={on ? 'true' : undefined}
      rightSection={on ? <IconCheck size={16} stroke={1.5} aria-hidden="true" /> : null}
      onClick={() => change({ singleKeys: !on })}
    >
      {say('shell.singleKeys')}
    </Menu.Item>
  );
}

function useChoices(): readonly { readonly title: string; readonly choices: readonly Choice[] }[] {
  const { say, language } = useText();
  const { preferences } = usePreferences();
  const theme = preferences.theme ?? DEFAULTS.theme;
  const density = preferences.density ?? DEFAULTS.density;
  const undo = preferences.undoSendSeconds ?? DEFAULTS.undoSendSeconds;
  return [
    {
      title: say('shell.theme.title'),
      choices: (['light', 'dark', 'system', 'contrast'] as const).map((name) => ({
        label: say(`shell.theme.${name}`),
        chosen: theme === name,
        wish: { theme: name },
      })),
    },
    {
      title: say('shell.density.title'),
      choices: (['compact', 'cosy', 'comfortable'] as const).map((name) => ({
        label: say(`shell.density.${name}`),
        chosen: density === name,
        wish: { density: name },
      })),
    },
    {
      title: say('shell.language.title'),
      choices: LANGUAGES.map((name) => ({
        label: say(`shell.language.${name}`),
        chosen: language === name,
        wish: { language: name },
      })),
    },
    {
      title: say('shell.undoSend.title'),
      choices: [0, 10, 30].map((n) => ({
        label: n === 0 ? say('shell.undoSend.none') : say('words.time.seconds', { n }),
        chosen: undo === n,
        wish: { undoSendSeconds: n },
      })),
    },
  ];
}

function useSignOut(): () => void {
  const navigate = useNavigate();
  const { say } = useText();
  return () => {
    // what was written and not sent is neither lost nor left behind on a machine that others use
    if (readOutbox().length > 0) {
      toast({ text: say('shell.offline.beforeSignOut', { count: readOutbox().length }), tone: 'failed' });
      return showReview();
    }
    remove('/session')
      .then(async () => {
        await forgetKept();
        keepCsrfToken('');
        queryClient.clear();
        queryClient.setQueryData(keys.session, null);
        return navigate({ to: '/sign-in' });
      })
      .catch(failed);
  };
}
