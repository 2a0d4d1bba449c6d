import type { SignIn as SignInBody } from '@redress/contract/commands.js';
import type { Session } from '@redress/contract/session.js';
import { PasswordInput, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { ApiError, post } from '../api/client.js';
import { keepsSession } from '../api/queries.js';
import { type Say, useText } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { AskReset } from './ask-reset.js';
import { SessionFrame } from './frame.js';

export function SignIn(): ReactNode {
  const { say } = useText();
  const { ended } = useSearch({ from: '/sign-in' });
  const [forgot, setForgot] = useState(false);
  const [email, setEmail] = useState('');
  if (forgot) return <AskReset email={email} back={() => setForgot(false)} />;
  return (
    <SessionFrame title={say('session.title')}>
      {ended === true && <p className="session-note">{say('session.ended')}</p>}
      <SignInForm email={email} setEmail={setEmail} />
      <TextButton look="link" className="session-forgot" onClick={() => setForgot(true)}>
        {say('session.forgot')}
      </TextButton>
    </SessionFrame>
  );
}

interface SignInFormProps {
  readonly email: string;
  readonly setEmail: (email: string) => void;
}

function SignInForm({ email, setEmail }: SignInFormProps): ReactNode {
  const { say } = useText();
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const signIn = useSignIn();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    signIn({ email: email.trim(), password })
      .catch((reason: unknown) => {
        setRefusal(refusalWords(say, reason));
        first.current?.focus();
      })
      .finally(() => setBusy(false));
  };
  return (
    <form className="session-form" onSubmit={submit}>
      {refusal !== null && (
        <p className="session-refusal" role="alert" id="refusal">
          {refusal}
        </p>
      )}
      <TextInput
        ref={first}
        label={say('session.email')}
        type="email"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        size="md"
        value={email}
        aria-describedby={refusal === null ? undefined : 'refusal'}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={say('session.password')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextButton type="submit" look="filled" className="session-submit" disabled={busy}>
        {say('session.submit')}
      </TextButton>
    </form>
  );
}

function useSignIn(): (body: SignInBody) => Promise<void> {
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  return async (body) => {
    const session = await post<Session>('/session', { body });
    await keepsSession(session);
    await navigate({ to: to ?? '/', replace: true });
  };
}

function refusalWords(say: Say, reason: unknown): string {
  if (reason instanceof ApiError && (reason.status === 401 || reason.status === 403)) return say('session.wrong');
  if (reason instanceof ApiError && reason.status === 429) return say('session.tooMany');
  return reasonWords(say, reason);
}
