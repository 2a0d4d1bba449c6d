import { createHash } from 'node:crypto';
import type { Response } from 'express';

/** Text that somebody wrote, for a page: no sign of it can end what it stands in. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a page may do besides showing itself. */
export interface PageRights {
  /** Runs the scripts of this server, which may ask it. */
  readonly scripts?: boolean;
  /** Origins of pages that may show it in a frame. */
  readonly framedBy?: readonly string[];
}

/** A page of our own making has one style and no script: the policy names the hash of the one and allows nothing of the other. */
export function stylePolicy(style: string, { scripts = false, framedBy = [] }: PageRights = {}): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const run = scripts ? " script-src 'self'; connect-src 'self';" : '';
  const frames = framedBy.length === 0 ? "'none'" : framedBy.join(' ');
  return `default-src 'none'; style-src 'sha256-${hash}';${run} form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`;
}

/** The address is the secret: no other site may learn it, and no search engine either. */
export function keepSecret(response: Response): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow');
  response.setHeader('Cache-Control', 'no-store');
}
