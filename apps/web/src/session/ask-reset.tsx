import { TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { SessionFrame } from './frame.js';

/** Answers the same whether the address is known or not. */
export function AskReset({ email, back }: { readonly email: string; readonly back: () => void }): ReactNode {
  const { say } = useText();
  const [address, setAddress] = useState(email);
  const [sent, setSent] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    post('/password-resets', { body: { email: address.trim() } })
      .then(() => setSent(true))
      .catch((reason: unknown) => setRefusal(reasonWords(say, reason)));
  };
  return (
    <SessionFrame title={say('session.reset.title')}>
      {sent ? (
        <p role="status" className="session-note">
          {say('session.reset.sent')}
        </p>
      ) : (
        <form className="session-form" onSubmit={submit}>
          <p className="muted">{say('session.reset.explain')}</p>
          {refusal !== null && (
            <p className="session-refusal" role="alert">
              {refusal}
            </p>
          )}
          <TextInput
            label={say('session.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            size="md"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <TextButton type="submit" look="filled" className="session-submit">
            {say('session.reset.submit')}
          </TextButton>
        </form>
      )}
      <TextButton look="link" className="session-forgot" onClick={back}>
        {say('session.back')}
      </TextButton>
    </SessionFrame>
  );
}
