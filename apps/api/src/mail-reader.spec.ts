import { afterAll, describe, expect, test } from '@jest/globals';
import { lazyMailReader } from './mail-reader.js';

describe('HTML that somebody writes', () => {
  const reader = lazyMailReader();
  const hasty = lazyMailReader(1);
  afterAll(() => Promise.all([reader.close(), hasty.close()]));

  test('is made safe', async () => {
    expect(await reader.sanitise('<p onclick="x()">Hello<script>x()</script></p>')).toBe('<p>Hello</p>');
  });

  test('is refused with its reason when reading it takes longer than the limit', async () => {
    await expect(hasty.sanitise('<p>x</p>'.repeat(50_000))).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ pointer: '/html', code: 'unreadable' }],
    });
  });
});
