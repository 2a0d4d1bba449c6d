import type { RegulatoryTemplate } from '@redress/contract/sla-policy.js';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { targetWords } from '../../clocks/target-words.js';
import { useText } from '../../i18n/text.js';
import { partWords } from '../../ui/milestone-words.js';
import { templatesQuery } from './calls.js';

interface ChoiceProps {
  readonly chosen: readonly string[];
  readonly change: (codes: readonly string[]) => void;
}

/** Time limits of regulators with their duties in words; no choice of ours is advice. */
export function TemplateChoice({ chosen, change }: ChoiceProps): ReactNode {
  const { say } = useText();
  const { data } = useQuery(templatesQuery);
  return (
    <section className="calendar-part" aria-labelledby="templates-title">
      <header className="calendar-part-head">
        <h3 id="templates-title">{say('admin.policies.templates')}</h3>
      </header>
      <p className="lawyer" role="note">
        <IconScale size={16} stroke={1.5} aria-hidden="true" /> {say('admin.policies.lawyer')}
      </p>
      <ul className="template-list">
        {(data?.data ?? []).map((template) => (
          <TemplateLine
            key={template.code}
            template={template}
            on={chosen.includes(template.code)}
            toggle={(on) => change(on ? [...chosen, template.code] : chosen.filter((code) => code !== template.code))}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly template: RegulatoryTemplate;
  readonly on: boolean;
  readonly toggle: (on: boolean) => void;
}

function TemplateLine({ template, on, toggle }: LineProps): ReactNode {
  return (
    <li className={on ? 'template-line on' : 'template-line'}>
      <label>
        <input type="checkbox" checked={on} onChange={(event) => toggle(event.currentTarget.checked)} />
        <span>
          <span className="strong">{template.name}</span> <span className="muted">{template.source}</span>
          <Duties of={template} />
          {template.note !== '' && <span className="muted hint template-note">{template.note}</span>}
        </span>
      </label>
    </li>
  );
}

/** Every duty as a sentence. */
export function Duties({ of }: { readonly of: Pick<RegulatoryTemplate, 'duties'> }): ReactNode {
  const { say } = useText();
  return (
    <span className="template-duties">
      {of.duties.map((duty) => (
        <span key={duty.part}>
          {say('admin.policies.duty', {
            part: partWords(say, duty.part),
            target: targetWords(say, duty.target),
            starts: say(`admin.policies.starts.${duty.starts}`),
          })}
          {duty.optional && <span className="muted"> ({say('admin.policies.optional')})</span>}
        </span>
      ))}
    </span>
  );
}
