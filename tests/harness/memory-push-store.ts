import type { PushStore, PushSubscriber, VapidKeys } from '../../gateway/ports/push-store.ts';

/** Browsers in memory. */
export class MemoryPushStore implements PushStore {
  readonly all: PushSubscriber[] = [];
  /** Makes every call fail, as a full disk would. */
  isBroken = false;
  private keys: VapidKeys | undefined;

  async subscribers(person: string): Promise<readonly PushSubscriber[]> {
    if (this.isBroken) throw new Error('disk full');
    return this.all.filter((one) => one.person === person);
  }
  async subscribe(subscriber: PushSubscriber): Promise<void> {
    await this.unsubscribe(subscriber.endpoint);
    this.all.push(subscriber);
  }
  async unsubscribe(endpoint: string): Promise<void> {
    const at = this.all.findIndex((one) => one.endpoint === endpoint);
    if (at >= 0) this.all.splice(at, 1);
  }
  async vapidKeys(offer: () => VapidKeys): Promise<VapidKeys> {
    this.keys ??= offer();
    return this.keys;
  }
}
