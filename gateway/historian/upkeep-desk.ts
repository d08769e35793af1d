import { PlantroomError } from '../domain/errors.ts';
import type { QuarantineChoice, QuarantineEntry, QuarantinePage, ReplayStart } from '../ports/historian.ts';
import type { Quarantine } from './log/quarantine.ts';
import type { PointRegister } from './point-register.ts';
import type { LogSink } from './sinks/progress/log-sink.ts';

export interface UpkeepDeskDependencies {
  readonly quarantine: Quarantine;
  readonly sinks: readonly LogSink[];
  readonly register: Pick<PointRegister, 'get'>;
}

/** Deeds on what the sinks have, done in the worker. Each throws SINK_NOT_FOUND for an id that no sink has. */
export class UpkeepDesk {
  private readonly deps: UpkeepDeskDependencies;

  constructor(deps: UpkeepDeskDependencies) {
    this.deps = deps;
  }

  /** Also of sinks that are not configured any more. */
  list(page: QuarantinePage): readonly QuarantineEntry[] {
    const { quarantine, register } = this.deps;
    return quarantine.list(page).map(({ point, timeMs, ...row }) => ({
      ...{ id: row.id, sink: row.sink, tag: register.get(point)?.tag ?? `point ${point}`, sourceTime: timeMs },
      ...{ value: row.value, reason: row.reason, foundAt: row.foundAt, isRetrying: row.isRetrying },
    }));
  }

  /** Throws SINK_CANNOT_REPEAT where nobody could tell whether it has helped. */
  retry(choice: QuarantineChoice): number {
    const sink = this.find(choice.sink);
    if (!sink.repeating) throw new PlantroomError('SINK_CANNOT_REPEAT', NO_PROOF);
    const count = this.deps.quarantine.retry(choice);
    sink.repeating.retryQuarantined();
    return count;
  }

  /** What a sink left behind that is configured no more can be dropped as well. */
  drop(choice: QuarantineChoice): number {
    const { quarantine } = this.deps;
    if (!quarantine.has(choice.sink)) this.find(choice.sink);
    return quarantine.drop(choice);
  }

  /** Throws SINK_CANNOT_REPEAT as `retry` does. */
  replay(sink: string, fromMs: number): ReplayStart {
    const { repeating } = this.find(sink);
    if (!repeating) throw new PlantroomError('SINK_CANNOT_REPEAT', NO_PROOF);
    return repeating.repeatFrom(fromMs);
  }

  private find(id: string): LogSink {
    const sink = this.deps.sinks.find((one) => one.id === id);
    if (!sink) throw new PlantroomError('SINK_NOT_FOUND', id);
    return sink;
  }
}

const NO_PROOF =
  'Sparkplug hosts acknowledge nothing and may count repeated values twice; a host that asks for a rebirth gets the last two minutes again';
