import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * A Mastodon server as docs.joinmastodon.org describes it, as far as an account that answers people meets it: notifications, statuses, media,
 * streaming, tokens and their scopes, limits. It keeps what is said in memory, and knows nothing of us.
 */
export interface Person {
  readonly id: string;
  readonly username: string;
  /** With its server where it is not this one. */
  readonly acct: string;
  readonly display_name: string;
  /** Names the account in the whole network. */
  readonly uri: string;
}

export interface Toot {
  readonly id: string;
  readonly account: Person;
  readonly in_reply_to_id: string | null;
  readonly visibility: 'public' | 'unlisted' | 'private' | 'direct';
  readonly created_at: string;
  edited_at: string | null;
  spoiler_text: string;
  /** HTML. */
  content: string;
  readonly media_attachments: readonly Media[];
  readonly mentions: readonly { readonly id: string; readonly username: string; readonly acct: string }[];
}

interface Media {
  readonly id: string;
  readonly type: string;
  readonly url: string;
  readonly description: string | null;
}

interface Notification {
  readonly id: string;
  readonly type: 'mention' | 'favourite' | 'reblog' | 'follow';
  readonly account: Person;
  readonly status: Toot | null;
}

interface Wish {
  readonly status?: string;
  readonly spoiler_text?: string;
  readonly in_reply_to_id?: string;
  readonly visibility?: Toot['visibility'];
  readonly media_ids?: readonly string[];
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const found = (body: unknown): Answer => ({ status: 200, body });
const refused = (status: number, error: string): Answer => ({ status, body: { error } });

export class MastodonServer {
  /** What may be done with which token. */
  readonly tokens = new Map<string, readonly string[]>();
  readonly desk: Person = {
    ...{ id: '1', username: 'care', acct: 'care', display_name: 'Lumo Care' },
    uri: 'https://lumo.example/users/care',
  };
  mostCharacters = 500;
  /** Everything that was asked for: method and path. */
  readonly asked: string[] = [];
  private isDown = false;
  private tooManyUntil: number | null = null;
  private losesNextAnswer = false;
  private readonly people = new Map<string, Person>();
  private toots: Toot[] = [];
  private notifications: Notification[] = [];
  private readonly keys = new Map<string, Toot>();
  private readonly files = new Map<string, { readonly media: Media; readonly bytes: Buffer; readonly type: string }>();
  private readonly listeners = new Set<WebSocket>();
  private next = 110_000_000_000_000_000n;

  private constructor(
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
  ) {}

