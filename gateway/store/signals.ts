import type { Logger } from '../ports/logger.ts';

/** Listeners of one kind of news. A listener that throws is logged and does not keep the others from hearing. */
export class Signal<T> {
  private readonly listeners = new Set<(news: T) => void>();
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  /** Returns the unsubscription. */
  add(listener: (news: T) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(news: T): void {
    for (const listener of this.listeners) {
      try {
        listener(news);
      } catch (error) {
        this.logger.error({ err: error }, 'a listener of the store failed');
      }
    }
  }
}
