import { createHash } from 'node:crypto';
import type { Response } from 'express';

/** Text that somebody wrote, for a page: no sign of it can end what it stands in. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page of our own making has one style and no script: the policy names the hash of the one and allows nothing of the other. */
export const stylePolicy = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The address is the secret: no other site may learn it, and no search engine either. */
export function keepSecret(response: Response): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow');
  response.setHeader('Cache-Control', 'no-store');
}
