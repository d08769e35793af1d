import type { ErrorCode } from '../domain/errors.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { CounterIncrement, HistorianStatus, HistoryColumns } from '../ports/historian.ts';
import type { HistorianSettings } from './settings.ts';

/** What the worker thread is started with. */
export interface WorkerStart {
  readonly settings: HistorianSettings;
  /** Identity of this run of the main side; makes a repeated post recognisable. */
  readonly session: string;
}

/** A post of samples, by point index. `seq` rises by one within a session. */
export interface AppendMessage {
  readonly type: 'append';
  readonly seq: number;
  readonly samples: SampleBatch;
}

export type Call =
  | {
      readonly kind: 'query';
      readonly tag: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly width: number;
    }
  | { readonly kind: 'increments'; readonly tags: readonly string[]; readonly edgesMs: readonly number[] }
  | { readonly kind: 'status' }
  | { readonly kind: 'close' };

export interface CallResults {
  readonly query: HistoryColumns;
  readonly increments: readonly CounterIncrement[];
  readonly status: HistorianStatus;
  readonly close: undefined;
}

export type CallResult = CallResults[keyof CallResults];

export interface CallMessage {
  readonly type: 'call';
  readonly id: number;
  readonly call: Call;
}

export type ToWorker = AppendMessage | CallMessage;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type FromWorker =
  | {
      readonly type: 'ready';
      /** Last post of this session that is on disk already. */
      readonly lastSeq: number;
      /** Newest recorded time by point index; 0 when there is none. */
      readonly lastTimes: Float64Array;
    }
  | { readonly type: 'committed'; readonly seq: number }
  | { readonly type: 'reply'; readonly id: number; readonly result: CallResult }
  | { readonly type: 'failure'; readonly id: number; readonly code: ErrorCode; readonly detail: string }
  | { readonly type: 'status'; readonly status: HistorianStatus }
  | { readonly type: 'log'; readonly level: LogLevel; readonly fields: object; readonly message: string };
