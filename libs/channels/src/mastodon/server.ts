import type { Outside } from '@redress/platform/outside.js';
import type { mastodon } from 'masto';
import { Patience, Refused, silence } from '../answers.js';
import { type Access, ChannelFault } from '../channel.js';
import { textIn } from '../foreign.js';

/** What a token must allow, and why we ask for it. */
export const SCOPES: Readonly<Record<string, string>> = {
  'read:notifications': 'to hear of mentions',
  'read:statuses': 'to follow what becomes of them',
  'read:accounts': 'to know which posts are ours',
  'write:statuses': 'to answer',
  'write:media': 'to send pictures',
};

const REMEDY = `Make an application on your server under Preferences, Development, with the scopes ${Object.entries(
  SCOPES,
)
  .map(([scope, why]) => `${scope} (${why})`)
  .join(', ')}; then give its access token here.`;

const TIMEOUT_MS = 20_000;

/** The server that one account lives on, spoken to with its token. */
export class Server {
  private client: Promise<mastodon.rest.Client> | null = null;
  private isAllowed = false;
  private readonly patience: Patience;

  constructor(
    readonly access: Access,
    readonly outside: Outside,
  ) {
    this.patience = new Patience('Mastodon', () => access.now());
  }

  get address(): string {
    return textIn(this.access.settings['instance']);
  }

  token(): string {
    const token = this.access.secret();
    if (token === null) throw new ChannelFault('refused', 'There is no access token.', REMEDY);
    return token;
  }

  /** @throws ChannelFault when it does not go on, Refused when the server does not do this one. */
  async ask<T>(work: (client: mastodon.rest.Client) => PromiseLike<T>): Promise<T> {
    this.patience.check();
    const { MastoHttpError } = await import('masto');
    try {
      return await work(await this.open());
    } catch (error) {
      if (error instanceof ChannelFault) throw error;
      throw error instanceof MastoHttpError ? this.meant(error) : silence(this.address);
    }
  }

  /** Says before the first answer is written that the token does not allow one. Old servers do not tell what a token allows. */
  async checkScopes(): Promise<void> {
    if (this.isAllowed) return;
    const { scopes } = await this.ask((client) => client.v1.apps.verifyCredentials());
    const missing = Object.keys(SCOPES).filter((scope) => {
      const [whole = ''] = scope.split(':');
      return scopes != null && !scopes.includes(scope) && !scopes.includes(whole);
    });
    if (missing.length > 0)
      throw new ChannelFault('refused', `The access token does not allow ${missing.join(', ')}.`, REMEDY);
    this.isAllowed = true;
  }

  private open(): Promise<mastodon.rest.Client> {
    this.client ??= this.create();
    return this.client;
  }

  private async create(): Promise<mastodon.rest.Client> {
    if (!this.outside.mayReach(this.address)) throw silence(this.address);
    const { createRestAPIClient } = await import('masto');
    // The types of the runtime describe another version of it than ours.
    const through: object = { dispatcher: this.outside.dispatcher };
    return createRestAPIClient({
      ...{ url: this.address, accessToken: this.token(), timeout: TIMEOUT_MS },
      // A server that sends us elsewhere could send us into our own network, with the token.
      requestInit: { redirect: 'error', ...through },
    });
  }

  private meant(error: { readonly statusCode: number; readonly message: string; readonly cause?: unknown }): Error {
    const { statusCode, message, cause } = error;
    const words = message.slice(0, 200);
    if (statusCode === 401) return new ChannelFault('refused', `The server refuses the access token: ${words}`, REMEDY);
    if (statusCode === 403) return new ChannelFault('refused', `The access token is not enough: ${words}`, REMEDY);
    if (statusCode === 429) {
      const reset = cause instanceof Response ? Date.parse(cause.headers.get('x-ratelimit-reset') ?? '') : 0;
      return this.patience.end(reset);
    }
    if (statusCode >= 500) return silence(this.address, `It answered ${statusCode}.`);
    return new Refused(statusCode, '', words);
  }
}

export const isGone = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 404 || error.status === 410);
