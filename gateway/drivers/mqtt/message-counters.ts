import type { Logger } from '../../ports/logger.ts';

/** Of many messages of one kind only the first and then every thousandth is logged. */
const LOG_EVERY = 1000;
const LONGEST_SAMPLE = 80;

/** Messages that came to nothing, with one sample of the latest that was not understood. */
export class MessageCounters {
  private readonly logger: Logger;
  private oversized = 0;
  private undecodable = 0;
  private historical = 0;
  private sample: string | undefined;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  noteOversized(topic: string, bytes: number): void {
    if (this.oversized++ % LOG_EVERY !== 0) return;
    this.logger.warn({ topic, bytes, count: this.oversized }, 'a message above the size limit was dropped');
  }

  noteUndecodable(topic: string, payload: Buffer): void {
    const sample = printable(payload);
    this.sample = `last not understood: ${topic}: ${sample}`;
    if (this.undecodable++ % LOG_EVERY !== 0) return;
    this.logger.warn({ topic, sample, count: this.undecodable }, 'a message was not understood');
  }

  /** Values sent later than they were measured; they are not live and are left out. */
  noteHistorical(values: number): void {
    this.historical += values;
  }

  /** For people; the counts in the last line. */
  lines(): readonly string[] {
    const historical = this.historical > 0 ? [`${this.historical} historical values left out`] : [];
    const counts = `${this.oversized} messages too large, ${this.undecodable} not understood`;
    return [...(this.sample === undefined ? [] : [this.sample]), ...historical, counts];
  }
}

/** The beginning of a message in characters that do nothing. */
function printable(payload: Buffer): string {
  return payload.toString('latin1', 0, LONGEST_SAMPLE).replaceAll(/[^\x20-\x7e]/g, '·');
}
