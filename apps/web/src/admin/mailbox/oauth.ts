import type { BeginSignIn } from '@redress/contract/commands.js';
import type { BegunSignIn, FinishedSignIn } from '@redress/contract/mailbox-grants.js';
import type { FoundMailServers } from '@redress/contract/mailbox-setup.js';
import { post } from '../../api/client.js';
import type { Words } from '../mail-account-words.js';

export type ProviderName = NonNullable<BeginSignIn['provider']>;
export const PROVIDERS: readonly ProviderName[] = ['google', 'microsoft', 'custom'];

const STORED = 'redress.mailbox-sign-in';

/** What the wizard goes on with when the browser comes back; no secret is among it. */
export interface KeptSetup {
  readonly words: Words;
  readonly found: FoundMailServers | null;
  readonly provider: ProviderName;
  readonly client: Client;
}

/** What is entered of the application at the provider. */
export type Client = Readonly<
  Record<'clientId' | 'clientSecret' | 'tenant' | 'authorisationUrl' | 'tokenUrl' | 'scopes', string>
>;

/** Who is behind a server, as far as its name says. */
export function providerBehind(host: string): ProviderName {
  if (/(?:^|\.)(?:gmail|google|googlemail)\.com$/i.test(host)) return 'google';
  return /(?:^|\.)(?:office365|outlook|office)\.com$/i.test(host) ? 'microsoft' : 'custom';
}

/** Leaves for the page of the provider. @param setup of a mailbox that is still to be saved */
export async function leaveToSignIn(wanted: BeginSignIn, setup: KeptSetup | null): Promise<void> {
  const { url } = await post<BegunSignIn>('/mail-accounts/oauth/begin', { body: wanted });
  if (setup === null) sessionStorage.removeItem(STORED);
  else sessionStorage.setItem(STORED, JSON.stringify(withoutSecrets(setup)));
  window.location.assign(url);
}

const withoutSecrets = (setup: KeptSetup): KeptSetup => ({
  ...setup,
  words: { ...setup.words, secret: '' },
  client: { ...setup.client, clientSecret: '' },
});

/** null where nothing was begun in this tab. */
export function keptSetup(): KeptSetup | null {
  const stored = sessionStorage.getItem(STORED);
  if (stored === null) return null;
  // Only we write there; a build that wrote other words is gone with the tab.
  const kept: KeptSetup = JSON.parse(stored);
  return kept;
}

export const forgetSetup = (): void => sessionStorage.removeItem(STORED);

/** What came back, asked about once however often the screen is drawn. */
let asked: { readonly state: string; readonly answer: Promise<FinishedSignIn> } | null = null;

/** @param fragment of the address that the provider led back to; null: nothing came back */
export function finishFrom(fragment: string): Promise<FinishedSignIn> | null {
  const words = new URLSearchParams(fragment.replace(/^#/, ''));
  const state = words.get('state');
  if (state === null) return asked?.answer ?? null;
  if (asked?.state !== state) {
    const [code, error] = [words.get('code'), words.get('error')];
    const body = { state, ...(code === null ? {} : { code }), ...(error === null ? {} : { error }) };
    asked = { state, answer: post<FinishedSignIn>('/mail-accounts/oauth/finish', { body }) };
  }
  return asked.answer;
}
