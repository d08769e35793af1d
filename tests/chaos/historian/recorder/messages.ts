import type { HistoryLoss } from '../../../../gateway/domain/history-loss.ts';
import type { LineSinkSettings, RetentionLimits } from '../../../../gateway/historian/settings.ts';
import type {
  HistorianStatus,
  QuarantineChoice,
  QuarantineEntry,
  QuarantinePage,
  ReplayStart,
} from '../../../../gateway/ports/historian.ts';

export interface RecorderSettings {
  readonly folder: string;
  readonly devices: number;
  readonly devicesPort: number;
  readonly sinks: readonly LineSinkSettings[];
  readonly retention: RetentionLimits;
}

export interface Memory {
  /** Of the whole process, worker thread included, after a full collection on the main thread. */
  readonly rssBytes: number;
}

/** What the gateway side can be asked, and what it answers. */
export interface Orders {
  /** Polls so often, as fast as the log takes it; everything is durable when it answers. */
  poll: { readonly takes: { readonly cycles: number; readonly flushEvery: number }; readonly answers: null };
  /** Polls at this rhythm until told to halt. */
  live: { readonly takes: { readonly everyMs: number }; readonly answers: null };
  /** No more polls; what was read is durable when it answers. */
  halt: { readonly takes: object; readonly answers: null };
  status: { readonly takes: object; readonly answers: HistorianStatus };
  memory: { readonly takes: object; readonly answers: Memory };
  quarantine: { readonly takes: QuarantinePage; readonly answers: readonly QuarantineEntry[] };
  retry: { readonly takes: QuarantineChoice; readonly answers: number };
  replay: { readonly takes: { readonly sink: string; readonly fromMs: number }; readonly answers: ReplayStart };
  losses: {
    readonly takes: { readonly fromMs: number; readonly toMs: number };
    readonly answers: readonly HistoryLoss[];
  };
  close: { readonly takes: object; readonly answers: null };
}

export type OrderKind = keyof Orders;

export interface Order<K extends OrderKind = OrderKind> {
  readonly id: number;
  readonly kind: K;
  readonly takes: Orders[K]['takes'];
}

export type FromRecorder =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly text: string }
  /** Everything up to this number is on the gateway's disk. */
  | { readonly type: 'durable'; readonly seq: number }
  | { readonly type: 'log'; readonly level: 'warn' | 'error'; readonly text: string };
