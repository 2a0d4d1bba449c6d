import { placeOf } from '../src/offline/places.js';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: what opens the screens that work without a server. */
declare const BUILT_FILES: readonly string[];
declare const LOOSE_FILES: readonly string[];
declare const VERSION: string;

const PAGE = '/';
/** The page is the one that the server gave last, whichever version of this program stands beside it. */
const PAGES = 'redress-pages';
const FILES = `redress-${VERSION}`;
/** A line that is up and carries nothing must not hold the page for as long as a browser would wait. */
const PATIENCE_MS = 5_000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(removeOlder()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  switch (placeOf(request, self.location.origin, LOOSE_FILES)) {
    case 'page':
      return event.respondWith(fresh(request, PAGES, PAGE));
    case 'loose':
      return event.respondWith(fresh(request, FILES, request.url));
    case 'built':
      return event.respondWith(once(request));
    case 'server':
      return;
  }
});

/** All or nothing: a version that lacks a file never takes over. */
async function install(): Promise<void> {
  const pages = await caches.open(PAGES);
  await pages.add(new Request(PAGE, { cache: 'no-cache' }));
  const files = await caches.open(FILES);
  await files.addAll([...BUILT_FILES, ...LOOSE_FILES.map((path) => new Request(path, { cache: 'no-cache' }))]);
}

async function removeOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith('redress-') && name !== PAGES && name !== FILES);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** The server first: what is kept stands in only where it gives no answer, or one of a door without a house behind it. */
async function fresh(request: Request, cache: string, key: string): Promise<Response> {
  const kept = (): Promise<Response | undefined> => caches.match(key, { cacheName: cache });
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status >= 500) return (await kept()) ?? answer;
    if (answer.ok && !answer.redirected) await (await caches.open(cache)).put(key, answer.clone());
    return answer;
  } catch (reason) {
    const stored = await kept();
    if (stored === undefined) throw reason;
    return stored;
  }
}

/** Of any version: an older page that is still open finds its files, too. */
async function once(request: Request): Promise<Response> {
  const kept = await caches.match(request.url);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(FILES)).put(request.url, answer.clone());
  return answer;
}
