import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { Menu } from '@mantine/core';
import { IconArrowLeft, IconDots, IconGitMerge, IconLayoutSidebarRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { sayNow, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { ButtonMenu } from '../ui/button-menu.js';
import { runCommand, useCommands } from '../ui/commands.js';
import { copyText } from '../ui/copy.js';
import { Avatar, IconButton, KeyCaps } from '../ui/parts.js';
import { assign, edit, routeAgain, set, tell } from './actions.js';
import { ClockChip, Waiting } from './clock-chips.js';
import { NO_OWNER, priorityOf, settable, useOwnerOptions, usePriorityOptions, useStatusOptions } from './choices.js';
import { EscalateDialog } from './escalate-dialog.js';
import { Presence } from './presence.js';
import { PropertyMenu } from './property-menu.js';
import { STAGE_VERBS, useStep } from './steps.js';
import { RevokeLinkDialog, StatusLinkItems } from './status-link.js';
import { SnoozeMenu } from './snooze-menu.js';
import { TagMenu } from './tag-menu.js';
import { WatchButton, WatchItem } from './watching.js';

interface TicketHeadProps {
  readonly read: Timeline;
  readonly back: (() => void) | undefined;
  readonly togglePanel: () => void;
  readonly panelOpen: boolean;
  readonly openLink: () => void;
  readonly resolved: () => void;
  readonly next: () => void;
  readonly clocksOpen: boolean;
  readonly toggleClocks: () => void;
}

export function TicketHead({
  read,
  back,
  togglePanel,
  panelOpen,
  openLink,
  resolved,
  next,
  clocksOpen,
  toggleClocks,
}: TicketHeadProps): ReactNode {
  const { say } = useText();
  const { ticket } = read;
  // alone on the page it is its heading; beside a list that is the name of the view
  const Title = back === undefined ? 'h2' : 'h1';
  return (
    <header className="ticket-head">
      <div className="ticket-title">
        {back !== undefined && (
          <IconButton label={say('ticket.back')} onClick={back} className="ticket-back">
            <IconArrowLeft size={18} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
        <Title className="truncate" title={ticket.subject}>
          {ticket.subject || say('words.noSubject')}
        </Title>
        <button
          type="button"
          className="mono muted ticket-number"
          onClick={() => copyText(ticket.number, ticket.number)}
        >
          {ticket.number}
        </button>
        <span className="spread" />
        <Presence ticketId={ticket.id} drafting={read.drafting} />
        <WatchButton read={read} />
        <SnoozeMenu read={read} next={next} />
        <IconButton label={say('commands.link')} command="link" onClick={openLink} className="wide-only">
          <IconGitMerge size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('commands.sidePanel')} command="side-panel" onClick={togglePanel} pressed={panelOpen}>
          <IconLayoutSidebarRight size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
        <MoreMenu read={read} openLink={openLink} />
      </div>
      <Properties {...{ ticket, resolved, clocksOpen, toggleClocks }} />
    </header>
  );
}

type MenuName = 'status' | 'stage' | 'owner' | 'priority' | 'tags';

interface PropertiesProps {
  readonly ticket: Ticket;
  readonly resolved: () => void;
  readonly clocksOpen: boolean;
  readonly toggleClocks: () => void;
}

function Properties({ ticket, resolved, clocksOpen, toggleClocks }: PropertiesProps): ReactNode {
  const { say } = useText();
  const [menu, setMenu] = useState<MenuName | null>(null);
  const open = (name: MenuName) => ({
    opened: menu === name,
    setOpened: (opened: boolean) => setMenu(opened ? name : null),
  });
  usePropertyCommands(ticket, setMenu, resolved);
  return (
    <div className="ticket-properties" role="group" aria-label={say('ticket.properties')}>
      <StatusMenu ticket={ticket} {...open('status')} />
      {ticket.stage !== null && <StageMenu ticket={ticket} {...open('stage')} />}
      <OwnerMenu ticket={ticket} {...open('owner')} />
      <PriorityMenu ticket={ticket} {...open('priority')} />
      <TagMenu ticket={ticket} {...open('tags')} />
      {ticket.escalated !== null && (
        <span className="ticket-escalated">{say(`ticket.escalate.${ticket.escalated}Tag`)}</span>
      )}
      <span className="spread" />
      <Waiting ticket={ticket} />
      <ClockChip ticket={ticket} opened={clocksOpen} toggle={toggleClocks} />
    </div>
  );
}

interface OneMenu {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
}

function StatusMenu({ ticket, opened, setOpened }: OneMenu): ReactNode {
  const { say } = useText();
  const options = useStatusOptions(ticket.status);
  const step = useStep(ticket);
  const choose = (value: string): void => {
    const status = settable(value);
    if (status === undefined) step(value === 'close' ? 'close' : 'resolve');
    else void tell(say('ticket.did.status', { status: say(`words.status.${status}`) }), set(ticket, { status }));
  };
  return (
    <>
      <PropertyMenu
        label={`${say('ticket.changeStatus')}: ${say(`words.status.${ticket.status}`)}`}
        shown={say(`words.status.${ticket.status}`)}
        {...{ options, choose, opened, setOpened }}
      />
      {step.dialog}
    </>
  );
}

function StageMenu({ ticket, opened, setOpened }: OneMenu): ReactNode {
  const { say } = useText();
  const step = useStep(ticket);
  const options = STAGE_VERBS.filter((verb) => ticket.may.includes(verb)).map((verb) => ({
    value: verb,
    label: say(`ticket.verbs.${verb}`),
  }));
  const shown = ticket.stage === null ? '' : say(`words.stage.${ticket.stage}`);
  const choose = (value: string): void => {
    const verb = STAGE_VERBS.find((one) => one === value);
    if (verb !== undefined) step(verb);
  };
  return (
    <>
      <PropertyMenu
        label={`${say('ticket.changeStage')}: ${shown}`}
        {...{ shown, options, choose, opened, setOpened }}
      />
      {step.dialog}
    </>
  );
}

function OwnerMenu({ ticket, opened, setOpened }: OneMenu): ReactNode {
  const { say } = useText();
  const options = useOwnerOptions(ticket.owner?.id ?? null, opened);
  const name = ticket.owner?.name ?? say('words.nobody');
  const choose = (value: string): void => {
    const chosen = options.find((option) => option.value === value)?.label ?? '';
    const text = value === NO_OWNER ? say('ticket.did.unassigned') : say('ticket.did.assigned', { name: chosen });
    void tell(text, assign(ticket, value === NO_OWNER ? null : value));
  };
  return (
    <PropertyMenu
      label={`${say('ticket.changeOwner')}: ${name}`}
      shown={
        <>
          <Avatar name={ticket.owner?.name ?? null} small />
          <span className={ticket.owner === null ? 'muted' : 'truncate'}>{name}</span>
        </>
      }
      search={say('ticket.findAgent')}
      {...{ options, choose, opened, setOpened }}
    />
  );
}

function PriorityMenu({ ticket, opened, setOpened }: OneMenu): ReactNode {
  const { say } = useText();
  const options = usePriorityOptions(ticket.priority);
  const shown = say(`words.priority.${ticket.priority}`);
  const choose = (value: string): void => {
    const priority = priorityOf(value);
    if (priority !== undefined)
      void tell(say('ticket.did.priority', { priority: say(`words.priority.${priority}`) }), set(ticket, { priority }));
  };
  return (
    <PropertyMenu
      label={`${say('ticket.changePriority')}: ${shown}`}
      {...{ shown, options, choose, opened, setOpened }}
    />
  );
}

function usePropertyCommands(ticket: Ticket, setMenu: (name: MenuName) => void, resolved: () => void): void {
  const { agent } = useSession();
  const takeIt = (): void => void tell(sayNow('ticket.did.assigned', { name: agent.name }), assign(ticket, 'me'));
  const route = (): void => void tell(sayNow('ticket.did.routed'), routeAgain(ticket));
  const praise = (): void => void tell(sayNow('ticket.did.praised'), edit(ticket, { kind: 'compliment' }));
  useCommands([
    { id: 'status', run: () => setMenu('status') },
    { id: 'assign', run: () => setMenu('owner') },
    { id: 'assign-me', run: takeIt },
    { id: 'priority', run: () => setMenu('priority') },
    { id: 'tags', run: () => setMenu('tags') },
    { id: 'resolve', run: resolved },
    ...(ticket.may.includes('edit') && ticket.kind !== 'compliment' ? [{ id: 'praise', run: praise } as const] : []),
    ...(ticket.may.includes('route') ? [{ id: 'route-again', run: route } as const] : []),
  ]);
}

function MoreMenu({ read, openLink }: { readonly read: Timeline; readonly openLink: () => void }): ReactNode {
  const { ticket } = read;
  const { say } = useText();
  const { queues } = useSession();
  const [escalating, setEscalating] = useState(false);
  const [revoking, setRevoking] = useState(false);
  const escalates = ticket.may.includes(ticket.escalated === null ? 'escalate' : 'deescalate');
  const address = `${window.location.origin}/tickets/${ticket.number}`;
  return (
    <>
      <ButtonMenu
        position="bottom-end"
        width={240}
        button={(its) => (
          <IconButton label={say('ticket.more')} {...its}>
            <IconDots size={18} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
      >
        <Menu.Dropdown>
          <Menu.Item onClick={openLink}>{say('commands.link')}</Menu.Item>
          {ticket.may.includes('watch') && <WatchItem read={read} />}
          <Menu.Item rightSection={<KeyCaps of="history" />} onClick={() => runCommand('history')}>
            {say('commands.history')}
          </Menu.Item>
          <Menu.Item onClick={() => runCommand('snooze')}>{say('commands.snooze')}</Menu.Item>
          {ticket.may.includes('route') && (
            <Menu.Item onClick={() => void tell(say('ticket.did.routed'), routeAgain(ticket))}>
              {say('commands.routeAgain')}
            </Menu.Item>
          )}
          {escalates && (
            <Menu.Item onClick={() => setEscalating(true)}>
              {say(ticket.escalated === null ? 'ticket.escalate.open' : 'ticket.escalate.openBack')}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => copyText(address, say('ticket.copyLink'))}>{say('commands.copyLink')}</Menu.Item>
          <StatusLinkItems ticket={ticket} revoke={() => setRevoking(true)} />
          <Menu.Label>{say('ticket.kind')}</Menu.Label>
          {(['complaint', 'enquiry', 'suggestion', 'compliment'] as const).map((kind) => (
            <Menu.Item
              key={kind}
              aria-current={ticket.kind === kind ? 'true' : undefined}
              onClick={() => void tell(say('ticket.did.edited'), edit(ticket, { kind }))}
            >
              {say(`words.kind.${kind}`)}
            </Menu.Item>
          ))}
          {queues.length > 1 && <Menu.Label>{say('ticket.queue')}</Menu.Label>}
          {queues.length > 1 &&
            queues.map((queue) => (
              <Menu.Item
                key={queue.id}
                aria-current={ticket.queue.id === queue.id ? 'true' : undefined}
                onClick={() => void tell(say('ticket.did.edited'), edit(ticket, { queueId: queue.id }))}
              >
                {queue.name}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </ButtonMenu>
      {escalating && <EscalateDialog ticket={ticket} close={() => setEscalating(false)} />}
      {revoking && <RevokeLinkDialog ticket={ticket} close={() => setRevoking(false)} />}
    </>
  );
}
