import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

/** Shorter answers fit into a few packets as they are. */
const LEAST_PACKED = 8_192;
/** What is longer is packed beside other work: here it would hold everybody up for more than a millisecond. */
const MOST_AT_ONCE = 131_072;

interface Way {
  readonly atOnce: (text: string) => Buffer;
  readonly aside: (text: string) => Promise<Buffer>;
}

/** A list shrinks to a sixth by the lowest level; those above take three times as long for a few per cent more. */
const GZIP = { level: 1 };
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const gzipAside = promisify(gzip);
const brotliAside = promisify(brotliCompress);

const WAYS: Readonly<Record<string, Way>> = {
  br: { atOnce: (text) => brotliCompressSync(text, BROTLI), aside: (text) => brotliAside(text, BROTLI) },
  gzip: { atOnce: (text) => gzipSync(text, GZIP), aside: (text) => gzipAside(text, GZIP) },
};

/** Packs answers that are texts. In one piece: a stream that packs changes threads and writes piece by piece, and takes several times as long. */
export function packTexts(request: Request, response: Response, next: NextFunction): void {
  const send = response.send.bind(response);
  response.send = (body?: unknown): Response => {
    if (typeof body !== 'string' || body.length < LEAST_PACKED) return send(body);
    response.vary('Accept-Encoding');
    const encoding = request.acceptsEncodings('br', 'gzip');
    const way = encoding === false ? undefined : WAYS[encoding];
    if (!way) return send(body);
    // As a text would be sent; what is packed is sent as bytes.
    response.set('Content-Type', response.get('Content-Type') ?? 'text/html');
    response.setHeader('Content-Encoding', String(encoding));
    if (body.length <= MOST_AT_ONCE) return send(way.atOnce(body));
    way.aside(body).then(send, next);
    return response;
  };
  next();
}
