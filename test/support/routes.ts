import type { INestApplication } from '@nestjs/common';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** The description of the API and its explorer: documents, open to everybody like the pages. */
const DOCUMENTS = /^\/api\/(?:docs|openapi)/;

/** Nest lets every method through here first, because these paths are outside of the prefix; the routes behind are listed on their own. */
const PASSED_ON = new Set([
  'ALL /health/{*any}',
  'ALL /metrics',
  'ALL /task/{*any}',
  'ALL /portal/{*any}',
  'ALL /f/{*any}',
]);

/** Every route that the router knows, sorted: `GET /tickets/:ticket`, without the prefix of the API. */
export function routesOf(app: INestApplication): string[] {
  const express: { router: { stack: readonly Layer[] } } = app.getHttpAdapter().getInstance();
  return express.router.stack
    .flatMap(({ route }) => (route && !DOCUMENTS.test(route.path) ? routesAt(route.path, route.methods) : []))
    .filter((route) => !PASSED_ON.has(route))
    .sort();
}

function routesAt(path: string, methods: Readonly<Record<string, boolean>>): string[] {
  const names = Object.keys(methods);
  const told = names.length > 10 ? ['ALL'] : names.map((name) => name.toUpperCase());
  return told.map((method) => `${method} ${path.replace(/^\/api\/v1/, '')}`);
}
