import { PasswordInput } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError, post } from '../api/client.js';
import { type Say, useText } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { SessionFrame } from './frame.js';

const SHORTEST = 12;

/** The page behind the link in the mail; the link works once. */
export function Reset(): ReactNode {
  const { say } = useText();
  const [saved, setSaved] = useState(false);
  return (
    <SessionFrame title={say('session.reset.choose')}>
      {saved ? (
        <p role="status" className="session-note">
          {say('session.reset.saved')}
        </p>
      ) : (
        <ResetForm done={() => setSaved(true)} />
      )}
      <Link to="/sign-in" className="session-forgot">
        {say('session.back')}
      </Link>
    </SessionFrame>
  );
}

function ResetForm({ done }: { readonly done: () => void }): ReactNode {
  const { say } = useText();
  const { token } = useParams({ from: '/reset/$token' });
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = faultOf(say, password, again);
    setRefusal(fault);
    if (fault !== null) return;
    post(`/password-resets/${encodeURIComponent(token)}`, { body: { password } })
      .then(done)
      .catch((reason: unknown) =>
        setRefusal(
          reason instanceof ApiError && [404, 410].includes(reason.status)
            ? say('session.reset.gone')
            : reasonWords(say, reason),
        ),
      );
  };
  return (
    <form className="session-form" onSubmit={submit}>
      {refusal !== null && (
        <p className="session-refusal" role="alert">
          {refusal}
        </p>
      )}
      <PasswordInput
        label={say('session.newPassword')}
        autoComplete="new-password"
        autoFocus
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label={say('session.repeatPassword')}
        autoComplete="new-password"
        size="md"
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <TextButton type="submit" look="filled" className="session-submit">
        {say('session.reset.save')}
      </TextButton>
    </form>
  );
}

function faultOf(say: Say, password: string, again: string): string | null {
  if (password.length < SHORTEST) return say('session.reset.short');
  return password === again ? null : say('session.reset.differ');
}
