import { PORTAL_STYLE } from './portal-style.js';

/** What a form has besides a status page. */
const OWN = `
.intro{margin:-12px 0 24px;white-space:pre-line}
form{counter-reset:question}
.field{margin:0 0 20px}
.field>label,.field>legend{margin:0 0 8px}
.field:not(.plain){counter-increment:question}
.field:not(.plain)>label::before,.field>legend::before{content:counter(question);margin-right:8px;color:var(--soft);font-weight:400}
.choices{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}
.choices .choice{margin:0;padding:8px 12px;hyphens:auto;overflow-wrap:anywhere}
.choice:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--card))}
.field .optional{font-weight:400;color:var(--soft);font-size:14px}
.hint{color:var(--soft);font-size:14px;margin:0 0 4px;white-space:pre-line}
input[type=text],input[type=email],input[type=tel],select{display:block;width:100%;min-height:48px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--edge);border-radius:6px;padding:8px 16px}
select{appearance:none;padding-right:40px;background-image:linear-gradient(45deg,transparent 50%,var(--soft) 50%),linear-gradient(135deg,var(--soft) 50%,transparent 50%);background-position:right 20px center,right 15px center;background-size:5px 5px;background-repeat:no-repeat}
[aria-invalid=true]{border-color:var(--bad)!important;border-width:2px!important}
.wrong{color:var(--bad);font-size:14px;margin:4px 0 0}
.fault ul{margin:8px 0 0;padding-left:20px}
.fault a{display:inline-block;min-height:28px}
.consent{align-items:flex-start}
.consent span{white-space:pre-line}
.trap{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.kept{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:4px 16px;margin:0 0 24px;padding:4px 16px;border:1px solid var(--line);border-radius:6px;background:var(--ground);font-size:14px}
.kept button,.files button{width:auto;min-height:44px;margin:0;padding:0 8px;color:var(--accent);background:none;border:0;font-weight:600}
.files li{display:flex;align-items:center;justify-content:space-between;gap:12px;overflow-wrap:anywhere}
form .last{margin:12px 0 0}
progress{display:block;width:100%;height:8px;margin:16px 0 0;border:0;border-radius:4px;overflow:hidden;background:var(--line);accent-color:var(--accent)}
progress::-webkit-progress-bar{background:var(--line)}
progress::-webkit-progress-value{background:var(--accent)}
progress::-moz-progress-bar{background:var(--accent)}
[hidden]{display:none!important}
button[disabled]{opacity:.7;cursor:default}
.listed{color:transparent}
.facts{margin:24px 0;padding:16px 20px;border-radius:8px;background:var(--ground)}
.facts dt{color:var(--soft)}
.facts dd{margin:0 0 12px;font-size:20px;line-height:1.35;font-weight:600;font-variant-numeric:tabular-nums}
.facts dd:last-child{margin:0}
.open{display:flex;align-items:center;justify-content:center;min-height:48px;margin:16px 0;padding:0 16px;font-weight:600;text-align:center;text-decoration:none;color:var(--on-accent);background:var(--accent);border-radius:6px}
.bare body,.bare .page{background:var(--card);margin:0;border:0;border-radius:0;min-height:0;max-width:none}
.bare main{padding:8px}
@media (max-width:420px){.choices .choice{padding:8px;gap:8px;font-size:15px}}
`;

/** How the page that frames a form wants it to look. */
export interface FormTheme {
  readonly scheme: 'light' | 'dark' | null;
  /** Colours as six hexadecimal digits. */
  readonly accent: string | null;
  readonly ground: string | null;
  readonly ink: string | null;
}

const COLOUR = /^[0-9a-f]{6}$/;

const colour = (asked: unknown): string | null => {
  const text = typeof asked === 'string' ? asked.toLowerCase().replace(/^#/, '') : '';
  return COLOUR.test(text) ? text : null;
};

/** What is no colour of six digits is left out: it stands in the style of the page. */
export const themeOf = (query: Readonly<Record<string, unknown>>): FormTheme => ({
  scheme: query['scheme'] === 'light' || query['scheme'] === 'dark' ? query['scheme'] : null,
  ...{ accent: colour(query['accent']), ground: colour(query['ground']), ink: colour(query['ink']) },
});

/** The theme as it stands in an address, each part with its ampersand. */
export const themeQuery = ({ scheme, ...colours }: FormTheme): string =>
  Object.entries({ scheme, ...colours })
    .map(([name, value]) => (value === null ? '' : `&${name}=${value}`))
    .join('');

const [LIGHT = '', DARK = ''] = [...PORTAL_STYLE.matchAll(/--ground:[^}]+/g)].map(([tokens]) => tokens);

/** Colours of the page in the scheme and with the colours that were asked for. */
export function formStyle({ scheme, accent, ground, ink }: FormTheme): string {
  const tokens = [
    ...(scheme === null ? [] : [scheme === 'dark' ? DARK : LIGHT, `color-scheme:${scheme}`]),
    ...(accent === null ? [] : [`--accent:#${accent}`, `--on-accent:${readableOn(accent)}`]),
    ...(ground === null
      ? []
      : [`--card:#${ground}`, `--ground:color-mix(in srgb,#${ground} 92%,${readableOn(ground)})`]),
    ...(ink === null ? [] : [`--ink:#${ink}`, `--soft:color-mix(in srgb,#${ink} 80%,var(--card))`]),
  ];
  return `${PORTAL_STYLE}${OWN}${tokens.length === 0 ? '' : `:root:root{${tokens.join(';')}}`}`;
}

/** Black or white, whichever contrasts more (WCAG 2.2, relative luminance). */
function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
