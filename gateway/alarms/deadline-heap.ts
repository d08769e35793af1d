/** Numbered deadlines, the earliest on top: a binary heap that knows where each number lies. */
export class DeadlineHeap {
  /** Heap of numbers. */
  private heap: Int32Array;
  /** Where in the heap a number lies; -1: nowhere. */
  private place: Int32Array;
  private moments: Float64Array;
  private count = 0;

  constructor(capacity = 0) {
    this.heap = new Int32Array(capacity);
    this.place = new Int32Array(capacity).fill(-1);
    this.moments = new Float64Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  /** The number whose moment is the earliest; -1 when there is none. */
  get first(): number {
    return this.count === 0 ? -1 : this.heap[0]!;
  }

  /** Room for the numbers below `capacity`. */
  grow(capacity: number): void {
    const { heap, place, moments } = this;
    this.heap = new Int32Array(capacity);
    this.heap.set(heap);
    this.place = new Int32Array(capacity).fill(-1);
    this.place.set(place);
    this.moments = new Float64Array(capacity);
    this.moments.set(moments);
  }

  /** The moment of a number that is in; otherwise the last it had. */
  momentOf(number: number): number {
    return this.moments[number]!;
  }

  has(number: number): boolean {
    return this.place[number]! >= 0;
  }

  set(number: number, moment: number): void {
    const before = this.moments[number]!;
    const at = this.place[number]!;
    this.moments[number] = moment;
    if (at < 0) this.rise(this.append(number));
    else if (moment < before) this.rise(at);
    else if (moment > before) this.sink(at);
  }

  delete(number: number): void {
    const at = this.place[number]!;
    if (at < 0) return;
    this.place[number] = -1;
    const last = this.heap[--this.count]!;
    if (last === number) return;
    this.put(last, at);
    this.rise(at);
    this.sink(this.place[last]!);
  }

  private append(number: number): number {
    this.put(number, this.count);
    return this.count++;
  }

  private put(number: number, at: number): void {
    this.heap[at] = number;
    this.place[number] = at;
  }

  private rise(from: number): void {
    const number = this.heap[from]!;
    const moment = this.moments[number]!;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.heap[above]!;
      if (this.moments[parent]! <= moment) break;
      this.put(parent, at);
      at = above;
    }
    this.put(number, at);
  }

  private sink(from: number): void {
    const number = this.heap[from]!;
    const moment = this.moments[number]!;
    let at = from;
    for (let below = this.earlierChild(at); below >= 0; below = this.earlierChild(at)) {
      const child = this.heap[below]!;
      if (this.moments[child]! >= moment) break;
      this.put(child, at);
      at = below;
    }
    this.put(number, at);
  }

  /** -1 where there is none. */
  private earlierChild(at: number): number {
    const left = at * 2 + 1;
    if (left >= this.count) return -1;
    const right = left + 1;
    if (right >= this.count) return left;
    return this.moments[this.heap[right]!]! < this.moments[this.heap[left]!]! ? right : left;
  }
}
