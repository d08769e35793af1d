import type { Metrics } from '../ports/metrics.ts';

/** Counters of one connection. */
export interface FieldMetrics {
  readCompleted(result: 'ok' | 'timeout' | 'exception' | 'garbled' | 'link-lost'): void;
  readingsReceived(count: number): void;
  cyclesSkipped(count: number): void;
  reconnected(): void;
}

/** The instruments of all connections; labels are the connection and, of reads, how they ended. */
export function createFieldMetrics(metrics: Metrics): (connection: string) => FieldMetrics {
  const label = ['connection'];
  const reads = metrics.counter('plantroom_field_reads_total', 'Questions asked to devices, by how they ended', [
    ...label,
    'result',
  ]);
  const readings = metrics.counter('plantroom_field_readings_total', 'Readings taken from the field', label);
  const skipped = metrics.counter('plantroom_field_skipped_cycles_total', 'Scan cycles that did not take place', label);
  const reconnects = metrics.counter('plantroom_field_reconnects_total', 'Links that were made again', label);
  return (connection) => {
    const own = { connection };
    const results = {
      ok: { connection, result: 'ok' },
      timeout: { connection, result: 'timeout' },
      exception: { connection, result: 'exception' },
      garbled: { connection, result: 'garbled' },
      'link-lost': { connection, result: 'link-lost' },
    };
    return {
      readCompleted: (result) => reads.add(1, results[result]),
      readingsReceived: (count) => readings.add(count, own),
      cyclesSkipped: (count) => skipped.add(count, own),
      reconnected: () => reconnects.add(1, own),
    };
  };
}
