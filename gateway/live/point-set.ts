/** A set of point indexes as bits: adding is one operation, a thousand points are thirty-two words. */
export class PointSet {
  private readonly words: Uint32Array;

  constructor(size: number) {
    this.words = new Uint32Array(Math.ceil(size / 32));
  }

  /** Indexes outside of the size given are ignored. */
  add(index: number): void {
    const word = index >>> 5;
    if (word < this.words.length) this.words[word]! |= 1 << (index & 31);
  }

  has(index: number): boolean {
    return ((this.words[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }

  /** Adds what `other` and `mask` have in common. */
  addShared(other: PointSet, mask: PointSet): void {
    for (let word = 0; word < this.words.length; word++) {
      this.words[word]! |= other.words[word]! & mask.words[word]!;
    }
  }

  /** Drops what is not in `mask`. */
  keep(mask: PointSet): void {
    for (let word = 0; word < this.words.length; word++) this.words[word]! &= mask.words[word]!;
  }

  clear(): void {
    this.words.fill(0);
  }

  isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  count(): number {
    let count = 0;
    for (const word of this.words) count += bitsIn(word);
    return count;
  }

  /** In rising order. */
  forEach(visit: (index: number) => void): void {
    for (let word = 0; word < this.words.length; word++) {
      for (let bits = this.words[word]!; bits !== 0; bits &= bits - 1) {
        visit((word << 5) + 31 - Math.clz32(bits & -bits));
      }
    }
  }
}

/** Population count in parallel sums (Warren, Hacker's Delight, 5-1). */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
