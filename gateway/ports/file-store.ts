/** A photo or paper that belongs to a record or an order. The content lies outside the database, under its hash. */
export interface StoredFile {
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** One of those that may be shown: image/jpeg, image/png, image/webp, application/pdf. */
  readonly mediaType: string;
}

/** Keeps what people attach. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface FileStore {
  /** Keeps it; twice the same content is one file. Rejects with FILE_TOO_LARGE beyond 10 MB and FILE_KIND_REFUSED. */
  put(content: AsyncIterable<Uint8Array>, mediaType: string): Promise<StoredFile>;
  /** What is known of a file; undefined when there is none of this hash. */
  find(sha256: string): Promise<StoredFile | undefined>;
  /** The content, to be read or ended by whoever asks; undefined when there is none of this hash. */
  open(sha256: string): Promise<{ readonly file: StoredFile; readonly content: AsyncIterable<Uint8Array> } | undefined>;
}

/** Which files there are; what is in it is never taken out. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface AttachmentIndex {
  /** Twice is as good as once. */
  add(file: StoredFile): Promise<void>;
  find(sha256: string): Promise<StoredFile | undefined>;
}
