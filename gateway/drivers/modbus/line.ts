import type { Duplex } from 'node:stream';

/** A socket or serial port, opening or open. */
export interface Line {
  readonly stream: Duplex;
  /** Settles once the line is open, or cannot be opened or was destroyed first. */
  readonly opened: Promise<void>;
  /** Ends it politely; settles when the peer, too, has ended it, which may be never. */
  end(): Promise<void>;
  /** Ends it at once; settles when the handle is free for another. */
  destroy(): Promise<void>;
}
