import type { PhoneNames } from '@redress/contract/phone.js';
import { TextInput } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FormSummary, linesOf, useSave } from '../admin/form.js';
import { get, put } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { Skeleton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';

await loadTexts('phone', 'admin');

const namesQuery = queryOptions({
  queryKey: ['phone-names'],
  queryFn: ({ signal }) => get<PhoneNames>('/session/phone-names', { signal }),
});

/** By which extension or user name the telephone system knows this person. */
export function OwnPhone({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(namesQuery);
  return (
    <Dialog title={say('phone.own.title')} close={close}>
      {data === undefined && (error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && <Names known={data.names} close={close} />}
    </Dialog>
  );
}

function Names({ known, close }: { readonly known: readonly string[]; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(known.join(', '));
  const save = useSave<PhoneNames>({
    words: () => say('phone.own.fault'),
    work: () => put<PhoneNames>('/session/phone-names', { body: { names: linesOf(text) } }),
    done: (saved) => {
      queryClient.setQueryData(namesQuery.queryKey, saved);
      toast({ text: say('phone.own.saved') });
      close();
    },
  });
  return (
    <form className="form" onSubmit={save.submit} noValidate>
      <FormSummary faults={save.faults} />
      <TextInput
        id="names"
        label={say('phone.own.names')}
        description={say('phone.own.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data-autofocus
        value={text}
        error={save.fault('names')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="form-foot end-foot">
        <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        <TextButton type="submit" look="filled" disabled={save.busy}>
          {say('shell.save')}
        </TextButton>
      </div>
    </form>
  );
}
