import type { z } from 'zod';
import type { LocalText } from '../domain/text.ts';
import type { Clock } from './clock.ts';
import type { BrowseRow, CertificateRow, ScanRow, TestRow, ToolContext } from './driver-tools.ts';
import type { Logger } from './logger.ts';

/** Where readings go. Called synchronously; the value is raw, before scale and sentinels. */
export interface ReadingSink {
  /**
   * One reading. `quality` is a code of domain/quality.ts: good, or the protocol's own reason why not
   * (then `value` is NaN unless the protocol still gave one). `sourceTime` is ms since the epoch.
   */
  reading(point: number, value: number, quality: number, sourceTime: number): void;
  /** A reading of a point of kind `text`, cut to 128 characters; an empty text when `quality` is bad. */
  text(point: number, text: string, quality: number, sourceTime: number): void;
  /** Ends one answer or notification: everything since the last call belongs together and is handed on now. */
  flush(): void;
}

/** A point as a driver sees it; `address` has passed the driver's own address schema. */
export interface DriverPoint<Address = unknown> {
  readonly index: number;
  readonly tag: string;
  readonly address: Address;
  readonly periodMs: number;
  /** Somebody may be allowed to set it. Everything else a driver refuses to write, whoever asks. */
  readonly writable: boolean;
}

/** A device on a connection; `config` has passed the driver's device schema. */
export interface DriverDevice<DeviceConfig = unknown, Address = unknown> {
  readonly id: string;
  readonly config: DeviceConfig;
  readonly points: readonly DriverPoint<Address>[];
}

