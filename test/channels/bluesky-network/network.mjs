/*
 * Runs a Bluesky network for as long as whoever started it lives: a server that keeps accounts, and the view that indexes what they post. Says
 * where they are in one line of JSON. POST / to `settle` returns when the view has caught up with everything that was posted.
 */
import { createServer } from 'node:http';
import { TestNetwork } from '@atproto/dev-env';

const network = await TestNetwork.create({ dbPostgresSchema: 'bluesky' });

const settle = createServer((_request, response) => {
  network.processAll(30_000).then(
    () => response.end(),
    (error) => response.writeHead(500).end(String(error)),
  );
});
settle.listen(0, '127.0.0.1', () => {
  const { port } = settle.address();
  const places = { server: network.pds.url, view: network.bsky.url, settle: `http://127.0.0.1:${port}/` };
  process.stdout.write(`${JSON.stringify(places)}\n`);
});

// The pipe ends with its owner, however he ends.
process.stdin.resume().on('end', () => process.exit(0));
