const listeners = new Set<() => void>();

/** The changes that wait are shown to the person, wherever he is. */
export function showReview(): void {
  listeners.forEach((listener) => listener());
}

export function onReviewWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
