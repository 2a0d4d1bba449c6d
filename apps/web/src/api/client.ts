import type { Problem } from '@redress/contract/answers.js';

/** A refusal of the server, by its RFC 9457 answer. `code` is the last part of the problem's type, like `moved-on`. */
export class ApiError extends Error {
  readonly code: string;

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.code = problem.type.split(/[/#:]/).pop() ?? '';
  }

  get requestId(): string {
    return this.problem.requestId;
  }
}

/** The server was not reached at all: what was asked may wait and be asked again. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

/** Nobody answered, or somebody who said that he cannot now: what was wished may wait. */
export const isAway = (reason: unknown): boolean =>
  reason instanceof Unreachable || (reason instanceof ApiError && reason.status === 503);

export interface Ask {
  readonly body?: unknown;
  /** Version the caller has seen; the server refuses with `moved-on` when it is no longer the newest. `*` takes whatever is there. */
  readonly ifMatch?: number | '*' | undefined;
  /** Makes a repeated POST count once. */
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Reaches the server also when the page is left at once; for what is small. */
  readonly outlivesPage?: boolean | undefined;
  /** Longer than usual where our server waits for those of others. */
  readonly patienceMs?: number | undefined;
}

const ROOT = '/api/v1';
let csrfToken = '';
let onSignedOut: () => void = () => undefined;

export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

/** The server itself has said who is signed in; else it is what this browser remembers, and nothing can be changed. */
export const isProven = (): boolean => csrfToken !== '';

export function endSession(): void {
  csrfToken = '';
  onSignedOut();
}

/** Called once for every answer that says the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export function apiPath(path: string): string {
  return `${ROOT}${path}`;
}

export async function get<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
  return send<Answer>('GET', path, ask);
}

export async function post<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
  return send<Answer>('POST', path, ask);
}

export async function patch<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
  return send<Answer>('PATCH', path, ask);
}

export async function put<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
  return send<Answer>('PUT', path, ask);
}

export async function remove(path: string, ask: Ask = {}): Promise<void> {
  await send<unknown>('DELETE', path, ask);
}

async function send<Answer>(method: string, path: string, ask: Ask): Promise<Answer> {
  const response = await reach(method, path, ask);
  if (!response.ok) throw await refusal(response, path);
  const text = response.status === 204 ? '' : await response.text();
  const answer: Answer = text === '' ? null : JSON.parse(text);
  return answer;
}

/** A request that began while the line was going may never end by itself; the server answers within ten seconds, or says that it cannot. */
const PATIENCE_MS = 12_000;
/** While the live connection is gone as well, few requests are answered: what is written shall soon be kept. */
const LITTLE_PATIENCE_MS = 3_000;
let patienceMs = PATIENCE_MS;

export function doubtConnection(doubtful: boolean): void {
  patienceMs = doubtful ? LITTLE_PATIENCE_MS : PATIENCE_MS;
}

let painting: Promise<void> | null = null;

/** To begin a request takes milliseconds in which nothing is drawn. What is read from now on is asked for when the next frame has been painted. */
export function paintFirst(): void {
  // a page in the background paints nothing
  if (document.visibilityState === 'hidden') return;
  const next = new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  painting = next;
  void next.then(() => (painting === next ? (painting = null) : null));
}

async function reach(method: string, path: string, ask: Ask): Promise<Response> {
  if (method === 'GET' && painting !== null) await painting;
  const headers = new Headers({ accept: 'application/json' });
  if (method !== 'GET' && csrfToken !== '') headers.set('x-csrf-token', csrfToken);
  if (ask.ifMatch !== undefined) headers.set('if-match', ask.ifMatch === '*' ? '*' : `"${ask.ifMatch}"`);
  if (ask.idempotencyKey !== undefined) headers.set('idempotency-key', ask.idempotencyKey);
  if (ask.body !== undefined) headers.set('content-type', 'application/json');
  const patience = ask.patienceMs ?? patienceMs;
  try {
    return await fetch(apiPath(path), {
      method,
      headers,
      credentials: 'same-origin',
      keepalive: ask.outlivesPage === true,
      body: ask.body === undefined ? null : JSON.stringify(ask.body),
      signal:
        ask.signal === undefined
          ? AbortSignal.timeout(patience)
          : AbortSignal.any([ask.signal, AbortSignal.timeout(patience)]),
    });
  } catch (reason) {
    if (ask.signal?.aborted === true) throw reason;
    throw new Unreachable();
  }
}

async function refusal(response: Response, path: string): Promise<Error> {
  const error = new ApiError(response.status, await readProblem(response));
  // a proxy that lost its server is the network's fault, not an answer of ours
  if ([502, 504].includes(response.status) && error.code === 'unreadable') return new Unreachable();
  if (response.status === 401 && !path.startsWith('/session') && !path.startsWith('/password-resets')) endSession();
  return error;
}

async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  const requestId = response.headers.get('x-request-id') ?? '';
  try {
    const read: Partial<Problem> = JSON.parse(text);
    return {
      type: read.type ?? 'unreadable',
      title: read.title ?? response.statusText,
      status: response.status,
      detail: read.detail ?? '',
      requestId: read.requestId ?? requestId,
      errors: read.errors ?? [],
    };
  } catch {
    return {
      type: 'unreadable',
      title: response.statusText,
      status: response.status,
      detail: '',
      requestId,
      errors: [],
    };
  }
}

export interface Upload<Answer> {
  readonly done: Promise<Answer>;
  readonly stop: () => void;
}

/** Sends a file with progress (0 to 1); fetch cannot tell how much has left. */
export function upload<Answer>(path: string, file: File, progress: (share: number) => void): Upload<Answer> {
  const request = new XMLHttpRequest();
  const done = new Promise<Answer>((resolve, reject) => {
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new Unreachable());
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Answer);
      else void refuseUpload(request, path).then(reject);
    };
  });
  request.open('POST', apiPath(path));
  request.setRequestHeader('x-csrf-token', csrfToken);
  const form = new FormData();
  form.append('file', file, file.name);
  request.send(form);
  return { done, stop: () => request.abort() };
}

function refuseUpload(request: XMLHttpRequest, path: string): Promise<Error> {
  return refusal(new Response(request.responseText, { status: request.status }), path);
}

/** `?a=1&b=2` of what is set; empty and absent values are left out. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
