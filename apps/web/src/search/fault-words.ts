import type { ApiError } from '../api/client.js';
import type { Say } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { parseQuery } from '../workspace/query-text.js';

/** Which part of a query means nothing, and what would. Where the server says something else, its own words. */
export function faultWords(say: Say, q: string, fault: ApiError): string {
  const { detail } = fault.problem;
  const part = parseQuery(q).find(({ name, value }) => name !== null && detail.startsWith(`"${name}:${value}"`));
  const known = /^Known: (.+)\.$/.exec(fault.problem.errors[0]?.message ?? '')?.[1];
  if (part === undefined) return reasonWords(say, fault);
  if (known === undefined) return say('search.fault', { part: part.text });
  return say('search.faultKnown', { part: part.text, known });
}
