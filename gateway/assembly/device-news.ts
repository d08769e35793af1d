type Listener = (device: string, isLost: boolean, at: number) => void;

/** Tells which devices were lost or have come back. While nobody can listen, the last word about each device waits. */
export class DeviceNews {
  private listener: Listener | undefined;
  /** Bounded by the number of devices. */
  private readonly waiting = new Map<string, { readonly isLost: boolean; readonly at: number }>();

  tell(device: string, isLost: boolean, at: number): void {
    if (this.listener) this.listener(device, isLost, at);
    else this.waiting.set(device, { isLost, at });
  }

  shut(): void {
    this.listener = undefined;
  }

  /** News about devices that are not `known` any more is forgotten. */
  open(listener: Listener, known: ReadonlySet<string>): void {
    this.listener = listener;
    for (const [device, { isLost, at }] of this.waiting) if (known.has(device)) listener(device, isLost, at);
    this.waiting.clear();
  }
}
