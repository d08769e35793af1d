import type { Clock } from './clock.ts';
import type { DriverContext } from './driver.ts';
import type { Logger } from './logger.ts';

/** One point, read once. */
export interface TestRow {
  readonly device: string;
  readonly tag: string;
  /** As people know it: `holding 0x0034+2`, a node id, a topic. */
  readonly address: string;
  /** What came: hex of registers, or the payload; null when nothing did. Cut to 200 characters. */
  readonly raw: string | null;
  /** Before scale and offset. */
  readonly value: number | string | null;
  /** Code of domain/quality.ts. */
  readonly quality: number;
  readonly tookMs: number;
  /** The same bytes read otherwise: the other byte orders, the register before and the one after. */
  readonly alternatives: readonly { readonly label: string; readonly value: number }[];
  /** Why there is no value, in words. */
  readonly detail?: string;
}

/** What answered, or not, at one place of a line. */
export interface ScanRow {
  readonly place: string;
  readonly answers: boolean;
  /** What it answered, in words. */
  readonly detail: string;
}

/** One node of what a server offers. */
export interface BrowseRow {
  /** From the start node, with `/`. */
  readonly path: string;
  /** To be written into a template or site file; names the namespace by URI. */
  readonly address: string;
  readonly kind: 'folder' | 'variable' | 'other';
  readonly dataType: string | null;
  readonly value: string | null;
}

/** A certificate a server showed. */
export interface CertificateRow {
  readonly fingerprint: string;
  readonly subject: string;
  readonly validUntil: string;
  readonly state: 'trusted' | 'rejected';
}

export interface ToolContext<ConnectionConfig = unknown> {
  readonly connectionId: string;
  readonly config: ConnectionConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stateFolder: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * One-shot work for whoever commissions a connection. Each call opens what it needs, never writes to the plant, and has
 * closed everything when its iteration ends, whichever way. Throws PlantroomError FIELD_UNREACHABLE when nothing can be opened.
 */
export interface DriverTools<ConnectionConfig = unknown, DeviceConfig = unknown, Address = unknown> {
  /** Reads every point of the context's devices once, as the driver would. */
  test(
    context: DriverContext<ConnectionConfig, DeviceConfig, Address>,
    signal: AbortSignal,
  ): AsyncIterable<TestRow>;
  /** Asks places `from`..`to` of the line (Modbus: unit ids) one after the other, resting `pauseMs` in between. */
  scan?(
    context: ToolContext<ConnectionConfig>,
    range: { readonly from: number; readonly to: number; readonly pauseMs: number },
  ): AsyncIterable<ScanRow>;
  /** Walks what the server offers from `start` (the driver's notion of the root when absent), at most `most` rows. */
  browse?(
    context: ToolContext<ConnectionConfig>,
    start: string | undefined,
    depth: number,
    most: number,
  ): AsyncIterable<BrowseRow>;
  /** Certificates this connection has met. */
  certificates?(context: ToolContext<ConnectionConfig>): Promise<readonly CertificateRow[]>;
  /** Trusts the rejected certificate whose fingerprint starts with this. False when there is not exactly one. */
  trust?(context: ToolContext<ConnectionConfig>, fingerprint: string): Promise<boolean>;
}
