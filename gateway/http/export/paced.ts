import { Readable } from 'node:stream';
import type { Clock, Timer } from '../../ports/clock.ts';

/** A reader that takes nothing for so long has gone away, or never meant to read; others want its place. */
const STALL_LIMIT_MS = 60_000;

/** Text as a stream that makes no more than is read. `onEnd` is called once, however it ends. */
export function pacedStream(parts: AsyncIterable<string>, clock: Clock, onEnd: () => void): Readable {
  let timer: Timer | undefined;
  const watched = async function* (): AsyncGenerator<string> {
    for await (const part of parts) {
      timer = clock.after(STALL_LIMIT_MS, () => stream.destroy(new Error('nobody reads this answer any more')));
      yield part;
      timer.cancel();
    }
  };
  const stream = Readable.from(watched(), { objectMode: false });
  stream.once('close', () => {
    timer?.cancel();
    onEnd();
  });
  return stream;
}
