/** Items by rising key; the key of an item must not change while it is in here. Adding and taking cost O(log n). */
export class Heap<Item> {
  private readonly items: Item[] = [];
  private readonly keyOf: (item: Item) => number;

  constructor(keyOf: (item: Item) => number) {
    this.keyOf = keyOf;
  }

  get size(): number {
    return this.items.length;
  }

  /** The item with the smallest key. */
  first(): Item | undefined {
    return this.items[0];
  }

  add(item: Item): void {
    this.items.push(item);
    this.rise(this.items.length - 1);
  }

  /** Removes and gives the item with the smallest key. */
  take(): Item | undefined {
    const first = this.items[0];
    if (first !== undefined) this.removeAt(0);
    return first;
  }

  /** Removes one item wherever it is; O(n), for what happens seldom. */
  remove(item: Item): void {
    const at = this.items.indexOf(item);
    if (at >= 0) this.removeAt(at);
  }

  clear(): void {
    this.items.length = 0;
  }

  private removeAt(at: number): void {
    const last = this.items.pop()!;
    if (at === this.items.length) return;
    this.items[at] = last;
    this.rise(at);
    this.sink(at);
  }

  private rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (this.key(parent) <= this.key(at)) return;
      this.swap(parent, at);
      at = parent;
    }
  }

  private sink(from: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      if (left >= this.items.length) return;
      const right = left + 1;
      const child = right < this.items.length && this.key(right) < this.key(left) ? right : left;
      if (this.key(at) <= this.key(child)) return;
      this.swap(at, child);
      at = child;
    }
  }

  private key(at: number): number {
    return this.keyOf(this.items[at]!);
  }

  private swap(a: number, b: number): void {
    const item = this.items[a]!;
    this.items[a] = this.items[b]!;
    this.items[b] = item;
  }
}
