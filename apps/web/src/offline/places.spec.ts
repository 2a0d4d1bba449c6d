import { describe, expect, it } from '@jest/globals';
import { placeOf } from './places.js';

const ORIGIN = 'https://desk.example';
const at = (path: string, mode = 'cors', method = 'GET') =>
  placeOf({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, ['/theme.js']);

describe('what a browser keeps of the desk', () => {
  it.each(['/', '/queue?q=is%3Aopen', '/tickets/T-2026-000001', '/queue/my-view', '/formats', '/taskforce'])(
    'takes %s for a place inside the application',
    (path) => expect(at(path, 'navigate')).toBe('page'),
  );

  it.each(['/api/v1/tickets', '/api/docs', '/health/ready', '/socket.io/?EIO=4', '/metrics'])(
    'leaves %s to the server, however it is asked for',
    (path) => expect([at(path), at(path, 'navigate')]).toEqual(['server', 'server']),
  );

  it.each(['/portal/t/secret', '/task/secret', '/f/complaints', '/f'])(
    'leaves %s to the server: it is the page of somebody who is no agent',
    (path) => expect(at(path, 'navigate')).toBe('server'),
  );

  it('keeps for good what carries the hash of its content in its name', () => {
    expect(at('/assets/index-CR2ZFPgB.js')).toBe('built');
    expect(at('/assets/index.js')).toBe('server');
  });

  it('asks the server first for what has the same name in every version', () => {
    expect(at('/theme.js')).toBe('loose');
    expect(at('/other.js', 'navigate')).toBe('server');
  });

  it('touches nothing that changes anything, and nothing of another house', () => {
    expect(at('/', 'navigate', 'POST')).toBe('server');
    expect(at('https://elsewhere.example/assets/index-CR2ZFPgB.js')).toBe('server');
  });
});
