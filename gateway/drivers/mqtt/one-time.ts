/** Something that happens once. Unlike those of a promise, its listeners can leave: a session may see thousands of them. */
export class OneTime<T> {
  readonly promise: Promise<T>;
  private readonly resolve: (value: T) => void;
  private readonly listeners = new Set<(value: T) => void>();
  private outcome: { readonly value: T } | undefined;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<T>();
    this.promise = promise;
    this.resolve = resolve;
  }

  /** It has happened; a second time is ignored. */
  settle(value: T): void {
    if (this.outcome) return;
    this.outcome = { value };
    this.resolve(value);
    for (const listener of this.listeners) listener(value);
    this.listeners.clear();
  }

  /** Calls back when it happens, at once if it has. The answer ends that. */
  listen(listener: (value: T) => void): () => void {
    if (this.outcome) listener(this.outcome.value);
    else this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
