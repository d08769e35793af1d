import type { Readable } from 'node:stream';

/** An answer of any length that is made while it is read. Its maker has counted it; it is always ended or destroyed. */
export class Streamed {
  readonly body: Readable;
  readonly contentType: string;
  /** Name under which a browser keeps it. */
  readonly fileName: string;

  constructor(body: Readable, contentType: string, fileName: string) {
    this.body = body;
    this.contentType = contentType;
    this.fileName = fileName;
  }
}
