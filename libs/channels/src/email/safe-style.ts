/** Properties that change how words look and never where a box lies on the page or what is fetched. */
const PROPERTIES = new Set(
  [
    'color background background-color opacity',
    'font font-family font-size font-style font-variant font-weight line-height letter-spacing word-spacing',
    'text-align text-decoration text-decoration-line text-decoration-color text-indent text-transform vertical-align white-space word-break word-wrap overflow-wrap direction unicode-bidi',
    'margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left',
    'border border-top border-right border-bottom border-left border-color border-style border-width border-radius border-collapse border-spacing',
    'border-top-color border-right-color border-bottom-color border-left-color border-top-style border-right-style border-bottom-style border-left-style border-top-width border-right-width border-bottom-width border-left-width',
    'width max-width min-width height max-height min-height table-layout list-style-type display',
  ].flatMap((row) => row.split(' ')),
);

const DISPLAYS = /^(?:block|inline|inline-block|none|table|table-row|table-cell|list-item)$/i;
const VALUE = /^[\w\s#%.,"'()!+/-]{1,200}$/;
/** The only functions that mean a colour; `url(`, `image-set(`, `expression(`, `var(`, `attr(` and all to come are others. */
const FUNCTIONS = /(?<!\b(?:rgb|rgba|hsl|hsla))\(/i;
const NEGATIVE = /(?:^|[\s,])-\s?[\d.]/;

function isSafe(property: string, value: string): boolean {
  if (!PROPERTIES.has(property) || !VALUE.test(value) || FUNCTIONS.test(value)) return false;
  if (/expression|javascript|behaviou?r|binding|import/i.test(value)) return false;
  if (property === 'display') return DISPLAYS.test(value);
  return !((property.startsWith('margin') || property === 'text-indent') && NEGATIVE.test(value));
}

const LONGEST = 4_000;

/** The safe part of a `style` attribute, in its order; empty when nothing is. Comments and escapes make a declaration unsafe. */
export function safeStyle(style: string): string {
  if (style.length > LONGEST) return '';
  const kept: string[] = [];
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 1) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replace(/\s+/g, ' ')
      .trim();
    if (isSafe(property, value)) kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}
