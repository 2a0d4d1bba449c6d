import type { Agent, Team } from '@redress/contract/people.js';
import type { RoleName } from '@redress/contract/words.js';
import { TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { patch, post } from '../api/client.js';
import { type Say, useText } from '../i18n/text.js';
import { took } from '../start/first-steps.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { CheckList, faultOf, FormSummary, isAddress, linesOf, MovedOn, useSave } from './form.js';
import { Confirm } from './parts.js';
import type { PasswordLink } from './people.js';
import { ADMIN, refreshRows } from './rows.js';

export const ROLES: readonly RoleName[] = ['agent', 'teamLead', 'quality', 'light', 'admin'];

interface PersonProps {
  /** null: somebody new. */
  readonly person: Agent | null;
  readonly teams: readonly Team[];
  readonly close: () => void;
  readonly handOver: (link: PasswordLink) => void;
}

interface Words {
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly teamIds: readonly string[];
  readonly phoneNames: string;
}

const wordsOf = (person: Agent | null): Words => ({
  name: person?.name ?? '',
  email: person?.email ?? '',
  role: person?.role ?? 'agent',
  teamIds: person?.teams.map(({ id }) => id) ?? [],
  phoneNames: person?.phoneNames.join(', ') ?? '',
});

export function PersonDialog({ person, teams, close, handOver }: PersonProps): ReactNode {
  const { say } = useText();
  const [disabling, setDisabling] = useState(false);
  const [seen, setSeen] = useState(person);
  // what is saved over: known at once, also before it is drawn
  const over = useRef(person);
  const [words, setWords] = useState<Words>(() => wordsOf(person));
  const change = (wish: Partial<Words>): void => setWords({ ...words, ...wish });
  const save = useSave({
    check: () => [
      ...(words.name.trim() === '' ? [faultOf(say, 'name')] : []),
      ...(seen === null && !isAddress(words.email.trim()) ? [faultOf(say, 'email')] : []),
    ],
    work: async (): Promise<PasswordLink | null> => {
      const { name, email, role, teamIds } = { ...words, name: words.name.trim(), email: words.email.trim() };
      if (over.current !== null) {
        const body = { name, role, teamIds, phoneNames: linesOf(words.phoneNames) };
        await patch<Agent>(`${ADMIN.agents}/${over.current.id}`, { body, ifMatch: over.current.version });
        return null;
      }
      const invited = await post<{ agent: Agent; passwordLink?: string }>(ADMIN.agents, {
        body: { name, email, role, teamIds },
      });
      return invited.passwordLink === undefined ? null : { name, link: invited.passwordLink };
    },
    done: async (link) => {
      toast({ text: say(seen === null ? 'admin.people.invited' : 'admin.people.saved', { name: words.name.trim() }) });
      if (seen === null) took('colleague');
      close();
      if (link !== null) handOver(link);
      await refreshRows(ADMIN.agents, ADMIN.teams);
    },
    moved: () => refreshRows(ADMIN.agents),
  });
  const title = person === null ? say('admin.people.invite') : say('admin.people.edit', { name: person.name });
  if (person !== null && disabling)
    return <DisableDialog person={person} stay={() => setDisabling(false)} leave={close} />;
  return (
    <Dialog title={title} close={close} width={560}>
      <form className="form" onSubmit={save.submit} noValidate>
        <FormSummary faults={save.faults} />
        {save.movedOn && (
          <MovedOn
            keep={() => {
              over.current = person;
              setSeen(person);
              save.submit();
            }}
            theirs={() => {
              over.current = person;
              setSeen(person);
              setWords(wordsOf(person));
            }}
          />
        )}
        <div className="field-row">
          <TextInput
            id="name"
            label={say('admin.people.name')}
            value={words.name}
            error={save.fault('name')}
            data-autofocus
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          {person === null && (
            <TextInput
              id="email"
              type="email"
              label={say('admin.people.email')}
              value={words.email}
              error={save.fault('email')}
              onChange={(event) => change({ email: event.currentTarget.value })}
            />
          )}
        </div>
        {person !== null && <p className="muted hint">{say('admin.people.emailFixed', { email: person.email })}</p>}
        <RoleChoice chosen={words.role} choose={(role) => change({ role })} />
        <CheckList
          id="teamIds"
          legend={say('admin.people.teams')}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={words.teamIds}
          change={(teamIds) => change({ teamIds })}
          none={say('admin.people.noTeams')}
          error={save.fault('teamIds')}
        />
        {person !== null && (
          <TextInput
            id="phoneNames"
            label={say('admin.people.phoneNames')}
            description={say('admin.people.phoneNamesHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={words.phoneNames}
            error={save.fault('phoneNames')}
            onChange={(event) => change({ phoneNames: event.currentTarget.value })}
          />
        )}
        <div className="form-foot">
          {person !== null && (
            <PersonActions person={person} disable={() => setDisabling(true)} close={close} handOver={handOver} />
          )}
          <span className="spread" />
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say(person === null ? 'admin.people.send' : 'shell.save')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}

interface RoleProps {
  readonly chosen: RoleName;
  readonly choose: (role: RoleName) => void;
}

function RoleChoice({ chosen, choose }: RoleProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset id="role" className="check-list whole">
      <legend>{say('admin.people.role')}</legend>
      {ROLES.map((role) => (
        <label key={role} className="check-line">
          <input type="radio" name="role" checked={role === chosen} onChange={() => choose(role)} />
          <span>
            {say(`words.role.${role}`)}
            <span className="muted hint check-hint">{say(`admin.people.roleWords.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface ActionsProps {
  readonly person: Agent;
  readonly disable: () => void;
  readonly close: () => void;
  readonly handOver: (link: PasswordLink) => void;
}

function PersonActions({ person, disable, close, handOver }: ActionsProps): ReactNode {
  const { say } = useText();
  const { id, name } = person;
  const makeLink = async (): Promise<void> => {
    const { link } = await post<{ link: string }>(`${ADMIN.agents}/${id}/password-link`);
    close();
    handOver({ name, link });
  };
  if (person.disabled)
    return (
      <TextButton onClick={() => void setDisabled(say, person, false).then(close, failed)}>
        {say('admin.people.enable')}
      </TextButton>
    );
  return (
    <>
      <TextButton onClick={() => void makeLink().catch(failed)}>{say('admin.people.passwordLink')}</TextButton>
      <TextButton look="danger" onClick={disable}>
        {say('admin.people.disable')}
      </TextButton>
    </>
  );
}

async function setDisabled(say: Say, { id, name, version }: Agent, disabled: boolean): Promise<void> {
  await patch<Agent>(`${ADMIN.agents}/${id}`, { body: { disabled }, ifMatch: version });
  toast({ text: say(disabled ? 'admin.people.disabledToast' : 'admin.people.enabledToast', { name }) });
  await refreshRows(ADMIN.agents);
}

interface DisableProps {
  readonly person: Agent;
  readonly stay: () => void;
  readonly leave: () => void;
}

function DisableDialog({ person, stay, leave }: DisableProps): ReactNode {
  const { say } = useText();
  return (
    <Confirm
      title={say('admin.people.disableTitle', { name: person.name })}
      explain={say('admin.people.disableExplain')}
      action={say('admin.people.disableDo')}
      run={() => setDisabled(say, person, true).then(leave)}
      close={stay}
    />
  );
}
