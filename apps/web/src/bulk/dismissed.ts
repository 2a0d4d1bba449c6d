const STORED = 'redress.bulk-dismissed';
const MOST_KEPT = 50;

/** Lines of the tray that this person took away, in this browser; the newest last. */
let known = read();

export const isDismissed = (id: string): boolean => known.includes(id);

export function dismiss(id: string): void {
  known = [...known, id].slice(-MOST_KEPT);
  try {
    localStorage.setItem(STORED, known.join(' '));
  } catch {
    // a browser that keeps nothing shows it again after a reload
  }
}

function read(): readonly string[] {
  try {
    return (localStorage.getItem(STORED) ?? '').split(' ').filter((id) => id !== '');
  } catch {
    return [];
  }
}
