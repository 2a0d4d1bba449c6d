/** "Waits for customer" within a sentence; only the first letter, German nouns keep theirs. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}
