import type { Readable } from 'node:stream';

/** An answer of any length that is made while it is read. Its maker has counted it; it is always ended or destroyed. */
export class Streamed {
  readonly body: Readable;
  readonly contentType: string;
  /** Name under which a browser keeps it. */
  readonly fileName: string;
  /** Small already: packing it again would only cost time. */
  readonly isPacked: boolean;

  constructor(body: Readable, contentType: string, fileName: string, isPacked = false) {
    this.body = body;
    this.contentType = contentType;
    this.fileName = fileName;
    this.isPacked = isPacked;
  }
}
