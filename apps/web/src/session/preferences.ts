import type { Preferences, Session } from '@redress/contract/session.js';
import type { RoleName } from '@redress/contract/words.js';
import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Unreachable, patch } from '../api/client.js';
import { keys, queryClient, sessionQuery } from '../api/queries.js';
import { type LanguageName, speak } from '../i18n/text.js';
import { allowSingleKeys, chooseKeys } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { readOwnKeys } from '../ui/key-map.js';

export const DEFAULTS = { theme: 'system', density: 'compact', undoSendSeconds: 10, singleKeys: true } as const;

/** The signed-in session; only for screens inside the shell, which is not drawn without one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (data === null || data === undefined) throw new Error('This screen needs a session');
  return data;
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`redress.${name}`, value);
  } catch {
    // the server keeps it all the same
  }
}

/** Who finds the figures of the whole desk in his navigation. */
export const readsFigures = (role: RoleName): boolean => ['admin', 'teamLead', 'quality'].includes(role);

export type Wish = Preferences & { readonly language?: LanguageName };

export function usePreferences(): { readonly preferences: Preferences; readonly change: (wish: Wish) => void } {
  const { data } = useQuery(sessionQuery);
  return { preferences: data?.agent.preferences ?? {}, change: changePreferences };
}

let changes = 0;

/** Changes at once on this screen, then on the server. */
export function changePreferences(wish: Wish): void {
  if (wish.language !== undefined) void speak(wish.language);
  queryClient.setQueryData(sessionQuery.queryKey, (known) =>
    known
      ? { ...known, agent: { ...known.agent, preferences: { ...known.agent.preferences, ...withoutLanguage(wish) } } }
      : known,
  );
  changes += 1;
  const change = changes;
  patch<Session>('/session/preferences', { body: wish, outlivesPage: true })
    // an answer that was overtaken by the next change knows nothing of that
    .then((session) => change === changes && queryClient.setQueryData(keys.session, session))
    .catch((reason: unknown) => reason instanceof Unreachable || failed(reason));
}

function withoutLanguage({ language: _, ...rest }: Wish): Preferences {
  return rest;
}

/** Lays the preferences over the page; they are kept here too, so that the next start does not flash. */
export function useAppliedPreferences(): void {
  const { preferences } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  const theme = preferences.theme;
  const density = preferences.density ?? DEFAULTS.density;
  const singleKeys = preferences.singleKeys ?? DEFAULTS.singleKeys;
  useEffect(() => {
    if (theme === undefined) return;
    store('theme', theme);
    setColorScheme(theme === 'light' || theme === 'dark' ? theme : 'auto');
  }, [theme, setColorScheme]);
  const wished = useMediaQuery('(prefers-contrast: more)', false, { getInitialValueInEffect: false });
  const isStrong = theme === 'contrast' || wished;
  useEffect(() => {
    document.documentElement.dataset.contrast = isStrong ? 'more' : 'normal';
  }, [isStrong]);
  useEffect(() => {
    store('density', density);
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => allowSingleKeys(singleKeys), [singleKeys]);
  const ownKeys = preferences.ownKeys;
  useEffect(() => chooseKeys(readOwnKeys(ownKeys)), [ownKeys]);
}
