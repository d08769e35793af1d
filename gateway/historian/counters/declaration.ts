/** The meter of a position was exchanged: readings up to `atMs` are of the old one, later ones of the new one. */
export interface DeclaredReplacement {
  readonly kind: 'replacement';
  readonly id: number;
  readonly atMs: number;
  readonly finalReading: number;
  readonly startReading: number;
}

/** A person said whether the energy of a jump was used; `atMs` is the first reading after it. */
export interface DecidedJump {
  readonly kind: 'jump';
  readonly id: number;
  readonly atMs: number;
  readonly isAccepted: boolean;
}

/** What people have said about one counter; the part of it that counting needs. */
export type Declaration = DeclaredReplacement | DecidedJump;
