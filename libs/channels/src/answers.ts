import { HOUR, type Instant, MINUTE } from '@redress/domain/time.js';
import { ChannelFault, type ReplyOutcome } from './channel.js';

/** What a platform does not do for us, and would not do if it were asked again. */
export class Refused extends Error {
  constructor(
    /** Of HTTP. */
    readonly status: number,
    /** The name that the platform gives to it. */
    readonly code: string,
    message: string,
  ) {
    super(message.slice(0, 300));
  }
}

/** One sentence for whatever happened on the way: more would tell what our network looks like. */
export function silence(address: string, more = ''): ChannelFault {
  const host = URL.canParse(address) ? new URL(address).hostname : address;
  const remedy = 'It is tried again by itself. If it stays, check the address of the server, and whether it is up.';
  return new ChannelFault('failing', `${host} does not answer. ${more}`.trim(), remedy);
}

/** Leaves a platform alone that had enough of us. */
export class Patience {
  private quietUntil = 0;

  constructor(
    private readonly platform: string,
    private readonly now: () => Instant,
  ) {}

  /** @throws ChannelFault while nothing should be asked. */
  check(): void {
    if (this.now() < this.quietUntil) throw this.fault();
  }

  /** @param until when it may be asked again, as the platform says it; anything else than a time to come is a minute. */
  end(until: number): ChannelFault {
    const now = this.now();
    // Never longer than an hour: a clock that is wrong must not close the channel for years.
    this.quietUntil = until > now ? Math.min(until, now + HOUR) : now + MINUTE;
    return this.fault();
  }

  private fault(): ChannelFault {
    const until = new Date(this.quietUntil).toISOString().slice(11, 16);
    const words = `${this.platform} takes no more requests until ${until} UTC.`;
    return new ChannelFault('failing', words, 'Nothing is lost: it goes on by itself.');
  }
}

/** What became of a reply that ended in an error. @throws what is neither the platform's nor the way's. */
export function outcomeOf(platform: string, error: unknown): ReplyOutcome {
  if (error instanceof Refused) return { kind: 'failed', detail: `${platform} refuses it: ${error.message}` };
  if (error instanceof ChannelFault) {
    return { kind: 'retry', untaken: error.state === 'refused', detail: `${error.message} ${error.remedy}` };
  }
  throw error;
}
