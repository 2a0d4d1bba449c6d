import type { Agent, Team } from '@redress/contract/people.js';
import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { CheckList, faultOf, FormSummary, MovedOn, useSave } from './form.js';
import { RemoveDialog } from './remove-dialog.js';
import { ADMIN, refreshRows } from './rows.js';

interface TeamProps {
  /** null: a new one. */
  readonly team: Team | null;
  readonly people: readonly Agent[];
  readonly close: () => void;
}

interface Words {
  readonly name: string;
  readonly memberIds: readonly string[];
}

const wordsOf = (team: Team | null): Words => ({
  name: team?.name ?? '',
  memberIds: team?.members.map(({ id }) => id) ?? [],
});

export function TeamDialog({ team, people, close }: TeamProps): ReactNode {
  const { say } = useText();
  const [removing, setRemoving] = useState(false);
  const [seen, setSeen] = useState(team);
  const [words, setWords] = useState<Words>(() => wordsOf(team));
  const body = { ...words, name: words.name.trim() };
  const save = useSave({
    check: () => (body.name === '' ? [faultOf(say, 'name')] : []),
    work: () =>
      seen === null
        ? post<Team>(ADMIN.teams, { body })
        : put<Team>(`${ADMIN.teams}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async ({ name }) => {
      toast({ text: say('admin.teams.saved', { name }) });
      close();
      await refreshRows(ADMIN.teams, ADMIN.agents, ADMIN.queues);
    },
    moved: () => refreshRows(ADMIN.teams),
  });
  const title = team === null ? say('admin.teams.addTeam') : say('admin.teams.editTeam', { name: team.name });
  if (team !== null && removing)
    return <RemoveDialog kind="team" of={team} stay={() => setRemoving(false)} leave={close} />;
  return (
    <Dialog title={title} close={close}>
      <form className="form" onSubmit={save.submit} noValidate>
        <FormSummary faults={save.faults} />
        {save.movedOn && (
          <MovedOn
            keep={() => {
              setSeen(team);
              save.submit();
            }}
            theirs={() => {
              setSeen(team);
              setWords(wordsOf(team));
            }}
          />
        )}
        <TextInput
          id="name"
          label={say('admin.teams.name')}
          data-autofocus
          value={words.name}
          error={save.fault('name')}
          onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
        />
        <CheckList
          id="memberIds"
          legend={say('admin.teams.members')}
          options={people
            .filter(({ id, disabled }) => !disabled || words.memberIds.includes(id))
            .map(({ id, name, email }) => ({ value: id, label: name, hint: email }))}
          chosen={words.memberIds}
          change={(memberIds) => setWords({ ...words, memberIds })}
          none={say('admin.teams.noMembers')}
        />
        <div className="form-foot">
          {team !== null && (
            <TextButton look="danger" onClick={() => setRemoving(true)}>
              {say('admin.teams.removeDo')} …
            </TextButton>
          )}
          <span className="spread" />
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say('shell.save')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}
