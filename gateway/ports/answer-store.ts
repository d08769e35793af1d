/** What a reply code stands for. */
export interface ReplyCode {
  readonly recipient: string;
  /** Four digits. */
  readonly code: string;
  readonly alarmId: string;
  /** The occurrence its recipient was told of last. */
  readonly occurrence: number;
}

/** Durable memory of the ways people answer by. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface AnswerStore {
  /** 32 random bytes that sign the links: made at the first call, the same ever after. */
  key(): Promise<Uint8Array>;
  isUsed(nonce: string): Promise<boolean>;
  /** Remembers that a link was used, at least until `until`. False when it was used already. */
  use(nonce: string, at: number, until: number): Promise<boolean>;
  /**
   * The code of this recipient for this episode: the one he has, told anew with this occurrence, or the first candidate that stands for
   * nothing else of his until `now`. Undefined when all candidates do.
   */
  issueCode(
    code: Omit<ReplyCode, 'code'>,
    candidates: readonly string[],
    now: number,
    until: number,
  ): Promise<string | undefined>;
  /** Undefined when it stands for nothing at `now`. */
  findCode(recipient: string, code: string, now: number): Promise<ReplyCode | undefined>;
  /** Forgets links and codes whose time is over. */
  removeBefore(now: number): Promise<void>;
}