  static async open(): Promise<MastodonServer> {
    const server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    const mastodon = new MastodonServer(server, sockets);
    server.on('request', (request, response) => void mastodon.take(request, response));
    server.on('upgrade', (request, socket, head) => {
      const token =
        request.headers['sec-websocket-protocol'] ?? mastodon.urlOf(request).searchParams.get('access_token');
      if (mastodon.isDown || !mastodon.tokens.has(token ?? ''))
        return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      sockets.handleUpgrade(request, socket, head, (listener) => mastodon.join(listener, request));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return mastodon;
  }

  get url(): string {
    const address = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  /** How many listen to the stream now. */
  get listening(): number {
    return this.listeners.size;
  }

  /** What the account of the desk said, oldest first. */
  get ours(): readonly Toot[] {
    return this.toots.filter(({ account }) => account.id === this.desk.id);
  }

  async close(): Promise<void> {
    this.hangUp();
    this.sockets.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  setDown(isDown: boolean): void {
    this.isDown = isDown;
    if (isDown) this.hangUp();
  }

  /** Ends every stream, as a restart does. */
  hangUp(): void {
    for (const listener of this.listeners) listener.terminate();
    this.listeners.clear();
  }

  refuseUntil(at: number | null): void {
    this.tooManyUntil = at;
  }

  /** Takes the next status and ends the connection before it says so. */
  loseNextAnswer(): void {
    this.losesNextAnswer = true;
  }

  forgetKeys(): void {
    this.keys.clear();
  }

  person(username: string): Person {
    const known = this.people.get(username);
    if (known !== undefined) return known;
    const person = {
      ...{ id: this.newId(), username, acct: `${username}@mastodon.example`, display_name: `${username} Example` },
      uri: `https://mastodon.example/users/${username}`,
    };
    this.people.set(username, person);
    return person;
  }

  file(bytes: Buffer, type: string, description: string | null): Media {
    const id = this.newId();
    const kind = type.startsWith('image/') ? 'image' : 'unknown';
    const media = { id, type: kind, url: `${this.url}/media/${id}`, description };
    this.files.set(id, { media, bytes, type });
    return media;
  }

  /** Somebody mentions the desk. */
  say(
    author: string,
    html: string,
    more: {
      readonly answers?: string | null;
      readonly at?: number;
      readonly visibility?: Toot['visibility'];
      readonly warning?: string;
      readonly media?: readonly Media[];
      /** Comes again under a name that it had. */
      readonly id?: string;
    } = {},
  ): Toot {
    const toot: Toot = {
      ...{
        id: more.id ?? this.newId(),
        account: this.person(author),
        in_reply_to_id: more.answers ?? null,
        content: html,
      },
      ...{ visibility: more.visibility ?? 'public', spoiler_text: more.warning ?? '', edited_at: null },
      ...{ created_at: new Date(more.at ?? Date.now()).toISOString(), media_attachments: more.media ?? [] },
      mentions: [{ id: this.desk.id, username: this.desk.username, acct: this.desk.acct }],
    };
    this.toots.push(toot);
    this.notify('mention', toot.account, toot);
    return toot;
  }

  /** Applause. */
  notify(type: Notification['type'], account: Person, status: Toot | null): void {
    const notification = { id: this.newId(), type, account, status };
    this.notifications.push(notification);
    this.tell('notification', JSON.stringify(shown(notification)));
  }

  /** @param tells whether the streams hear of it: a server tells nobody who does not follow the author. */
  edit(id: string, html: string, at: number, tells = true): void {
    const toot = this.toots.find((one) => one.id === id);
    if (toot === undefined) throw new Error(`There is no status ${id}`);
    toot.content = html;
    toot.edited_at = new Date(at).toISOString();
    if (tells) this.tell('status.update', JSON.stringify(toot));
  }

  remove(id: string, tells = true): void {
    this.toots = this.toots.filter((one) => one.id !== id);
    this.notifications = this.notifications.filter(({ status }) => status?.id !== id);
    if (tells) this.tell('delete', id);
  }

  /** Everything once more, the newest first, as new notifications. */
  repeatBackwards(): void {
    for (const { type, account, status } of this.notifications.toReversed()) this.notify(type, account, status);
  }

  private tell(event: string, payload: string): void {
    for (const listener of this.listeners) listener.send(JSON.stringify({ stream: ['user'], event, payload }));
  }

  private join(listener: WebSocket, request: IncomingMessage): void {
    const { searchParams } = this.urlOf(request);
    const subscribe = (stream: string | null): void => void (stream === 'user' && this.listeners.add(listener));
    subscribe(searchParams.get('stream'));
    listener.on('message', (text: Buffer) => {
      const wish: { type?: string; stream?: string } = JSON.parse(text.toString());
      if (wish.type === 'subscribe') subscribe(wish.stream ?? null);
    });
    listener.on('close', () => this.listeners.delete(listener));
  }

  private newId(): string {
    this.next += 7n;
    return String(this.next);
  }

  private urlOf(request: IncomingMessage): URL {
    return new URL(request.url ?? '/', 'http://localhost');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname: path, searchParams: query } = this.urlOf(request);
    const method = request.method ?? 'GET';
    this.asked.push(`${method} ${path}`);
    if (this.isDown) return void request.socket.destroy();
    const file = this.files.get(path.replace('/media/', ''));
    if (file !== undefined && path.startsWith('/media/'))
      return void response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    const { status, body } = this.answer({
      method,
      path,
      query,
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    if (method === 'POST' && path === '/api/v1/statuses' && this.losesNextAnswer) {
      this.losesNextAnswer = false;
      return void request.socket.destroy();
    }
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      ...{ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': status === 429 ? '0' : '299' },
      'x-ratelimit-reset': new Date(this.tooManyUntil ?? Date.now() + 300_000).toISOString(),
    };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }

  private answer(asked: Asked): Answer {
    const { method, path } = asked;
    if (this.tooManyUntil !== null) return refused(429, 'Too many requests');
    if (path === '/api/v2/instance') return found(this.instance());
    const scopes = this.tokens.get(/^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '');
    if (scopes === undefined) return refused(401, 'The access token is invalid');
    const [, scope, take] = this.routes(asked).find(([route]) => route.test(`${method} ${path}`)) ?? [];
    if (scope === undefined || take === undefined) return refused(404, 'Not found');
    const isInScope = scope === '' || scopes.includes(scope) || scopes.includes(scope.split(':')[0] ?? '');
    return isInScope
      ? take(path.split('/').at(-1) ?? '')
      : refused(403, 'This action is outside the authorized scopes');
  }

  private routes(asked: Asked): readonly (readonly [RegExp, string, (last: string) => Answer])[] {
    const byId = (id: string): Answer => {
      const toot = this.toots.find((one) => one.id === id);
      return toot === undefined ? refused(404, 'Record not found') : found(toot);
    };
    const inThread = (): Answer => {
      const id = asked.path.split('/').at(-2);
      return found({ ancestors: [], descendants: this.toots.filter((one) => one.in_reply_to_id === id) });
    };
    const allowed = this.tokens.get(/^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '') ?? [];
    const file = (id: string): Answer => found(this.files.get(id)?.media ?? null);
    return [
      [/^GET \/api\/v1\/apps\/verify_credentials$/, '', () => found({ name: 'Redress', scopes: allowed })],
      [/^GET \/api\/v1\/media\/\d+$/, 'write:media', file],
      [/^GET \/api\/v1\/accounts\/verify_credentials$/, 'read:accounts', () => found(this.desk)],
      [/^GET \/api\/v1\/notifications$/, 'read:notifications', () => found(this.page(asked.query))],
      [/^GET \/api\/v1\/statuses\/\d+\/context$/, 'read:statuses', inThread],
      [/^GET \/api\/v1\/statuses\/\d+$/, 'read:statuses', byId],
      [/^POST \/api\/v1\/statuses$/, 'write:statuses', () => this.post(asked)],
      [/^POST \/api\/v2\/media$/, 'write:media', () => this.upload(asked)],
    ];
  }

  /** `max_id` and `since_id` give the newest, `min_id` the next ones; the newest first in either case. */
  private page(query: URLSearchParams): unknown[] {
    const types = query.getAll('types[]');
    const bound = (name: string): bigint | null => (query.has(name) ? BigInt(query.get(name) ?? 0) : null);
    const [maxId, sinceId, minId] = [bound('max_id'), bound('since_id'), bound('min_id')];
    const wanted = this.notifications
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .filter(({ id }) => (maxId === null || BigInt(id) < maxId) && BigInt(id) > (minId ?? sinceId ?? 0n));
    const limit = Math.min(Number(query.get('limit') ?? 40), 80);
    return (minId === null ? wanted.slice(-limit) : wanted.slice(0, limit)).toReversed().map(shown);
  }

  private post({ headers, body }: Asked): Answer {
    const wish: Wish = JSON.parse(body.toString());
    const key = String(headers['idempotency-key'] ?? '');
    const before = this.keys.get(key);
    if (before !== undefined) return found(before);
    const { status = '', spoiler_text: warning = '', in_reply_to_id: answers = null } = wish;
    const media = (wish.media_ids ?? []).map((id) => this.files.get(id)?.media);
    if (countedAs(status) + [...warning].length > this.mostCharacters)
      return refused(422, `Validation failed: Text character limit of ${this.mostCharacters} exceeded`);
    if (answers !== null && !this.toots.some(({ id }) => id === answers)) return refused(404, 'Record not found');
    const toot: Toot = {
      ...{ id: this.newId(), account: this.desk, in_reply_to_id: answers, edited_at: null },
      ...{ visibility: wish.visibility ?? 'public', spoiler_text: warning },
      ...{ created_at: new Date().toISOString(), content: `<p>${escaped(status)}</p>` },
      media_attachments: media.filter((one) => one !== undefined),
      mentions: [...this.people.values()].filter(({ acct }) => status.includes(`@${acct}`)),
    };
    if (key !== '') this.keys.set(key, toot);
    this.toots.push(toot);
    return found(toot);
  }

  private upload({ headers, body }: Asked): Answer {
    const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
    const part =
      body
        .toString('latin1')
        .split(`--${boundary}`)
        .find((one) => one.includes('name="file"')) ?? '';
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const bytes = Buffer.from(rest.join('\r\n\r\n').slice(0, -2), 'latin1');
    return found(this.file(bytes, /content-type: (\S+)/i.exec(head)?.[1] ?? '', null));
  }

  private instance(): unknown {
    return {
      domain: 'mastodon.example',
      version: '4.4.0',
      configuration: {
        urls: { streaming: this.url.replace('http', 'ws') },
        statuses: { max_characters: this.mostCharacters, max_media_attachments: 4, characters_reserved_per_url: 23 },
        media_attachments: { supported_mime_types: ['image/jpeg', 'image/png'], image_size_limit: 16_777_216 },
      },
    };
  }
}

const shown = ({ status, ...rest }: Notification): unknown => ({
  ...rest,
  created_at: status?.created_at ?? new Date(0).toISOString(),
  ...(status === null ? {} : { status }),
});

/** Of a name only what stands before its server counts, and every address counts as 23. */
const countedAs = (status: string): number =>
  [...status.replace(/(@\w+)@[\w.-]+\w/g, '$1').replace(/https?:\/\/\S+/g, 'x'.repeat(23))].length;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br />');
