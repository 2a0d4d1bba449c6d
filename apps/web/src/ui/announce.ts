let region: HTMLElement | null = null;
let pending: ReturnType<typeof setTimeout> | null = null;

export function announceIn(element: HTMLElement | null): void {
  region = element;
}

/** Says one thing politely. There is a single region for the whole page, and what follows within 300 ms replaces what came before. */
export function announce(text: string): void {
  if (pending !== null) clearTimeout(pending);
  pending = setTimeout(() => {
    if (region !== null) region.textContent = region.textContent === text ? `${text} ` : text;
  }, 300);
}
