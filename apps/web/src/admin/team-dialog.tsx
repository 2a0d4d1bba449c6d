import type { Agent, Team } from '@redress/contract/people.js';
import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { DialogForm } from './dialog-form.js';
import { toast } from '../ui/toasts.js';
import { CheckList, faultOf, useSave } from './form.js';
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
  return (
    <DialogForm
      title={title}
      save={save}
      close={close}
      faster={{
        mine: () => setSeen(team),
        theirs: () => {
          setSeen(team);
          setWords(wordsOf(team));
        },
      }}
      removal={team === null ? undefined : (stay) => <RemoveDialog kind="team" of={team} stay={stay} leave={close} />}
    >
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
    </DialogForm>
  );
}
