import { SourceFailure } from '../failure.ts';

export interface LineLimits {
  readonly bytes: number;
  readonly lineBytes: number;
}

const NEWLINE = 10;

/** The lines of a body as they arrive, without empty ones. Throws a SourceFailure when body or line are larger than they may be. */
export async function* limitedLines(body: AsyncIterable<Uint8Array>, limits: LineLimits): AsyncGenerator<string> {
  const line = new OpenLine(limits.lineBytes);
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limits.bytes) throw new SourceFailure('too-large', `more than ${limits.bytes} bytes`);
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      line.add(chunk.subarray(from, end));
      const text = line.take();
      if (text) yield text;
      from = end + 1;
    }
    line.add(chunk.subarray(from));
  }
  const text = line.take();
  if (text) yield text;
}

class OpenLine {
  private readonly limit: number;
  private parts: Uint8Array[] = [];
  private length = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(part: Uint8Array): void {
    this.length += part.length;
    if (this.length > this.limit) throw new SourceFailure('too-large', `a line of more than ${this.limit} bytes`);
    if (part.length > 0) this.parts.push(part);
  }

  take(): string {
    const text = Buffer.concat(this.parts).toString('utf8').trim();
    this.parts = [];
    this.length = 0;
    return text;
  }
}
