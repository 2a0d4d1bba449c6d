import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

/** A list shrinks to a sixth by it; the levels above take three times as long for a few per cent more. */
export const LEAST_COMPRESSION = 1;
/** Shorter answers fit into a few packets as they are. */
export const LEAST_PACKED = 8_192;
/** What is longer is packed piece by piece beside other work: at once it would hold everybody up for more than a millisecond. */
const MOST_AT_ONCE = 131_072;

const WAYS: Readonly<Record<string, (text: string) => Buffer>> = {
  br: (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: LEAST_COMPRESSION } }),
  gzip: (text) => gzipSync(text, { level: LEAST_COMPRESSION }),
};

/** Packs the answers of the size of a list in one go: the stream that packs the rest changes threads and writes in pieces, and takes several times as long. */
export function packLists(request: Request, response: Response, next: NextFunction): void {
  const send = response.send.bind(response);
  response.json = (body: unknown): Response => {
    const text = JSON.stringify(body);
    if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8');
    if (text.length < LEAST_PACKED || text.length > MOST_AT_ONCE) return send(text);
    const encoding = request.acceptsEncodings('br', 'gzip');
    const pack = encoding === false ? undefined : WAYS[encoding];
    if (!pack) return send(text);
    response.vary('Accept-Encoding');
    response.setHeader('Content-Encoding', String(encoding));
    return send(pack(text));
  };
  next();
}
