import type { Outcome } from '../domain/errors.ts';
import type { Role } from '../domain/role.ts';
import type { OfflineCommand, OfflineState } from '../domain/work-order-offline.ts';
import type { WorkOrderRequest } from '../domain/work-order-request.ts';

/** A step as a phone kept it. */
export interface KeptCommand extends WorkOrderRequest {
  /** UUID. */
  readonly id: string;
  readonly order: number;
  readonly deviceAt: number;
  readonly expectedVersion?: number;
}

/** What became of one. */
export interface KeptResult {
  readonly id: string;
  readonly order: number;
  readonly state: OfflineState;
  /** It was here before. */
  readonly isRepeat: boolean;
  readonly code: string | null;
  readonly detail: string | null;
}

export interface Sender {
  readonly username: string;
  readonly role: Role;
}

/** Takes what phones did without a connection. Orders count it when it comes; the phone's time stays as evidence. */
export interface OfflineDesk {
  /** One after the other, in the order given; each id has its effect once, however often it is sent. */
  submit(commands: readonly KeptCommand[], sender: Sender): Promise<readonly KeptResult[]>;
  /** Newest first. */
  list(query: { readonly state: OfflineState | 'all'; readonly limit: number }): Promise<readonly OfflineCommand[]>;
  /** A person tries a waiting one again, or puts it aside. Refuses what does not wait. */
  decide(
    id: string,
    decision: { readonly decision: 'apply' | 'dismiss'; readonly note: string },
    by: Sender,
  ): Promise<Outcome<OfflineCommand>>;
}
