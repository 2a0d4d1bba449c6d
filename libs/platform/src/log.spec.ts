import { describe, expect, it } from '@jest/globals';
import { nestLog, openLog } from './log.js';

function listen(pretty: boolean) {
  const lines: string[] = [];
  const log = openLog({
    level: 'info',
    role: 'api',
    pretty,
    destination: { write: (line: string) => void lines.push(line) },
  });
  return { log, lines };
}

describe('the log', () => {
  it('blanks secrets wherever they hide', () => {
    const { log, lines } = listen(false);
    log.info(
      { account: { host: 'imap', password: 'hush' }, token: 'hush', request: { headers: { authorization: 'hush' } } },
      'connected',
    );
    expect(lines[0]).not.toContain('hush');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      role: 'api',
      msg: 'connected',
      token: '[secret]',
      account: { host: 'imap' },
    });
  });

  it('speaks in one line to people', () => {
    const { log, lines } = listen(true);
    log.warn({ port: 3000 }, 'port taken');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}api {2}port taken {2}port=3000\n$/);
  });

  it('keeps the stack of an error that Nest reports', () => {
    const { log, lines } = listen(false);
    nestLog(log).error(new Error('broken'), 'ExceptionsHandler');
    nestLog(log).log('Mapped {/tickets, GET} route', 'RouterExplorer');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      msg: 'broken',
      context: 'ExceptionsHandler',
      err: { type: 'Error' },
    });
  });
});
