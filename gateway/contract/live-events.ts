import type { Alarm } from '../domain/alarm.ts';
import type { ConnectionState } from '../domain/connection-state.ts';
import type { DutyRecord } from '../domain/duty/record.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { AlarmDesk } from './alarm-resources.ts';
import type { Wire } from './wire.ts';

/** Sent about once a second, so that silence means the link is dead, not that nothing happened. */
export interface Pulse {
  /** Changes with every start of the gateway: indexes and sequences of another generation mean nothing. */
  readonly generation: string;
  readonly at: string;
  /** Sequence of the last value frame sent to this client. */
  readonly sequence: number;
}

export interface Snapshot extends Pulse {
  /** A value frame (contract/live-frame.ts) with every subscribed point. */
  readonly values: ArrayBuffer;
  /** Open alarms, newest first; those that are kept quiet too, which their state says. */
  readonly alarms: readonly Wire<Alarm>[];
  readonly desk: Wire<AlarmDesk>;
}

/** A record of the duty room has changed; a page that shows it asks for it again. */
export type RecordNews = Pick<DutyRecord, 'id' | 'kind' | 'key' | 'state' | 'version'>;

/** Gateway → browser. Values go newest-only to a slow client; alarms and work orders are never dropped, a client that fell behind is told to resynchronise. */
export interface ServerEvents {
  /** A value frame; its sequence is one more than the frame before, otherwise the client resynchronises. */
  values: (frame: ArrayBuffer) => void;
  pulse: (pulse: Pulse) => void;
  /** The new states of alarms, at most one of each; what changes within a moment is sent together. */
  alarms: (alarms: readonly Wire<Alarm>[]) => void;
  desk: (desk: Wire<AlarmDesk>) => void;
  'work-order': (order: Wire<WorkOrder>) => void;
  record: (news: RecordNews) => void;
  connection: (state: Wire<ConnectionState>) => void;
  /** The session ended or the gateway asks for a fresh start. */
  resynchronise: (reason: 'session-ended' | 'fell-behind') => void;
}

/** Browser → gateway. */
export interface ClientEvents {
  /** Replaces the set of points this client is sent; `null` is all. Answers with the snapshot. */
  subscribe: (tags: readonly string[] | null, answer: (snapshot: Snapshot) => void) => void;
  /** Replaces the set of points from now on; those that are new to it come with the next frame. What else the snapshot holds goes on as it was. */
  watch: (tags: readonly string[] | null) => void;
  /** The client has shown frame `sequence`; until then only the newest values wait for it. */
  shown: (sequence: number) => void;
}
