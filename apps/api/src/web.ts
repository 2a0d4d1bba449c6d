import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED = ['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest'];
/** Names that carry the hash of what is in them never change their content. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
const SERVER = /^\/(?:api|health|metrics|socket\.io|task|portal\/t|f)(?:\/|$)/;
const compress = promisify(gzip);

interface Asset {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly packable: boolean;
  readonly brotli: Buffer | null;
  gzip: Buffer | Promise<Buffer> | null;
}

/** `dist/web` beside `dist/apps`, also when the sources run unbuilt. */
export const webFolder = (): string =>
  fileURLToPath(new URL('../../../dist/web', import.meta.url)).replace(
    `${sep}dist${sep}dist${sep}`,
    `${sep}dist${sep}`,
  );

/**
 * Serves the pages from memory: what was not found when the server started does not exist, so no path reaches outside of the folder.
 * A path without a file extension is a place inside the application and gets its page; no place has a name that begins with a dot.
 */
export function serveWeb(folder: string = webFolder()) {
  const assets = load(folder);
  const page = assets.get('/index.html');
  return (request: Request, response: Response, next: NextFunction): void => {
    if (SERVER.test(request.path) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    const asset = assets.get(request.path) ?? (isPlace(request.path) ? page : undefined);
    if (asset) return void send(asset, request, response).catch(next);
    const told = page ? 'There is no such file' : 'The pages are not built: run npm run build:web';
    response.status(404).type('text/plain').send(told);
  };
}

const isPlace = (path: string): boolean => extname(path) === '' && !path.includes('/.');

function load(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const path of filesOf(folder)) {
    const suffix = extname(path);
    // Maps would hand out the sources; packed copies are served under the name of what they pack.
    if (['.map', '.gz', '.br'].includes(suffix)) continue;
    // What the build noted for itself lies in a folder with a dot.
    if (relative(folder, path).startsWith('.')) continue;
    const body = readFileSync(path);
    assets.set(`/${relative(folder, path).split(sep).join('/')}`, {
      body,
      type: TYPES[suffix] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      packable: PACKED.includes(suffix) && body.length > 1_024,
      brotli: readIfThere(`${path}.br`),
      gzip: readIfThere(`${path}.gz`),
    });
  }
  return assets;
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

async function send(asset: Asset, request: Request, response: Response): Promise<void> {
  response.setHeader('Cache-Control', HASHED.test(request.path) ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('ETag', asset.etag);
  response.setHeader('Content-Type', asset.type);
  if (asset.packable) response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === asset.etag) return void response.status(304).end();
  const body = await encoded(asset, request, response);
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function encoded(asset: Asset, request: Request, response: Response): Promise<Buffer> {
  if (!asset.packable) return asset.body;
  const accepted = request.acceptsEncodings(...(asset.brotli ? ['br', 'gzip'] : ['gzip']));
  if (accepted === 'br' && asset.brotli) {
    response.setHeader('Content-Encoding', 'br');
    return asset.brotli;
  }
  if (accepted !== 'gzip') return asset.body;
  response.setHeader('Content-Encoding', 'gzip');
  asset.gzip ??= compress(asset.body, { level: 9 });
  return asset.gzip;
}
