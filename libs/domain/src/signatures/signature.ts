/** What a signature may ask for: the voice of the desk and who speaks for it, nothing of the ticket. */
export const SIGNATURE_VARIABLES = [
  ...(['agent.name', 'agent.first_name', 'agent.job_title', 'agent.phone'] as const),
  ...(['queue.name', 'installation.name'] as const),
] as const;

export const SIGNATURE_LIMITS = { texts: 20, text: 2_000 } as const;

/** RFC 3676: what everybody's program folds away, ours too. */
const SEPARATOR = '-- ';

/** Whoever wrote a signature himself is not signed twice. */
const isSigned = (text: string): boolean => text.split(/\r?\n/).includes(SEPARATOR);

export function signed(text: string, signature: string | null): string {
  if (signature === null || isSigned(text)) return text;
  return `${text.trimEnd()}\n\n${SEPARATOR}\n${signature}`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);

/** The same below a part of HTML; what the values hold is text there, too. @param text the plain part of the same mail */
export function signedHtml(html: string, text: string, signature: string | null): string {
  if (signature === null || isSigned(text)) return html;
  return `${html}\n<p>${SEPARATOR}<br>\n${escaped(signature).replaceAll('\n', '<br>\n')}</p>`;
}
