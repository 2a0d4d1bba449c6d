import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Problem } from '@redress/contract/answers.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { type Journey, startJourney } from '../support/journey.js';
import { mail } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney({ MAX_MAIL_MB: '1' });
});
afterAll(() => desk.close());

const problemAt = async (path: string, init?: RequestInit): Promise<number> => {
  const response = await fetch(`${desk.url}${path}`, init);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem: unknown = await response.json();
  expect(problem).toMatchObject({ status: response.status, requestId: expect.any(String), errors: expect.any(Array) });
  return response.status;
};

const posted = (type: string, body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': type, ...headers },
});

describe('a request that cannot be understood', () => {
  test('in a body that does not unpack is a fault of the request', async () => {
    const packed = posted('application/json', 'no gzip', { 'content-encoding': 'gzip' });
    expect(await problemAt('/api/v1/tickets', packed)).toBe(400);
  });

  test.each(['text/xml', 'text/plain', 'application/x-www-form-urlencoded'])(
    'as %s is of no known kind',
    async (type) => {
      expect(await problemAt('/api/v1/tickets', posted(type, 'subject=x'))).toBe(415);
    },
  );

  test.each(['/api', '/api/v2/tickets', '/api/v1', '/api/nothing'])('at %s gets a problem document', async (path) => {
    expect(await problemAt(path)).toBe(404);
  });
});

test.each(['escalation-plans', 'routing-rules'])('no versions are listed of %s that do not exist', async (path) => {
  expect((await desk.ask(`/${path}/0193a1b2-0000-7000-8000-000000000000/versions`)).status).toBe(404);
});

test.each(['/outbox', '/quarantine', '/tickets/{ticket}/events'])('a foreign cursor is refused at %s', async (path) => {
  const { ticketId } = await desk.take(mail());
  const list = path.replace('{ticket}', ticketId ?? '');
  for (const after of ['garbage', 'W10', '1.5', '-1']) {
    const answer = await desk.ask<Problem>(`${list}?after=${after}`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/after', code: 'cursor' });
  }
  expect((await desk.ask(`${list}?after=`)).status).toBe(200);
});

describe('the subject of a ticket', () => {
  test.each(['   ', '\u0000', '\r\n'])('is never blank: %j', async (subject) => {
    const { ticketId } = await desk.take(mail());
    expect((await desk.change<Problem>(ticketId ?? '', { subject })).status).toBe(422);
    const opened = await desk.ask<Problem>('/tickets', { method: 'POST', body: { subject, text: 'It broke' } });
    expect(opened.status).toBe(422);
    expect(opened.body.errors.map(({ pointer }) => pointer)).toContain('/subject');
  });

  test('is one line', async () => {
    const { ticketId } = await desk.take(mail());
    const { body } = await desk.change<Ticket>(ticketId ?? '', { subject: ' Lamp\r\nBcc: all@desk.test ' });
    expect(body.subject).toBe('Lamp Bcc: all@desk.test');
  });
});

describe('a mail by the API', () => {
  test('that is too large leaves nothing in the connection for the next request to wait behind', async () => {
    const answer = await desk.ask('/intake/email', { method: 'POST', raw: Buffer.alloc(8 * 1024 * 1024, 'a') });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('connection')).toBe('close');
  });
});
