import type { FormLanguageName } from '@redress/contract/forms.js';
import type { Queue } from '@redress/contract/people.js';
import { Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { Check, type Save } from '../form.js';
import { type FormDraft, LANGUAGES, withWords } from './draft.js';

interface PartProps {
  readonly draft: FormDraft;
  readonly change: (part: Partial<FormDraft>) => void;
}

interface WordsProps extends PartProps {
  readonly language: FormLanguageName;
  readonly setLanguage: (language: FormLanguageName) => void;
  readonly error: string | undefined;
}

/** Which languages it speaks, and in which of them one writes now. */
export function WordsPart({ draft, change, language, setLanguage, error }: WordsProps): ReactNode {
  const { say } = useText();
  const toggle = (one: FormLanguageName, on: boolean): void =>
    change({ languages: on ? [...draft.languages, one] : draft.languages.filter((each) => each !== one) });
  const named = say(`admin.forms.language.${language}`);
  return (
    <section className="calendar-part form-words">
      <fieldset id="languages" className="form-languages">
        <legend>{say('admin.forms.languages')}</legend>
        {LANGUAGES.map((one) => (
          <Check
            key={one}
            label={say(`admin.forms.language.${one}`)}
            checked={draft.languages.includes(one)}
            change={(on) => toggle(one, on)}
          />
        ))}
        {error !== undefined && <p className="field-error">{error}</p>}
      </fieldset>
      {draft.languages.length > 1 && (
        <div className="choice-row" role="group" aria-label={say('admin.forms.writeIn')}>
          {draft.languages.map((one) => (
            <label key={one} className={one === language ? 'choice small on' : 'choice small'}>
              <input
                type="radio"
                name="language"
                className="unseen"
                checked={one === language}
                onChange={() => setLanguage(one)}
              />
              {say('admin.forms.textsIn', { language: say(`admin.forms.language.${one}`) })}
            </label>
          ))}
        </div>
      )}
      <TextInput
        id="title"
        label={say('admin.forms.heading', { language: named })}
        maxLength={200}
        value={draft.title[language] ?? ''}
        onChange={(event) => change({ title: withWords(draft.title, language, event.currentTarget.value) })}
      />
      <Textarea
        label={say('admin.forms.intro', { language: named })}
        autosize
        minRows={2}
        maxLength={2_000}
        value={draft.intro[language] ?? ''}
        onChange={(event) => change({ intro: withWords(draft.intro, language, event.currentTarget.value) })}
      />
    </section>
  );
}

interface PlaceProps extends PartProps {
  readonly queues: readonly Queue[];
  readonly fault: Save['fault'];
}

/** Where customers find it and where it goes. */
export function PlacePart({ draft, change, queues, fault }: PlaceProps): ReactNode {
  const { say } = useText();
  return (
    <section className="calendar-part form-words">
      <header className="calendar-part-head">
        <h3>{say('admin.forms.place')}</h3>
      </header>
      <div className="field-row">
        <TextInput
          id="slug"
          label={say('admin.forms.slug')}
          description={say('admin.forms.slugHint', { slug: draft.slug || '…' })}
          maxLength={60}
          autoCapitalize="off"
          spellCheck={false}
          value={draft.slug}
          error={fault('slug')}
          onChange={(event) => change({ slug: event.currentTarget.value })}
        />
        <Select
          id="queueId"
          label={say('admin.forms.queue')}
          description={say('admin.forms.queueHint')}
          data={queues.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.queueId}
          allowDeselect={false}
          error={fault('queueId')}
          onChange={(value) => value !== null && change({ queueId: value })}
        />
      </div>
      <Check
        label={say('admin.forms.enabled')}
        hint={say('admin.forms.enabledHint')}
        checked={draft.enabled}
        change={(enabled) => change({ enabled })}
      />
    </section>
  );
}
