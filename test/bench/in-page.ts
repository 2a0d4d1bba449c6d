/**
 * Runs in the page before anything of it does, and keeps what it sees in `globalThis.bench`: as a text, for the benches know no document.
 * A thing counts as shown when a frame with it has been painted: a message that is posted in the frame's callback comes after the paint.
 */
export const IN_PAGE = `(() => {
  const bench = { rowsAt: null, keys: [] };
  globalThis.bench = bench;
  // called in the callback of a frame
  const painted = (then) => {
    const after = new MessageChannel();
    after.port1.onmessage = () => then(performance.now());
    after.port2.postMessage(null);
  };
  const rows = new MutationObserver(() => {
    if (document.querySelector('.queue-row') === null) return;
    rows.disconnect();
    requestAnimationFrame(() => painted((at) => (bench.rowsAt = at)));
  });
  rows.observe(document, { childList: true, subtree: true });
  const text = (selector) => document.querySelector(selector)?.textContent ?? '';
  const until = (holds, then) => requestAnimationFrame(() => (holds() ? painted(then) : until(holds, then)));
  addEventListener('keydown', (event) => {
    if (event.key !== 'j') return;
    const before = text('.queue-row.current .queue-subject');
    const key = { row: null, ticket: null };
    bench.keys.push(key);
    const there = () => text('.queue-row.current .queue-subject');
    until(() => there() !== before, (at) => (key.row = at - event.timeStamp));
    until(
      () => there() !== before && text('.ticket-title h2') === there() && document.querySelector('article.entry') !== null,
      (at) => (key.ticket = at - event.timeStamp),
    );
  }, true);
})()`;

/** The least that a browser needs for the same: one of two lines is marked, and a heading says which. */
export const BARE_KEYS = `<!doctype html><title>bare</title><div class="ticket-title"><h2></h2></div>
<div class="queue-row"><span class="queue-subject">one</span></div>
<div class="queue-row"><span class="queue-subject">two</span></div><article class="entry"></article>
<script>
  let at = 0;
  addEventListener('keydown', () => {
    at = 1 - at;
    document.querySelectorAll('.queue-row').forEach((row, index) => row.classList.toggle('current', index === at));
    document.querySelector('h2').textContent = document.querySelector('.current .queue-subject').textContent;
  });
</script>`;

/** Ten thousand lines without a framework, all of them there from the start. */
export const BARE_ROWS = `<!doctype html><title>bare</title><div class="queue-scroll" style="height: 800px; overflow-y: auto"></div>
<script>
  document.querySelector('.queue-scroll').innerHTML = Array.from({ length: 10000 }, (_, at) =>
    '<div style="height: 48px; content-visibility: auto; contain-intrinsic-size: 48px">Row ' + at + '</div>').join('');
</script>`;
