import type { ReadFailure, WriteResult } from '../ports/driver.ts';
import type { Metrics } from '../ports/metrics.ts';

/** Counters of one connection. Devices are named, points never. */
export interface FieldMetrics {
  readCompleted(device: string, result: 'ok' | ReadFailure['kind']): void;
  /** A device answered, if only to refuse. */
  answered(tookMs: number): void;
  /** `code` of the protocol, 0 to 255. */
  refused(device: string, code: number): void;
  writeCompleted(device: string, result: WriteResult['kind']): void;
  /** The link was occupied. */
  busy(tookMs: number): void;
  readingsReceived(count: number): void;
  cyclesSkipped(count: number): void;
  reconnected(): void;
  /** The pump had to be started again. */
  stalled(): void;
}

const ANSWER_BUCKETS_S = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** The instruments of all connections; labels are the connection, the device and how it ended. */
export function createFieldMetrics(metrics: Metrics): (connection: string) => FieldMetrics {
  const counter = (name: string, help: string, ...labels: string[]) =>
    metrics.counter(`plantroom_field_${name}_total`, help, ['connection', ...labels]);
  const reads = counter('reads', 'Questions asked to devices, by how they ended', 'device', 'result');
  const refusals = counter('refusals', 'Answers of devices that they cannot, by code', 'device', 'code');
  const writes = counter('writes', 'Values to be set in devices, by how it ended', 'device', 'result');
  const busy = counter('busy_seconds', 'Time the link was occupied');
  const readings = counter('readings', 'Readings taken from the field');
  const skipped = counter('skipped_cycles', 'Scan cycles that did not take place');
  const reconnects = counter('reconnects', 'Links that were made again');
  const stalls = counter('stalls', 'Times a link that had stopped being asked was started again');
  const answers = metrics.histogram('plantroom_field_answer_seconds', 'Time to an answer', ANSWER_BUCKETS_S, [
    'connection',
  ]);
  return (connection) => {
    const own = { connection };
    return {
      readCompleted: (device, result) => reads.add(1, { connection, device, result }),
      answered: (tookMs) => answers.observe(tookMs / 1000, own),
      refused: (device, code) => refusals.add(1, { connection, device, code: String(code & 0xff) }),
      writeCompleted: (device, result) => writes.add(1, { connection, device, result }),
      busy: (tookMs) => busy.add(tookMs / 1000, own),
      readingsReceived: (count) => readings.add(count, own),
      cyclesSkipped: (count) => skipped.add(count, own),
      reconnected: () => reconnects.add(1, own),
      stalled: () => stalls.add(1, own),
    };
  };
}
