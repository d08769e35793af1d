import type { NodeId } from 'node-opcua-client';
import type { WriteRequest, WriteResult } from '../../ports/driver.ts';
import { isEventAddress } from './address-schema.ts';
import { TYPE, type TypedValue } from './data-type.ts';
import { shownText } from './decode-text.ts';
import { decodeValue } from './decode-value.ts';
import { encodeValue } from './encode-value.ts';
import { within } from './ending.ts';
import type { OpcuaLibrary } from './library.ts';
import { qualityOfStatus } from './quality-map.ts';
import { resolveNode } from './resolve-node.ts';
import type { SessionSettings } from './server-subscription.ts';
import type { Slot } from './value-board.ts';

const VALUE_ATTRIBUTE = 13;
const DATA_TYPE_ATTRIBUTE = 14;
/** The abstract types a node may claim: Number, Integer, UInteger, Enumeration (Part 5, 12.2). */
const FIRST_ABSTRACT = 26;
const ENUMERATION = 29;
const READ_BACK_PAUSE_MS = 200;
const LONGEST_DETAIL = 200;

/** The server asked its own device and does not know what became of it. */
const UNSURE_STATUS = /^Bad(Timeout|RequestTimeout|CommunicationError|NoCommunication|UnexpectedError|InternalError)$/;
/** The request as a whole was turned away before anything was written. */
const REFUSED_REQUEST =
  /Bad(UserAccessDenied|TooManyOperations|ServiceUnsupported|SessionIdInvalid|SessionNotActivated)/;
/** The library found the channel closed before it sent anything. */
const NEVER_SENT = /^Invalid Channel/;

type Sent = { readonly kind: 'taken' } | { readonly kind: 'refused' | 'unsent' | 'unknown'; readonly detail: string };
type WriteValue = InstanceType<OpcuaLibrary['WriteValue']>;

/** Writes single values in one session. Nothing is ever sent twice; what was sent is read back until it shows. */
export class Writer {
  private readonly namespaces: readonly string[];
  private readonly namespace: string;
  private readonly settings: SessionSettings;

  constructor(namespaces: readonly string[], namespace: string, settings: SessionSettings) {
    this.namespaces = namespaces;
    this.namespace = namespace;
    this.settings = settings;
  }

  /** Never rejects. */
  async write(slot: Slot, request: WriteRequest): Promise<WriteResult> {
    if (!slot.isWritable || slot.isText) return { kind: 'refused', detail: 'the point cannot be set' };
    if (isEventAddress(slot.address)) return { kind: 'refused', detail: 'a condition cannot be set' };
    const { library } = this.settings;
    const place = { library, namespace: this.namespace, namespaces: this.namespaces };
    const node = resolveNode(slot.address, slot.root, place);
    if (typeof node === 'string') return { kind: 'refused', detail: node };
    return this.prepare(node, request).catch((error) => ({ kind: 'unsent', detail: textOf(error) }));
  }

  /** Everything before the write itself; a failure here means that nothing was sent. */
  private async prepare(node: NodeId, request: WriteRequest): Promise<WriteResult> {
    const dataType = await this.typeOf(node);
    if (typeof dataType === 'string') return { kind: 'refused', detail: dataType };
    const encoded = encodeValue(dataType, request.raw);
    if (!encoded.ok) return { kind: 'refused', detail: encoded.detail };
    const { clock, ending, library } = this.settings;
    const value = { dataType, arrayType: library.VariantArrayType.Scalar, value: encoded.value };
    const write = new library.WriteValue({ nodeId: node, attributeId: VALUE_ATTRIBUTE, value: { value } });
    if (clock.monotonicMs() >= request.expiresAt) return { kind: 'unsent', detail: 'it came too late' };
    ending.check();
    return this.finish(node, write, encoded.shown, request.verifyWithinMs);
  }

