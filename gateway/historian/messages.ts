import type { CounterCorrection } from '../domain/counter-correction.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { HistoryLoss } from '../domain/history-loss.ts';
import type { MeterReplacement } from '../domain/meter-replacement.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type {
  CounterIncrement,
  HistoryColumns,
  HistorySamples,
  JumpDecision,
  MeterExchange,
  QuarantineChoice,
  QuarantineEntry,
  QuarantinePage,
  ReplayStart,
} from '../ports/historian.ts';
import type { NewLoss } from './log/loss.ts';
import type { HistorianSettings } from './settings.ts';
import type { WorkerStatus } from './worker-status.ts';

/** What the worker thread is started with. */
export interface WorkerStart {
  readonly settings: HistorianSettings;
  /** Identity of this run of the main side; makes a repeated post recognisable. */
  readonly session: string;
  /** The thread before met a file that is damaged: all of them are looked through before they are used. */
  readonly mustCheck: boolean;
}

/** A post of samples, by point index. `seq` rises by one within a session. */
export interface AppendMessage {
  readonly type: 'append';
  readonly seq: number;
  readonly samples: SampleBatch;
  /** Samples among them that mark where holes begin. */
  readonly marks: number;
  /** What did not reach the worker before them. */
  readonly losses: readonly NewLoss[];
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
  | {
      readonly kind: 'corrections';
      readonly tags: readonly string[];
      readonly fromMs: number;
      readonly toMs: number;
    }
  | { readonly kind: 'meter-replacements'; readonly tag: string | undefined }
  | ({ readonly kind: 'replace-meter' } & MeterExchange)
  | { readonly kind: 'undo-replacement'; readonly id: number; readonly by: string }
  | ({ readonly kind: 'decide-jump' } & JumpDecision)
  | ({ readonly kind: 'quarantine' } & QuarantinePage)
  | ({ readonly kind: 'retry-quarantined' } & QuarantineChoice)
  | ({ readonly kind: 'drop-quarantined' } & QuarantineChoice)
  | { readonly kind: 'replay'; readonly sink: string; readonly fromMs: number }
  | {
      readonly kind: 'samples';
      readonly tag: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly most: number;
    }
  | { readonly kind: 'newest'; readonly points: readonly number[]; readonly atMs: number }
  | { readonly kind: 'sort-out'; readonly samples: SampleBatch }
  | { readonly kind: 'losses'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'status' }
  | { readonly kind: 'close' };

export interface CallResults {
  readonly query: HistoryColumns;
  readonly increments: readonly CounterIncrement[];
  readonly corrections: readonly CounterCorrection[];
  readonly 'meter-replacements': readonly MeterReplacement[];
  readonly 'replace-meter': MeterReplacement;
  readonly 'undo-replacement': MeterReplacement;
  readonly 'decide-jump': CounterCorrection;
  readonly quarantine: readonly QuarantineEntry[];
  readonly 'retry-quarantined': number;
  readonly 'drop-quarantined': number;
  readonly replay: ReplayStart;
  readonly samples: HistorySamples;
  readonly newest: SampleBatch;
  /** By sample; see transfer/verdict.ts. */
  readonly 'sort-out': Uint8Array;
  readonly losses: readonly HistoryLoss[];
  readonly status: WorkerStatus;
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
  | { readonly type: 'status'; readonly status: WorkerStatus }
  /** The files cannot be used by this program; another start would end the same way. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly detail: string }
  | { readonly type: 'log'; readonly level: LogLevel; readonly fields: object; readonly message: string };
