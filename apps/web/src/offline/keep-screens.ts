/** The screens open without a server from now on, where the page came by a secure way. Waits until the first one has loaded. */
export function keepScreens(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = (): void =>
    // a browser that keeps nothing needs the server for every page, as before
    void navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
