import type { Skill } from '@redress/contract/routing.js';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { put, remove } from '../../api/client.js';
import { useText } from '../../i18n/text.js';
import { failed } from '../../ui/failure.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { FormSummary, useSave } from '../form.js';
import { refreshRouting, skillCode, skillsQuery } from './calls.js';

export function SkillsPart(): ReactNode {
  const { say } = useText();
  const skills = useQuery(skillsQuery).data?.data ?? [];
  const [name, setName] = useState('');
  const save = useSave({
    work: () => put<Skill>(`/skills/${skillCode(name)}`, { body: { name: name.trim() } }),
    done: async () => {
      setName('');
      await refreshRouting('/skills');
    },
  });
  const drop = (code: string): void => void remove(`/skills/${code}`).then(() => refreshRouting('/skills'), failed);
  return (
    <section className="calendar-part" aria-labelledby="skills-title">
      <header className="calendar-part-head">
        <h3 id="skills-title">{say('admin.routing.skills')}</h3>
        <span className="muted spread">{say('admin.routing.skillsExplain')}</span>
      </header>
      <FormSummary faults={save.faults} />
      <ul className="skill-list">
        {skills.map((skill) => (
          <li key={skill.code} className="chip">
            {skill.name} <span className="muted">{say('admin.routing.people', { count: skill.people })}</span>
            <IconButton
              label={say('admin.routing.removeSkill', { name: skill.name })}
              className="chip-remove"
              onClick={() => drop(skill.code)}
            >
              <IconX size={12} stroke={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
        <li>
          <form className="tester-foot" onSubmit={save.submit}>
            <input
              aria-label={say('admin.routing.skillName')}
              placeholder={say('admin.routing.skillName')}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextButton type="submit" disabled={save.busy || skillCode(name) === ''}>
              {say('admin.routing.addSkill')}
            </TextButton>
          </form>
        </li>
      </ul>
    </section>
  );
}
