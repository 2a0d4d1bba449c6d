import type { TriggerActionView } from '@redress/contract/automation.js';
import type { Webhook } from '@redress/contract/notifications.js';
import type { Agent, Queue } from '@redress/contract/people.js';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { IconButton } from '../ui/parts.js';
import { linesOf } from './form.js';
import { Choice } from './plan-level.js';
import { ADMIN, useRows } from './rows.js';
import { TargetSelect } from './target-select.js';
import { actionOf, DOINGS, STATUSES } from './trigger-draft.js';

interface ActionProps {
  readonly n: number;
  readonly action: TriggerActionView;
  readonly change: (action: TriggerActionView) => void;
  readonly drop: () => void;
}

export function ActionFields({ n, action, change, drop }: ActionProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset className="rule-part">
      <legend className="rule-part-head">
        <span className="unseen">{say('admin.triggers.action', { n })}</span>
        <Choice
          label={say('admin.triggers.action', { n })}
          value={action.do}
          options={DOINGS.map((value) => ({ value, words: say(`admin.triggers.do.${value}`) }))}
          change={(doing) => change(actionOf(doing))}
        />
        <IconButton label={say('admin.triggers.removeAction', { n })} onClick={drop}>
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </legend>
      <Detail action={action} change={change} />
    </fieldset>
  );
}

type DetailProps = Pick<ActionProps, 'action' | 'change'>;

/** What one action asks for besides its kind. */
export function Detail({ action, change }: DetailProps): ReactNode {
  const { say } = useText();
  switch (action.do) {
    case 'setStatus':
      return (
        <Choice
          label={say('admin.triggers.status')}
          value={STATUSES.find((status) => status === action.status) ?? 'open'}
          options={STATUSES.map((value) => ({ value, words: say(`words.status.${value}`) }))}
          change={(status) => change({ ...action, status })}
        />
      );
    case 'setPriority':
      return (
        <Choice
          label={say('admin.triggers.do.setPriority')}
          value={action.priority ?? 'high'}
          options={(['low', 'normal', 'high', 'urgent'] as const).map((value) => ({
            value,
            words: say(`words.priority.${value}`),
          }))}
          change={(priority) => change({ ...action, priority })}
        />
      );
    case 'tag':
      return <TagField action={action} change={change} />;
    case 'notify':
      return (
        <TargetSelect
          label={say('admin.plans.to')}
          target={action.to ?? { role: 'teamLead' }}
          change={(to) => change({ ...action, to })}
        />
      );
    case 'sendTemplate':
      return <TextFields action={action} change={change} />;
    case 'setQueue':
    case 'assign':
    case 'webhook':
      return <ThingField action={action} change={change} />;
  }
}

function TagField({ action, change }: DetailProps): ReactNode {
  const { say } = useText();
  return (
    <div className="field-row">
      {(['add', 'remove'] as const).map((part) => (
        <label key={part} className="field">
          <span>{say(part === 'add' ? 'admin.triggers.tags' : 'admin.triggers.tagsOff')}</span>
          <input
            className="text-field"
            defaultValue={(action[part] ?? []).join(', ')}
            onChange={(event) => change({ ...action, [part]: linesOf(event.currentTarget.value) })}
          />
        </label>
      ))}
    </div>
  );
}

function TextFields({ action, change }: DetailProps): ReactNode {
  const { say } = useText();
  return (
    <>
      {(['en', 'de'] as const).map((language) => (
        <label key={language} className="field">
          <span>{say(language === 'en' ? 'admin.triggers.textEn' : 'admin.triggers.textDe')}</span>
          <textarea
            rows={4}
            className="text-field"
            value={action[language] ?? ''}
            onChange={(event) => change({ ...action, [language]: event.currentTarget.value })}
          />
        </label>
      ))}
      <p className="muted hint">{say('admin.triggers.textHint', { number: '{{number}}' })}</p>
    </>
  );
}

/** One of the queues, people or webhooks that are there. */
function ThingField({ action, change }: DetailProps): ReactNode {
  const { say } = useText();
  const queues = useRows<Queue>(ADMIN.queues).rows ?? [];
  const agents = useRows<Agent>(ADMIN.agents, { limit: 200 }).rows ?? [];
  const webhooks = useRows<Webhook>(ADMIN.webhooks).rows ?? [];
  const people = agents.filter(({ id, disabled }) => !disabled || id === action.agentId);
  const things = action.do === 'setQueue' ? queues : action.do === 'assign' ? people : webhooks;
  const chosen =
    (action.do === 'setQueue' ? action.queueId : action.do === 'assign' ? action.agentId : action.webhookId) ?? '';
  const none = say(action.do === 'assign' ? 'admin.triggers.nobody' : 'admin.triggers.choose');
  const choose = (id: string): void => {
    if (action.do === 'setQueue') change({ do: 'setQueue', queueId: id });
    else if (action.do === 'assign') change({ do: 'assign', agentId: id === '' ? null : id });
    else change({ do: 'webhook', webhookId: id });
  };
  return (
    <Choice
      label={say(`admin.triggers.do.${action.do}`)}
      value={chosen}
      options={[{ value: '', words: none }, ...things.map(({ id, name }) => ({ value: id, words: name }))]}
      change={choose}
    />
  );
}
