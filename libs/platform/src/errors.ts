/** The code of a failed system call (`ENOENT`) or SQL statement (`42P01`); null when the error has none. */
export function errorCode(error: unknown): string | null {
  // Not by instanceof: errors of the runtime come from another realm under a test runner.
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** What to show of something that was thrown. */
export function errorText(error: unknown): string {
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return text || errorCode(error) || 'unknown error';
}
