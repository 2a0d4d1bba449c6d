import type { OpenAPIObject } from '@nestjs/swagger';
import { ANSWERS } from './openapi-schemas.js';
import type { Answer } from './openapi-words.js';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = NonNullable<Operation['responses'][string]>;

/** Routes that answer with a file, and what kind of file. */
export const FILES: Readonly<Record<string, string>> = {
  'Attachments.read': '*/*',
  'Intake.source': 'message/rfc822',
  'Knocks.challenge': 'text/plain',
  'Knocks.knock': '*/*',
  'Messages.source': 'message/rfc822',
  'Outbox.source': 'message/rfc822',
  'SlaPolicies.export': 'application/yaml',
  'RemoteImages.read': 'image/*',
};

const PROBLEM: Response = {
  description: 'A refusal, or a fault of ours. `type` names it, `detail` says what to do about it.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const WORDS: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken in hand',
  204: 'Done; there is nothing to show',
};

const ETAG = { description: 'The version, in quotes: send it back as If-Match', schema: { type: 'string' } };

const IF_MATCH = {
  needed: 'The version that you saw, like "12", or *. Refused with 428 without it, with 412 when it has moved on.',
  possible:
    'The version that you saw, like "12": refused with 412 when it has moved on. Without it whatever is there is changed.',
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same key with the same request counts once; a repetition gets the first answer, for a day at least.',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
} as const;

/** Says what this operation answers and which headers go with it. @throws when nobody said what it answers */
export function describeAnswer(operation: Operation): void {
  const id = operation.operationId ?? '';
  const answer = ANSWERS[id];
  if (answer === undefined)
    throw new Error(`Nothing says what ${id} answers: run node test/checks/openapi.mjs --write`);
  const status = Object.keys(operation.responses).find((code) => code.startsWith('2')) ?? '200';
  operation.responses = {
    [status]: success(id, status, answer),
    ...(answer.mayBeEmpty ? { 204: { description: 'There is none' } } : {}),
    default: PROBLEM,
  };
  operation.parameters = [...(operation.parameters ?? []), ...headersFor(answer)];
  if (answer.description !== undefined) operation.description = answer.description;
  if (answer.public) operation.security = [];
}

function success(id: string, status: string, { body, versioned }: Answer): Response {
  const described = { description: WORDS[status] ?? 'Done', ...(versioned ? { headers: { ETag: ETAG } } : {}) };
  if (body === 'none') return described;
  if (body !== 'file') return { ...described, content: { 'application/json': { schema: body } } };
  const media = FILES[id];
  if (media === undefined) throw new Error(`Nothing says which kind of file ${id} answers with: add it to FILES`);
  return { ...described, content: { [media]: { schema: { type: 'string', format: 'binary' } } } };
}

function headersFor({ ifMatch, repeatable }: Answer): NonNullable<Operation['parameters']> {
  const seen =
    ifMatch === undefined
      ? []
      : [
          {
            name: 'If-Match',
            in: 'header' as const,
            required: ifMatch === 'needed',
            description: IF_MATCH[ifMatch],
            schema: { type: 'string' },
          },
        ];
  return repeatable ? [...seen, IDEMPOTENCY_KEY] : seen;
}
