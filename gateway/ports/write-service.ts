import type { Outcome } from '../domain/errors.ts';
import type { Role } from '../domain/role.ts';
import type { WriteOffer, WriteRecord } from '../domain/write.ts';
import type { WriteQuery } from './write-repository.ts';

/** Who asks, and by which way. */
export interface WriteCaller {
  readonly username: string;
  readonly role: Role;
  /** `web 10.1.2.3`. */
  readonly via: string;
}

export interface WriteConfirmation {
  readonly tag: string;
  readonly token: string;
  /** Engineering units. */
  readonly value: number;
  readonly reason: string;
  readonly caller: WriteCaller;
}

/** The one way by which a person changes something in the plant, in two steps. */
export interface WriteService {
  /** What may be set, the present value it stands against, and a token for one confirmation. */
  prepare(tag: string, caller: WriteCaller): Promise<Outcome<WriteOffer>>;
  /**
   * Checks everything again, records what is about to happen, sends it once and answers with what is known of it.
   * A refusal means that nothing was sent.
   */
  confirm(request: WriteConfirmation): Promise<Outcome<WriteRecord>>;
  /** Every attempt, newest first. */
  list(query: WriteQuery): Promise<readonly WriteRecord[]>;
}
