/** `page`: one of the places inside the application; `built`: its name says what is in it; `loose`: beside the page, under the same name in every version. */
export type Place = 'page' | 'built' | 'loose' | 'server';

/** What the server itself answers: its interface, and pages for people who are no agents. Nothing of it is ever kept here. */
const SERVER = /^\/(?:api|health|metrics|socket\.io|task|portal|f)(?:\/|$)/;
const BUILT = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

export function placeOf(
  request: { readonly method: string; readonly mode: string; readonly url: string },
  origin: string,
  loose: readonly string[],
): Place {
  const { origin: asked, pathname } = new URL(request.url);
  if (request.method !== 'GET' || asked !== origin || SERVER.test(pathname)) return 'server';
  if (BUILT.test(pathname)) return 'built';
  if (loose.includes(pathname)) return 'loose';
  return request.mode === 'navigate' && !/\.\w+$/.test(pathname) ? 'page' : 'server';
}
