import { PlantroomError } from '../../gateway/domain/errors.ts';
import type { HistorianUpkeep, QuarantineChoice, QuarantineEntry } from '../../gateway/ports/historian.ts';

/** A quarantine in memory for the sink `influx`, and a note of every deed. */
export class FakeQuarantine {
  readonly deeds: object[] = [];
  entries: readonly QuarantineEntry[];

  constructor(count: number) {
    this.entries = Array.from({ length: count }, (_, i) => ({
      ...{ id: i + 1, sink: 'influx', tag: `PUMP-1.p${i}`, sourceTime: 1000 + i, value: i / 2 },
      ...{ reason: 'field type conflict', foundAt: 2000, isRetrying: false },
    }));
  }

  get upkeep(): Pick<HistorianUpkeep, 'quarantine' | 'retryQuarantined' | 'dropQuarantined' | 'replay'> {
    return {
      quarantine: async ({ sink, after = 0, limit }) =>
        this.entries.filter((entry) => entry.id > after && entry.sink === (sink ?? entry.sink)).slice(0, limit),
      retryQuarantined: async (choice) => this.act('retry', choice),
      dropQuarantined: async (choice) => this.act('drop', choice),
      replay: async (sink, fromMs) => {
        if (sink === 'scada') throw new PlantroomError('SINK_CANNOT_REPEAT', 'hosts acknowledge nothing');
        this.act('replay', { sink });
        return { sink, from: Math.max(fromMs, 5000), samples: 7 };
      },
    };
  }

  private act(deed: string, choice: QuarantineChoice): number {
    if (choice.sink !== 'influx') throw new PlantroomError('SINK_NOT_FOUND', choice.sink);
    this.deeds.push({ deed, ...choice });
    return choice.ids?.length ?? this.entries.length;
  }
}
