import type { AnswerStore, ReplyCode } from '../../gateway/ports/answer-store.ts';

/** Links and codes in memory, with the rules of the real store. */
export class MemoryAnswerStore implements AnswerStore {
  readonly used = new Map<string, number>();
  readonly codes: (ReplyCode & { readonly until: number })[] = [];

  async key(): Promise<Uint8Array> {
    return Buffer.alloc(32, 7);
  }
  async isUsed(nonce: string): Promise<boolean> {
    return this.used.has(nonce);
  }
  async use(nonce: string, _at: number, until: number): Promise<boolean> {
    if (this.used.has(nonce)) return false;
    this.used.set(nonce, until);
    return true;
  }
  async issueCode(told: Omit<ReplyCode, 'code'>, candidates: readonly string[], now: number, until: number) {
    const own = this.codes.filter((one) => one.recipient === told.recipient && one.until > now);
    const present = own.find(({ alarmId }) => alarmId === told.alarmId)?.code;
    const code = present ?? candidates.find((one) => !own.some((taken) => taken.code === one));
    if (code === undefined) return undefined;
    const index = this.codes.findIndex((one) => one.recipient === told.recipient && one.code === code);
    this.codes.splice(index < 0 ? this.codes.length : index, index < 0 ? 0 : 1, { ...told, code, until });
    return code;
  }
  async findCode(recipient: string, code: string, now: number): Promise<ReplyCode | undefined> {
    return this.codes.find((one) => one.recipient === recipient && one.code === code && one.until > now);
  }
  async removeBefore(now: number): Promise<void> {
    for (const [nonce, until] of this.used) if (until <= now) this.used.delete(nonce);
    this.codes.splice(0, this.codes.length, ...this.codes.filter(({ until }) => until > now));
  }
}
