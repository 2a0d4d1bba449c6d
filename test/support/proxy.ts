import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * `pass`: as if it were not there. `refuse`: closes new connections at once. `blackhole`: keeps connections open and lets nothing
 * through, neither data nor an end.
 */
export type ProxyMode = 'pass' | 'refuse' | 'blackhole';

export interface TcpProxy {
  readonly port: number;
  /** Connections accepted since it was opened. */
  readonly accepted: number;
  set(mode: ProxyMode): void;
  /** Ends all connections with RST. */
  reset(): void;
  /** Holds each chunk back for so long. */
  delay(milliseconds: number): void;
  /** Lets so many bytes a second through, both ways together per connection; null ends it. */
  throttle(bytesPerSecond: number | null): void;
  /** Cuts the connection once, when this passes by; with `swallow` the text itself does not arrive. */
  cutAfter(from: 'client' | 'server', text: string, swallow?: boolean): void;
  close(): Promise<void>;
}

interface Cut {
  readonly from: 'client' | 'server';
  readonly text: string;
  readonly swallow: boolean;
}

class Proxy implements TcpProxy {
  accepted = 0;
  private mode: ProxyMode = 'pass';
  private delayMs = 0;
  private rate: number | null = null;
  private cut: Cut | null = null;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', (socket) => this.join(socket));
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  set(mode: ProxyMode): void {
    this.mode = mode;
    if (mode === 'pass') this.sockets.forEach((socket) => socket.resume());
  }

  reset(): void {
    this.sockets.forEach((socket) => socket.resetAndDestroy());
  }

  delay(milliseconds: number): void {
    this.delayMs = milliseconds;
  }

  throttle(bytesPerSecond: number | null): void {
    this.rate = bytesPerSecond;
  }

  cutAfter(from: 'client' | 'server', text: string, swallow = false): void {
    this.cut = { from, text, swallow };
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket): void {
    this.accepted += 1;
    if (this.mode === 'refuse') return void client.resetAndDestroy();
    const server = connect(this.target, '127.0.0.1');
    const pair: readonly [Socket, Socket] = [client, server];
    pair.forEach((socket) => {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.carry(client, server, 'client', pair);
    this.carry(server, client, 'server', pair);
  }

  private carry(from: Socket, to: Socket, side: 'client' | 'server', pair: readonly [Socket, Socket]): void {
    let queue = Promise.resolve();
    from.on('data', (chunk) => {
      if (this.mode === 'blackhole') return;
      queue = queue.then(() => this.forward(chunk, to, side, pair));
    });
    from.on('end', () => {
      queue = queue.then(() => {
        if (this.mode !== 'blackhole') to.end();
      });
    });
    from.on('close', () => {
      if (this.mode !== 'blackhole') void queue.then(() => to.destroy());
    });
  }

  private async forward(
    chunk: Buffer,
    to: Socket,
    side: 'client' | 'server',
    pair: readonly [Socket, Socket],
  ): Promise<void> {
    const wait = this.delayMs + (this.rate === null ? 0 : (chunk.length / this.rate) * 1_000);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const { cut } = this;
    const hit = cut !== null && cut.from === side && chunk.includes(cut.text);
    if (!hit || !cut.swallow) to.write(chunk);
    if (!hit) return;
    this.cut = null;
    setTimeout(() => pair.forEach((socket) => socket.resetAndDestroy()), cut.swallow ? 0 : 20);
  }
}

/** A TCP proxy on loopback that can be told to misbehave. */
export async function openProxy(targetPort: number): Promise<TcpProxy> {
  const server = createServer();
  const proxy = new Proxy(server, targetPort);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return proxy;
}
