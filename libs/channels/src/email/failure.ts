/** What libraries hang on their errors. Not by `instanceof`: errors of node's own modules and of threads come from another realm. */
export function failureField(failure: unknown, name: string): unknown {
  return typeof failure === 'object' && failure !== null ? Reflect.get(failure, name) : undefined;
}

export function failureText(failure: unknown, name: string): string {
  const value = failureField(failure, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The system's own word (`ECONNREFUSED`), also where a library wrapped it or several addresses were tried at once. */
export function failureCode(failure: unknown): string {
  const several = failureField(failure, 'errors');
  const inner: unknown = Array.isArray(several) ? several[0] : undefined;
  return failureText(failure, 'originalCode') || failureText(failure, 'code') || failureText(inner, 'code');
}
