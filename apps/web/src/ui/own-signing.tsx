import type { Session, Signing } from '@redress/contract/session.js';
import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FormSummary, useSave } from '../admin/form.js';
import { patch } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Dialog } from './dialog.js';
import { TextButton } from './parts.js';
import { toast } from './toasts.js';

await loadTexts('signing', 'admin');

const NOTHING: Signing = { name: '', jobTitle: '', phone: '' };
const FIELDS = ['name', 'jobTitle', 'phone'] as const;

/** What the signatures of queues say of whoever writes. */
export function OwnSigning({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const [signing, setSigning] = useState<Signing>({ ...NOTHING, ...agent.preferences.signing });
  const save = useSave<Session>({
    words: () => say('signing.fault'),
    work: () => {
      const { name, jobTitle, phone } = signing;
      const body = { signing: { name: name.trim(), jobTitle: jobTitle.trim(), phone: phone.trim() } };
      return patch<Session>('/session/preferences', { body });
    },
    done: async (session) => {
      queryClient.setQueryData(keys.session, session);
      await queryClient.invalidateQueries({ queryKey: ['signature'] });
      toast({ text: say('signing.saved') });
      close();
    },
  });
  return (
    <Dialog title={say('signing.title')} close={close}>
      <form className="form" onSubmit={save.submit} noValidate>
        <FormSummary faults={save.faults} />
        <p className="muted">{say('signing.explain')}</p>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            id={field}
            label={say(`signing.${field}`)}
            description={field === 'name' ? say('signing.nameHint', { name: agent.name }) : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data-autofocus={field === 'name' ? true : undefined}
            maxLength={field === 'phone' ? 60 : 120}
            autoComplete={{ name: 'name', jobTitle: 'organization-title', phone: 'tel' }[field]}
            value={signing[field]}
            error={save.fault(field)}
            onChange={(event) => setSigning({ ...signing, [field]: event.currentTarget.value })}
          />
        ))}
        <div className="form-foot end-foot">
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say('shell.save')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}
