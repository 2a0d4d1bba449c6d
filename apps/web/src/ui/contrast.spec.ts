import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Tokens = Readonly<Record<string, string>>;
type Pair = readonly [ink: string, ground: string];

const sheet = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** The colours that a rule gives to the tokens. */
function tokensOf(css: string, selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`There is no rule ${selector}`);
  const rule = css.slice(start, css.indexOf('}', start));
  const found = rule.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries([...found].map(([, name = '', hex = '']) => [name, hex]));
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['surface', 'surface-1', 'surface-2', 'selected', 'rail-active', 'note'];
const INKS = ['text', 'muted', 'accent', 'danger', 'good', 'safe'];
const FILLS: readonly Pair[] = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['risk', 'risk-fill'],
  ['late', 'late-fill'],
  ['danger', 'danger-surface'],
  ['text', 'mark'],
  ['toast-text', 'toast'],
  ['toast-link', 'toast'],
];
const on = (grounds: readonly string[], inks: readonly string[]): readonly Pair[] =>
  grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const));
const EDGES = on(['surface', 'surface-1'], ['line', 'line-strong', 'accent', 'safe-line', 'note-bar']);

/** The pairs of tokens that stand too near to each other. */
function tooNear(tokens: Tokens, pairs: readonly Pair[], least: number): readonly string[] {
  return pairs.flatMap(([ink, ground]) => {
    const ratio = contrast(tokens[ink] ?? '', tokens[ground] ?? '');
    return ratio >= least ? [] : [`${ink} on ${ground}: ${ratio.toFixed(1)}`];
  });
}

describe.each(['light', 'dark'])('the colours in %s', (scheme) => {
  const plain = tokensOf(sheet('tokens.css'), `:root[data-mantine-color-scheme='${scheme}']`);
  const strong = tokensOf(sheet('contrast.css'), `:root[data-contrast='more'][data-mantine-color-scheme='${scheme}']`);

  it('can be read: 4.5 and more for what is written', () => {
    expect(tooNear(plain, [...on(['surface', 'surface-1'], INKS), ...FILLS], 4.5)).toEqual([]);
  });

  it('have high contrast where it is wished: 7 and more for text, 3 for edges', () => {
    expect(tooNear(strong, [...on(GROUNDS, INKS), ...FILLS], 7)).toEqual([]);
    expect(tooNear(strong, EDGES, 3)).toEqual([]);
  });

  it('leave none as it was where high contrast is wished, but the paper of a mail', () => {
    expect(Object.keys(plain).filter((name) => strong[name] === undefined)).toEqual(['mail-paper']);
  });
});
