import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Knock } from '@redress/channels/channel.js';

export const APP_SECRET = 'the secret of the app';
export const TOKEN = 'EAAB-the-token-of-the-account';
const APP_ID = '4711';

/** What an account signs in with. */
export const secretWith = (accessToken: string): string => JSON.stringify({ appSecret: APP_SECRET, accessToken });

export interface Posted {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly id: string;
}

/** The other side of the Graph API, as far as our channels call it, on a port of this machine. */
export interface GraphHost {
  readonly url: string;
  /** As it stands in addresses. */
  readonly host: string;
  /** What was posted, in order. */
  readonly posts: readonly Posted[];
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  /** What `GET path` gives, besides the token: a page of JSON, or bytes. */
  put(path: string, answer: object | Buffer): void;
  /** The next post is refused with this error; null takes it again. */
  refuse(error: { code: number; error_subcode?: number; message: string } | null): void;
  /** The next post is taken, and the connection ends before anybody hears of it. */
  loseNextAnswer(): void;
  /** Says of the token what `debug_token` says; only for the right one. */
  sayOfToken(said: object): void;
  breakDown(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startGraph(): Promise<GraphHost> {
  const posts: Posted[] = [];
  const asked: string[] = [];
  const answers = new Map<string, object | Buffer>();
  const state = {
    down: false,
    loses: false,
    refusal: null as object | null,
    ofToken: { is_valid: true, expires_at: 0 } as object,
  };
  const server = createServer((request, response) => {
    if (state.down) return void request.socket.destroy();
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://graph');
    asked.push(`${request.method} ${url.pathname}`);
    const send = (status: number, said: object | Buffer): void => {
      const isBytes = Buffer.isBuffer(said);
      response.writeHead(status, { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' });
      response.end(isBytes ? said : JSON.stringify(said));
    };
    const bearer = request.headers.authorization ?? '';
    if (url.pathname === '/debug_token') {
      const isRight = bearer === `Bearer ${APP_ID}|${APP_SECRET}` && url.searchParams.get('input_token') === TOKEN;
      return send(200, {
        data: isRight ? state.ofToken : { is_valid: false, error: { code: 190, message: 'Invalid' } },
      });
    }
    const open = answers.get(url.pathname);
    if (Buffer.isBuffer(open) && url.pathname.startsWith('/open/')) return send(200, open);
    if (bearer !== `Bearer ${TOKEN}`)
      return send(401, { error: { code: 190, error_subcode: 463, message: `Session of ${bearer} has expired` } });
    if (request.method === 'GET') {
      return open === undefined
        ? send(400, { error: { code: 100, error_subcode: 33, message: 'Unsupported get request.' } })
        : send(200, open);
    }
    if (state.refusal !== null) return send(400, { error: state.refusal });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const id = `${900 + posts.length}_${posts.length + 1}`;
    posts.push({ path: url.pathname, body: JSON.parse(Buffer.concat(chunks).toString()), id });
    if (state.loses) {
      state.loses = false;
      return void request.socket.destroy();
    }
    send(200, { id, message_id: id, recipient_id: 'somebody', messages: [{ id }] });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    ...{ url: `http://${host}`, host, posts, asked },
    put: (path, said) => void answers.set(path, said),
    refuse: (error) => {
      state.refusal = error;
    },
    loseNextAnswer: () => {
      state.loses = true;
    },
    sayOfToken: (said) => {
      state.ofToken = said;
    },
    breakDown: () => {
      state.down = true;
      server.closeAllConnections();
    },
    mend: () => {
      state.down = false;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const accountSettings = (graph: GraphHost, own: Readonly<Record<string, string>>): Record<string, string> => ({
  ...{ appId: APP_ID, verifyToken: 'a-word-that-we-chose', graphUrl: graph.url },
  ...own,
});

/** A knock of Meta with this body, signed with the app's secret. */
export function knockOf(body: object | string, secret = APP_SECRET): Knock {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  return { method: 'POST', headers: { 'x-hub-signature-256': signature }, query: {}, body: bytes };
}
