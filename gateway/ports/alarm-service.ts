import type { Alarm, AlarmEvent } from '../domain/alarm.ts';
import type { Outcome } from '../domain/errors.ts';

export interface AlarmQuery {
  /** open: every episode that is not closed. */
  readonly state: 'open' | 'all';
  readonly equipment?: string;
  readonly limit: number;
  /** Return alarms that became active before this moment (paging). */
  readonly before?: number;
}

export interface AcknowledgeRequest {
  readonly id: string;
  /** The occurrence the person has seen; an older one is refused. Absent: the present one. */
  readonly occurrence?: number;
  readonly note?: string;
  readonly actor: string;
}

/** What the rest of the program may ask of the alarms. */
export interface AlarmService {
  /** Open alarms from memory: priority, then newest. */
  open(): readonly Alarm[];
  list(query: AlarmQuery): Promise<readonly Alarm[]>;
  get(id: string): Promise<Alarm | undefined>;
  events(id: string): Promise<readonly AlarmEvent[]>;
  /** Resolves after the acknowledgement is durable. Repeating it is answered with the alarm as it is. */
  acknowledge(request: AcknowledgeRequest): Promise<Outcome<Alarm>>;
  /** New state of one alarm, after its transaction committed. Returns the unsubscription. */
  onChange(listener: (alarm: Alarm) => void): () => void;
}
