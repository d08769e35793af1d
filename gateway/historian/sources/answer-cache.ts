import type { Clock } from '../../ports/clock.ts';
import { CACHE_BYTES, CACHE_MS } from './limits.ts';
import { bytesOf, type SourcePart } from './source-part.ts';

interface Entry {
  readonly part: SourcePart;
  readonly bytes: number;
  readonly until: number;
}

/** Answers of a source by question: the least recently used go first when they take more than CACHE_BYTES, all after CACHE_MS. */
export class AnswerCache {
  private readonly clock: Clock;
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get(key: string): SourcePart | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.remove(key, entry);
    if (entry.until <= this.clock.monotonicMs()) return undefined;
    this.add(key, entry);
    return entry.part;
  }

  set(key: string, part: SourcePart): void {
    const bytes = bytesOf(part);
    const known = this.entries.get(key);
    if (known) this.remove(key, known);
    if (bytes > CACHE_BYTES) return;
    this.add(key, { part, bytes, until: this.clock.monotonicMs() + CACHE_MS });
    for (const [oldest, entry] of this.entries) {
      if (this.bytes <= CACHE_BYTES) return;
      this.remove(oldest, entry);
    }
  }

  private add(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.bytes += entry.bytes;
  }

  private remove(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.bytes -= entry.bytes;
  }
}
