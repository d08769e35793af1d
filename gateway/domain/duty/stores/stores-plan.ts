import type { LocalText } from '../../text.ts';
import type { Day } from '../maintenance/maintenance-plan.ts';

/** A part as the site file knows it; counts live in the record. */
export interface PartEntry {
  readonly id: string;
  readonly name: LocalText;
  readonly unit: string;
  readonly shelf: string;
  /** Fewer than these on the shelf ask for more. */
  readonly least: number;
  readonly onHand: number;
  /** More than these at once need the approval of a second person. */
  readonly approvalAbove: number;
  /** What one costs; null where it is not told. */
  readonly price: number | null;
  /** Machines it fits. */
  readonly equipment: readonly string[];
}

export interface ToolEntry {
  readonly id: string;
  readonly name: LocalText;
  readonly place: string;
}

export interface ContractorEntry {
  readonly id: string;
  readonly name: string;
  readonly trade: LocalText;
  readonly contact: string;
  readonly phone: string;
  /** Who answers at night, where that is another number. */
  readonly nightPhone: string;
  readonly equipment: readonly string[];
  /** On the spot so long after the call. */
  readonly arriveMinutes: number;
  /** Last day of the contract. */
  readonly contractEnd: Day | null;
}

export interface InstrumentEntry {
  readonly id: string;
  readonly name: LocalText;
  readonly serial: string;
  readonly place: string;
  readonly equipment: string | null;
  readonly everyMonths: number;
  /** Subject to verification by law, on a basis a person has checked. */
  readonly isMandatory: boolean;
  readonly lastDone: Day | null;
}

export interface CertificateEntry {
  readonly id: string;
  readonly person: string;
  readonly title: LocalText;
  readonly number: string;
  /** Last day on which it holds; null: it does not run out. */
  readonly validUntil: Day | null;
}

/** What the stores begin with. Everything else is entered on the screen. */
export interface StoresPlan {
  readonly parts: readonly PartEntry[];
  readonly tools: readonly ToolEntry[];
  readonly contractors: readonly ContractorEntry[];
  readonly instruments: readonly InstrumentEntry[];
  readonly certificates: readonly CertificateEntry[];
  /** So many days before it is due an instrument is due soon, and a contract ends soon. */
  readonly noticeDays: number;
}