export interface DriverContext<ConnectionConfig = unknown, DeviceConfig = unknown, Address = unknown> {
  readonly connectionId: string;
  readonly config: ConnectionConfig;
  readonly devices: readonly DriverDevice<DeviceConfig, Address>[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Folder for what the driver keeps between runs (certificates, learned holes); absent for `plan`. */
  readonly stateFolder: string | undefined;
}

/** A raw value to put into a point, after every check above the drivers has been passed. */
export interface WriteRequest {
  readonly device: string;
  readonly point: number;
  /** Before scale and offset, as the device takes it. */
  readonly raw: number;
  /** Not to be sent after this, monotonic ms: a command from before an outage must not move a machine after it. */
  readonly expiresAt: number;
  /** How long the device may take to show the new value when it is read back. */
  readonly verifyWithinMs: number;
}

/** What is known about a write. Only `verified` is success. `readBack` is raw; null when it could not be read. */
export type WriteResult =
  | { readonly kind: 'verified'; readonly readBack: number }
  /** Taken by the device, but it reads otherwise. */
  | { readonly kind: 'differs'; readonly readBack: number }
  /** Taken by the device; reading back failed. */
  | { readonly kind: 'unverified'; readonly detail: string }
  /** Nothing has happened: the device, or the driver below every permission, said no. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Never sent. */
  | { readonly kind: 'unsent'; readonly detail: string }
  /** Sent, and no word whether it was taken: it may have been. */
  | { readonly kind: 'unknown'; readonly detail: string };

/** What a link tells about one of its devices besides readings. */
export interface DeviceFacts {
  /** What it refuses, in words: `holding 0x0FA0+2 refused`. Bounded; empty when it refuses nothing. */
  readonly holes: readonly string[];
  /** Points subscribed, and how many of them deliver; null where nothing is subscribed. */
  readonly items: { readonly expected: number; readonly delivering: number } | null;
}

interface AnyLink {
  /**
   * Writes and reads back. Only for points that are `writable`. Never rejects, always settles. Reads may be asked for while it
   * waits for the new value to show; the driver keeps them apart. Absent: this protocol cannot.
   */
  write?(request: WriteRequest): Promise<WriteResult>;
  facts?(device: string): DeviceFacts;
  /** What people should know about this link as long as it runs, such as a connection without encryption. */
  readonly cautions?: readonly LocalText[];
}

/** Why a request failed, in terms the scheduler acts on. */
export type ReadFailure =
  /**
   * No answer in time. The device may be dead; the link may be fine. `linkAnswered` proves that it is: a gateway said
   * (in these words) that it cannot reach the device.
   */
  | { readonly kind: 'timeout'; readonly linkAnswered?: string }
  /** The device answered that it cannot: proof that link and device live. */
  | { readonly kind: 'exception'; readonly code: number; readonly detail: string }
  /** The link itself is gone; every device on it is affected. */
  | { readonly kind: 'link-lost'; readonly detail: string }
  /** The answer made no sense; the transport has already resynchronised or reopened. */
  | { readonly kind: 'garbled'; readonly detail: string };

export type ReadResult = { readonly ok: true } | { readonly ok: false; readonly failure: ReadFailure };

/** One question to one device; made by the driver, timed by acquisition. */
export interface ReadRequest {
  readonly device: string;
  readonly periodMs: number;
  /** Indexes of the points it answers, so that a failure can be marked on exactly these. */
  readonly points: readonly number[];
  /** For people: `unit 3 input 0x0000+60`. */
  readonly description: string;
  /** Estimated time on the wire, ms. */
  readonly estimateMs: number;
}

/**
 * A link that is asked (Modbus). Acquisition owns when; the driver owns how.
 * At most `maxInFlight` calls of `read` are outstanding at once. No call ever rejects, every call settles.
 */
export interface PolledLink extends AnyLink {
  readonly style: 'polled';
  readonly maxInFlight: number;
  /** The line has a fixed speed, so that `estimateMs` binds: what does not fit is impossible. */
  readonly isSerialLine: boolean;
  /** The current read plan. It may change after an exception taught the driver something; ask again after each failed read. */
  requests(): readonly ReadRequest[];
  connect(): Promise<ReadResult>;
  /** Reads and delivers to `sink` (ending with flush). Settles within the link's own timeout. */
  read(request: ReadRequest, sink: ReadingSink): Promise<ReadResult>;
  /** Called when the link breaks outside of a read. */
  onLost(listener: (detail: string) => void): void;
  /** Closes within 2 s whatever the peer does; safe to call at any time; `connect` may follow. */
  disconnect(): Promise<void>;
}

/** What a subscribed link tells about itself and its devices. */
export interface LinkListener {
  readonly sink: ReadingSink;
  /** Data or a keepalive arrived: proof of life for the link (and for one device, if named). */
  alive(device?: string): void;
  lost(detail: string): void;
}

/** A link that tells by itself (OPC UA, MQTT). Acquisition owns the watchdog and every reconnect. */
export interface SubscribedLink extends AnyLink {
  readonly style: 'subscribed';
  /** Without a sign of life for longer than this the link is taken for dead and started again. */
  readonly silenceLimitMs: number;
  /** Its devices give signs of life of their own, so that one of the link says nothing about them. Absent: it counts for all. */
  readonly namesDevices?: boolean;
  /** One attempt: connect and subscribe everything. Per-point failures are delivered as bad readings, not as a failure of the link. */
  start(listener: LinkListener): Promise<ReadResult>;
  /** Ends sessions cleanly within 5 s, then destroys; `start` may follow. */
  stop(): Promise<void>;
  /** Lines for people about what is subscribed. */
  describe(): readonly string[];
}

export type Link = PolledLink | SubscribedLink;

/**
 * One-shot work for whoever commissions a connection. Each call opens what it needs, never writes to the plant, and has
 * closed everything when its iteration ends, whichever way. Throws PlantroomError FIELD_UNREACHABLE when nothing can be opened.
 */
export interface DriverTools<ConnectionConfig = unknown, DeviceConfig = unknown, Address = unknown> {
  /** Reads every point of the context's devices once, as the driver would. */
  test(context: DriverContext<ConnectionConfig, DeviceConfig, Address>, signal: AbortSignal): AsyncIterable<TestRow>;
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

/** A protocol driver: one folder in gateway/drivers, one line in drivers/index.ts. */
export interface DriverDefinition<ConnectionConfig = unknown, DeviceConfig = unknown, Address = unknown> {
  readonly kind: string;
  readonly title: LocalText;
  /** What the site file says about a connection (host, port, security…). */
  readonly connectionSchema: z.ZodType<ConnectionConfig>;
  /** What the site file says about one device on it (unit id, node, topic). Also the device's identity: equal values are one device. */
  readonly deviceSchema: z.ZodType<DeviceConfig>;
  /** Where a template says a point is. */
  readonly addressSchema: z.ZodType<Address>;
  /** Template-wide settings of this protocol (largest request, word order); merged into each device. */
  readonly templateSchema: z.ZodType;
  /** Nothing is ever read here: readings come by hand or import, and the newest one is shown with its age. */
  readonly isUnpolled?: true;
  /** How often a device has a reading, where that is a matter of the device and not of the scan class of its points. */
  periodMs?(device: DeviceConfig): number;
  /** Why a raw value cannot be written to this address, in words; undefined when it can. Absent: this protocol cannot write. */
  writeProblem?(address: Address, device: DeviceConfig, raw: number): string | undefined;
  /** Pure and without I/O: nothing is opened until the link is started. */
  create(context: DriverContext<ConnectionConfig, DeviceConfig, Address>): Link;
  /** For commissioning. */
  readonly tools?: DriverTools<ConnectionConfig, DeviceConfig, Address>;
}
