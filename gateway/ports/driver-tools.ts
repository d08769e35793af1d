import type { Clock } from './clock.ts';
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
