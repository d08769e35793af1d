/** One kind of event with listeners. */
export class Source<T> {
  private readonly listeners = new Set<(item: T) => void>();
  readonly onChange = (listener: (item: T) => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  readonly emit = (item: T): void => {
    for (const listener of this.listeners) listener(item);
  };
}
