import type { AtpAgent } from '@atproto/api';
import type { Outside } from '@redress/platform/outside.js';
import { Patience, Refused, silence } from '../answers.js';
import { type Access, ChannelFault } from '../channel.js';
import { type Foreign, parsed, textIn } from '../foreign.js';

export const DEFAULT_SERVICE = 'https://bsky.social';

const WRONG_PASSWORD =
  'Make an app password in Bluesky under Settings, Privacy and security, App passwords, and give it here.';

export const isGone = (error: unknown): boolean =>
  error instanceof Refused &&
  (error.code === 'RecordNotFound' || (error.status === 400 && error.message.startsWith('Could not locate record')));

/** One signed-in account. It signs in when it is first used, renews its session by itself, and keeps quiet when it asked too much. */
export class Session {
  private entered: Promise<AtpAgent> | null = null;
  private readonly patience: Patience;

  constructor(
    private readonly access: Access,
    private readonly outside: Outside,
  ) {
    this.patience = new Patience('Bluesky', () => access.now());
  }

  async did(): Promise<string> {
    return (await this.agent()).did ?? '';
  }

  /** @throws ChannelFault when it does not go on, Refused when the server does not do this one. */
  get(method: string, parameters: readonly (readonly [string, string])[]): Promise<Foreign> {
    const query = new URLSearchParams();
    for (const [name, value] of parameters) query.append(name, value);
    return this.ask(`/xrpc/${method}?${query.toString()}`, {});
  }

  /** @throws ChannelFault, Refused */
  post(method: string, body: Foreign): Promise<Foreign> {
    return this.upload(method, 'application/json', new TextEncoder().encode(JSON.stringify(body)));
  }

  /** @throws ChannelFault, Refused */
  upload(method: string, contentType: string, body: Uint8Array): Promise<Foreign> {
    const bytes = new Uint8Array(body);
    return this.ask(`/xrpc/${method}`, { method: 'POST', headers: { 'content-type': contentType }, body: bytes });
  }

  agent(): Promise<AtpAgent> {
    this.entered ??= this.enter().catch((error: unknown) => {
      this.entered = null;
      throw error;
    });
    return this.entered;
  }

  private async ask(path: string, init: RequestInit): Promise<Foreign> {
    this.patience.check();
    let response = await this.send(path, init);
    let body = parsed(await response.text());
    if (isStale(response, body)) {
      // The session could not be renewed: the password may still be good.
      this.entered = null;
      response = await this.send(path, init);
      body = parsed(await response.text());
      if (isStale(response, body))
        throw new ChannelFault('refused', 'Bluesky does not accept its own session.', WRONG_PASSWORD);
    }
    if (response.ok) return body;
    if (response.status === 429) throw this.patience.end(resetIn(response.headers.get('ratelimit-reset')));
    if (response.status >= 500) throw silence(serviceOf(this.access), `It answered ${response.status}.`);
    throw new Refused(response.status, textIn(body['error']), textIn(body['message']));
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const agent = await this.agent();
    try {
      return await agent.sessionManager.fetchHandler(path, init);
    } catch {
      throw silence(serviceOf(this.access));
    }
  }

  private async enter(): Promise<AtpAgent> {
    this.patience.check();
    const { AtpAgent, XRPCError } = await import('@atproto/api');
    const agent = new AtpAgent({ service: serviceOf(this.access), fetch: this.outside.fetch });
    const password = this.access.secret();
    if (password === null) throw new ChannelFault('refused', 'There is no app password.', WRONG_PASSWORD);
    const identifier = textIn(this.access.settings['account']);
    try {
      await agent.login({ identifier, password });
    } catch (error) {
      const { status, message, headers } =
        error instanceof XRPCError ? error : { status: 1, message: '', headers: undefined };
      if (status === 429) throw this.patience.end(resetIn(headers?.['ratelimit-reset']));
      if (status >= 400 && status < 500)
        throw new ChannelFault('refused', `Bluesky refuses the sign-in: ${message.slice(0, 200)}`, WRONG_PASSWORD);
      throw silence(serviceOf(this.access));
    }
    if (isWholeAccount(agent.session?.accessJwt ?? ''))
      throw new ChannelFault('refused', 'This is the password of the whole account.', WRONG_PASSWORD);
    return agent;
  }
}

/** Seconds since 1970, as the header has them. */
const resetIn = (header: string | null | undefined): number => Number(header ?? 0) * 1_000;

export const serviceOf = ({ settings }: Pick<Access, 'settings'>): string =>
  textIn(settings['service']) || DEFAULT_SERVICE;

const isStale = (response: Response, body: Foreign): boolean =>
  response.status === 401 || (response.status === 400 && body['error'] === 'ExpiredToken');

/** An app password can be taken back without a new password for everything, and cannot give the account away. */
function isWholeAccount(token: string): boolean {
  const claims = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return claims['scope'] === 'com.atproto.access';
}
