type Turn = () => void;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
/** A chain of awaits between two questions takes less. */
const QUIET_TURNS = 3;

/** Counts questions that are on their way, so that a test knows when everybody has done what there was to do. */
export class Gauge {
  private onWay = 0;
  private waiting: Turn[] = [];
  private readonly known = new WeakMap<object, object>();

  /** The same thing, with every promise it answers counted; so are the things it hands out. */
  watch<T extends object>(target: T): T {
    const known = this.known.get(target);
    if (known) return known as T;
    const watched = new Proxy(target, { get: (own, name) => this.member(own, Reflect.get(own, name)) });
    this.known.set(target, watched);
    return watched;
  }

  /** Resolves when nothing is on its way and nobody asks anything more. */
  async idle(): Promise<void> {
    let quiet = 0;
    while (quiet < QUIET_TURNS) {
      if (this.onWay > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
      await nextTurn();
      quiet = this.onWay === 0 ? quiet + 1 : 0;
    }
  }

  private member(own: object, value: unknown): unknown {
    if (typeof value === 'object' && value !== null) return this.watch(value);
    if (typeof value !== 'function') return value;
    return (...args: unknown[]) => this.answer(Reflect.apply(value, own, args));
  }

  private answer(value: unknown): unknown {
    if (!(value instanceof Promise)) return isPart(value) ? this.watch(value) : value;
    this.onWay += 1;
    const over = (): void => {
      this.onWay -= 1;
      if (this.onWay === 0) for (const turn of this.waiting.splice(0)) turn();
    };
    value.then(over, over);
    return value;
  }
}

/** Something with questions of its own, such as the records of one kind. */
const isPart = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.values(value).some((one) => typeof one === 'function');
