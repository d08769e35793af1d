import type { MaintenanceMode } from '../ports/alarm-repository.ts';
import type { DeskState } from '../ports/alarm-service.ts';
import type { Logger } from '../ports/logger.ts';
import type { FloodState } from './flood.ts';

export interface DeskOptions {
  readonly flood: () => FloodState | null;
  readonly maintenance: () => readonly MaintenanceMode[];
  readonly unrecordedSince: () => number | null;
  readonly logger: Logger;
}

/** What the desk is in as a whole, and who wants to know. */
export class Desk {
  private readonly options: DeskOptions;
  private readonly listeners = new Set<(desk: DeskState) => void>();

  constructor(options: DeskOptions) {
    this.options = options;
  }

  state(): DeskState {
    const flood = this.options.flood();
    return {
      flood: flood && { since: flood.since, count: flood.count, firstOut: flood.firstOut },
      maintenance: this.options.maintenance(),
      unrecordedSince: this.options.unrecordedSince(),
    };
  }

  /** Returns the unsubscription. */
  onChange(listener: (desk: DeskState) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(): void {
    const state = this.state();
    for (const listener of this.listeners) {
      try {
        listener(state);
      } catch (error) {
        this.options.logger.error({ err: error }, 'a listener of the alarm desk failed');
      }
    }
  }
}