  /** The built-in type the node takes: what it says, else what it holds. */
  private async typeOf(node: NodeId): Promise<number | string> {
    const [declared, present] = await this.read(node, [DATA_TYPE_ATTRIBUTE, VALUE_ATTRIBUTE]);
    if (!declared?.statusCode.isGood()) return `the node cannot be read: ${declared?.statusCode.name ?? 'no answer'}`;
    const held: TypedValue | null | undefined = present?.value;
    if (held && held.arrayType !== 0) return 'the node holds an array';
    const named = builtInType(declared.value?.value);
    const dataType = named ?? (held && held.dataType !== 0 ? held.dataType : undefined);
    return dataType ?? 'the node does not say what it takes';
  }

  private async finish(node: NodeId, write: WriteValue, wanted: number, verifyWithinMs: number): Promise<WriteResult> {
    const { clock } = this.settings;
    const sent = await this.send(write);
    if (sent.kind === 'refused' || sent.kind === 'unsent') return sent;
    const deadline = clock.monotonicMs() + verifyWithinMs;
    const readBack = await this.readBack(node, wanted, deadline);
    if (readBack === wanted) return { kind: 'verified', readBack };
    if (sent.kind === 'unknown') return sent;
    if (typeof readBack === 'number') return { kind: 'differs', readBack };
    return { kind: 'unverified', detail: readBack };
  }

  /** One request, once. */
  private async send(write: WriteValue): Promise<Sent> {
    const { session, clock, ending, limitMs } = this.settings;
    try {
      const status = await within(clock, limitMs, 'writing', session.write(write), ending);
      if (!isBadStatus(status.value)) return { kind: 'taken' };
      return { kind: UNSURE_STATUS.test(status.name) ? 'unknown' : 'refused', detail: status.name };
    } catch (error) {
      const detail = textOf(error);
      if (NEVER_SENT.test(detail)) return { kind: 'unsent', detail };
      return { kind: REFUSED_REQUEST.test(detail) ? 'refused' : 'unknown', detail };
    }
  }

  /** Reads until the node shows `wanted` or the time is up; at least once. The last value, or why there is none. */
  private async readBack(node: NodeId, wanted: number, deadline: number): Promise<number | string> {
    const { clock, ending } = this.settings;
    for (;;) {
      const found = await this.present(node).catch(textOf);
      const remaining = deadline - clock.monotonicMs();
      if (found === wanted || remaining <= 0 || ending.reason !== undefined) return found;
      await this.rest(Math.min(READ_BACK_PAUSE_MS, remaining));
    }
  }

  private async present(node: NodeId): Promise<number | string> {
    const [answer] = await this.read(node, [VALUE_ATTRIBUTE]);
    if (!answer) return 'no answer';
    const { value } = decodeValue(answer.value, qualityOfStatus(answer.statusCode.value));
    return Number.isNaN(value) || isBadStatus(answer.statusCode.value) ? answer.statusCode.name : value;
  }

  /** Past every cache of the server: `maxAge` 0. */
  private read(node: NodeId, attributes: readonly number[]) {
    const { session, clock, ending, limitMs } = this.settings;
    const asked = attributes.map((attributeId) => ({ nodeId: node, attributeId }));
    return within(clock, limitMs, 'reading', session.read(asked, 0), ending);
  }

  private rest(delayMs: number): Promise<void> {
    const { clock, ending } = this.settings;
    return new Promise((resolve) => {
      const done = (): void => {
        timer.cancel();
        leave();
        resolve();
      };
      const timer = clock.after(delayMs, done);
      const leave = ending.watch(done);
    });
  }
}

/** A built-in type or Enumeration named by a DataType attribute; absent for any other. */
function builtInType(nodeId: unknown): number | undefined {
  if (typeof nodeId !== 'object' || nodeId === null) return undefined;
  const number: unknown = Reflect.get(nodeId, 'value');
  if (Reflect.get(nodeId, 'namespace') !== 0 || typeof number !== 'number') return undefined;
  if (number === ENUMERATION) return TYPE.int32;
  return number > 0 && number < FIRST_ABSTRACT && number !== 24 ? number : undefined;
}

const isBadStatus = (status: number): boolean => status >>> 30 >= 2;
const textOf = (error: unknown): string =>
  shownText(error instanceof Error ? error.message : String(error), LONGEST_DETAIL);
