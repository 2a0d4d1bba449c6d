import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { freePort } from './ports.js';

/** What somebody who signs in there does, or what the server leaves out. */
export type Mood = 'grants' | 'denies' | 'withoutMail' | 'once';

interface Code {
  readonly redirectUri: string;
  readonly challenge: string;
}

export const CLIENT = { clientId: 'redress-desk', clientSecret: 'a secret of the client' };
export const MAIL_SCOPE = 'mail.read.send';

/**
 * An authorisation server as RFC 6749, 7636 and 9700 want them: exact redirects, PKCE by S256, codes that hold once, refresh tokens that
 * change with each use. Whoever shows an old one ends the whole grant.
 */
export class AuthorisationServer {
  mood: Mood = 'grants';
  lastsSeconds = 3_600;
  /** Answers of the token endpoint, by kind of grant. */
  readonly renewals: string[] = [];
  readonly secretsSeen: string[] = [];
  private readonly codes = new Map<string, Code>();
  private readonly access = new Set<string>();
  private readonly spent = new Set<string>();
  private refresh: string | null = null;
  private constructor(
    private readonly server: Server,
    readonly host: string,
    private readonly user: string,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async open(user: string): Promise<AuthorisationServer> {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new AuthorisationServer(server, `127.0.0.1:${port}`, user);
  }

  get introspection(): string {
    return `http://${this.host}/introspect?token=`;
  }

  /** What a custom provider is entered as. */
  get provider() {
    const at = `http://${this.host}`;
    return {
      provider: 'custom',
      authorisationUrl: `${at}/authorise`,
      tokenUrl: `${at}/token`,
      scopes: `${MAIL_SCOPE} offline_access`,
      ...CLIENT,
    };
  }

  /** The tokens that are about hold no longer; the grant does. */
  endTokens(): void {
    this.access.clear();
  }

  /** As somebody does who takes the right away in his account. */
  revoke(): void {
    this.endTokens();
    this.refresh = null;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${this.host}`);
    if (url.pathname === '/authorise') return this.authorise(url.searchParams, response);
    if (url.pathname === '/introspect') {
      const active = this.access.has(url.searchParams.get('token') ?? '');
      return say(response, 200, active ? { active, username: this.user } : { active });
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.giveTokens(new URLSearchParams(body), response);
  }

  private authorise(asked: URLSearchParams, response: ServerResponse): void {
    const challenge = asked.get('code_challenge') ?? '';
    const isSound =
      asked.get('client_id') === CLIENT.clientId &&
      asked.get('response_type') === 'code' &&
      asked.get('code_challenge_method') === 'S256' &&
      challenge.length === 43;
    if (!isSound) return say(response, 400, { error: 'invalid_request' });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('state', asked.get('state') ?? '');
    if (this.mood === 'denies') back.searchParams.set('error', 'access_denied');
    else {
      const code = word();
      this.codes.set(code, { redirectUri: asked.get('redirect_uri') ?? '', challenge });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  private giveTokens(asked: URLSearchParams, response: ServerResponse): void {
    const kind = asked.get('grant_type') ?? '';
    this.secretsSeen.push(asked.get('client_secret') ?? '');
    if (asked.get('client_secret') !== CLIENT.clientSecret) return say(response, 401, { error: 'invalid_client' });
    const isGood = kind === 'authorization_code' ? this.isGoodCode(asked) : this.isGoodRefresh(asked);
    if (kind === 'refresh_token') this.renewals.push(isGood ? 'renewed' : 'refused');
    if (!isGood) return say(response, 400, { error: 'invalid_grant', error_description: 'Token has been revoked.' });
    const [accessToken, refreshToken] = [word(), word()];
    this.access.add(accessToken);
    this.refresh = refreshToken;
    say(response, 200, {
      ...{ access_token: accessToken, token_type: 'Bearer', expires_in: this.lastsSeconds },
      ...(this.mood === 'once' ? {} : { refresh_token: refreshToken }),
      scope: this.mood === 'withoutMail' ? 'profile' : MAIL_SCOPE,
    });
  }

  private isGoodCode(asked: URLSearchParams): boolean {
    const code = this.codes.get(asked.get('code') ?? '');
    this.codes.delete(asked.get('code') ?? '');
    const proof = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    return code !== undefined && code.redirectUri === asked.get('redirect_uri') && code.challenge === proof;
  }

  private isGoodRefresh(asked: URLSearchParams): boolean {
    const shown = asked.get('refresh_token') ?? '';
    if (this.spent.has(shown)) this.revoke();
    this.spent.add(shown);
    return shown !== '' && shown === this.refresh;
  }
}

const word = (): string => randomBytes(24).toString('base64url');

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
