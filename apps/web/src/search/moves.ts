/** The links of what was found, from top to bottom. */
export function hitLinks(results: HTMLElement | null): readonly HTMLAnchorElement[] {
  return [...(results?.querySelectorAll<HTMLAnchorElement>('a[data-ticket]') ?? [])];
}

/** Moves the focus to the hit before or after; from elsewhere to the first. */
export function stepThrough(results: HTMLElement | null, by: 1 | -1): void {
  const links = hitLinks(results);
  const at = links.findIndex((link) => link === document.activeElement);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}
