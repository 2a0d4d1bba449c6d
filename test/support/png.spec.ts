import { describe, expect, test } from '@jest/globals';
import { greyPicture } from './picture.js';
import { type Picture, readPicture, writePicture } from './png.js';

/** An area, and colours of which a palette holds a part only. */
function sunset(width = 90, height = 60): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1)
    pixels.set(at < width * 4 ? [250, 248, 246] : [at % width, Math.floor(at / width), 90], at * 3);
  return { width, height, pixels };
}

const furthest = (one: Picture, other: Picture): number =>
  one.pixels.reduce((most, value, at) => Math.max(most, Math.abs(value - (other.pixels[at] ?? 0))), 0);

describe('a picture that is kept', () => {
  test('has its areas as they were, and everything else nearly so', () => {
    const given = sunset();
    const kept = readPicture(writePicture(given));
    expect([kept.width, kept.height]).toEqual([90, 60]);
    expect([...kept.pixels.subarray(0, 3)]).toEqual([250, 248, 246]);
    expect(furthest(given, kept)).toBeLessThan(6);
    expect(furthest(given, kept)).toBeGreaterThan(0);
  });

  test('does not change when it is kept again', () => {
    const once = readPicture(writePicture(sunset()));
    expect(furthest(once, readPicture(writePicture(once)))).toBe(0);
  });

  test('is refused when no browser drew it', () => {
    expect(() => readPicture(greyPicture())).toThrow('as browsers draw');
  });
});
