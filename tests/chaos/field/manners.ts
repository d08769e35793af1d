import { exceptionPdu, mbapFrame, rtuFrame } from '../../harness/scripted-modbus.ts';
import { between, type Random, uniform, whole } from '../../simulators/model/random.ts';
import { randomBytes } from './fault-proxy.ts';
import { type Exchange, framed, type Manner } from './modbus-slave.ts';

/** Makes a wrong manner for one round; `timeoutMs` is what the gateway grants an answer. */
export type MakeManner = (random: Random, timeoutMs: number) => Manner;

const EDGE_MS = 10;
const LONGEST_GARBAGE = 300;

const mute: MakeManner = () => () => undefined;

const garbage: MakeManner = (random) => (exchange) => exchange.send(randomBytes(random, LONGEST_GARBAGE));

/** Just in time or just too late. */
const lateEdge: MakeManner = (random, timeoutMs) => (exchange) =>
  exchange.send(framed(exchange), timeoutMs + between(random, -EDGE_MS, EDGE_MS));

const late: MakeManner = (random, timeoutMs) => (exchange) =>
  exchange.send(framed(exchange), timeoutMs * between(random, 1.02, 3));

/** Every answer is kept until the next question, and then sent in one piece with that one's. */
const merged: MakeManner = () => {
  let kept: Buffer | undefined;
  return (exchange) => {
    if (kept) exchange.send(Buffer.concat([kept, framed(exchange)]));
    kept = kept ? undefined : framed(exchange);
  };
};

const twice: MakeManner = () => (exchange) => exchange.send(Buffer.concat([framed(exchange), framed(exchange)]));

const wrongTransaction: MakeManner =
  (random) =>
  ({ request, pdu, send }) =>
    send(mbapFrame(request, pdu, { transaction: (request.transaction + whole(random, 1, 0xffff)) & 0xffff }));

const wrongProtocol: MakeManner =
  (random) =>
  ({ request, pdu, send }) =>
    send(mbapFrame(request, pdu, { protocol: whole(random, 1, 0xffff) }));

const wrongLength: MakeManner =
  (random) =>
  ({ request, pdu, send }) =>
    send(mbapFrame(request, pdu, { length: whole(random, 0, 0xffff) }));

const wrongUnit: MakeManner = (random) => (exchange) => {
  const { request, pdu, framing, send } = exchange;
  const unit = (request.unit + whole(random, 1, 254)) & 0xff;
  send(framing === 'mbap' ? mbapFrame(request, pdu, { unit }) : rtuFrame(request, pdu, unit));
};

const wrongFunction: MakeManner = (random) => (exchange) => {
  const pdu = Buffer.from(exchange.pdu);
  pdu[0] = (pdu[0]! + whole(random, 1, 100)) & 0x7f;
  exchange.send(framed(exchange, pdu));
};

/** Fewer or more data than asked for, with a count that fits them or not. */
const wrongCount: MakeManner = (random) => (exchange) => {
  const { pdu } = exchange;
  const data = pdu.subarray(2, 2 + whole(random, 0, pdu.length - 3));
  const isLonger = uniform(random) < 0.3;
  const other = isLonger ? Buffer.concat([pdu, randomBytes(random, 8)]) : Buffer.concat([pdu.subarray(0, 2), data]);
  if (uniform(random) < 0.5) other[1] = other.length - 2;
  exchange.send(framed(exchange, other));
};

const short: MakeManner = (random) => (exchange) => {
  const frame = framed(exchange);
  exchange.send(frame.subarray(0, whole(random, 1, frame.length - 1)));
};

/** The question comes back instead of an answer. */
const echo: MakeManner = () => (exchange) => exchange.send(framed(exchange, questionPdu(exchange)));

/** The question comes back before the answer: an RS-485 adapter that hears itself. */
const ownVoice: MakeManner = () => (exchange) =>
  exchange.send(Buffer.concat([framed(exchange, questionPdu(exchange)), framed(exchange)]));

const wrongChecksum: MakeManner = (random) => (exchange) => {
  const frame = framed(exchange);
  const at = whole(random, 1, frame.length - 1);
  frame[at] = frame[at]! ^ (1 << whole(random, 0, 7));
  exchange.send(frame);
};

const exceptions =
  (codes: readonly number[]): MakeManner =>
  (random) =>
  (exchange) => {
    const code = codes[whole(random, 0, codes.length - 1)]!;
    exchange.send(framed(exchange, exceptionPdu(exchange.request, code)));
  };

function questionPdu({ request }: Exchange): Buffer {
  const pdu = Buffer.alloc(5);
  pdu[0] = request.functionCode;
  pdu.writeUInt16BE(request.start, 1);
  pdu.writeUInt16BE(request.count, 3);
  return pdu;
}

interface MannerEntry {
  readonly kind: string;
  readonly make: MakeManner;
  /** Only on lines of this framing. */
  readonly framing?: 'mbap' | 'rtu';
  /** Within the protocol on these lines. */
  readonly harmlessOn?: readonly ('mbap' | 'rtu')[];
  /** Costs so much time that the neighbours on the line cannot but suffer. */
  readonly lineOnly?: boolean;
}

/** Everything a unit can do wrong. */
export const MANNERS: readonly MannerEntry[] = [
  { kind: 'mute', make: mute },
  { kind: 'garbage', make: garbage },
  { kind: 'late by a hair', make: lateEdge, lineOnly: true },
  { kind: 'late', make: late },
  { kind: 'answers merged', make: merged },
  { kind: 'answers twice', make: twice, harmlessOn: ['mbap'] },
  { kind: 'wrong transaction', make: wrongTransaction, framing: 'mbap' },
  { kind: 'wrong protocol', make: wrongProtocol, framing: 'mbap' },
  { kind: 'wrong length', make: wrongLength, framing: 'mbap' },
  { kind: 'wrong unit', make: wrongUnit },
  { kind: 'wrong function', make: wrongFunction },
  { kind: 'wrong byte count', make: wrongCount },
  { kind: 'wrong checksum', make: wrongChecksum, framing: 'rtu' },
  { kind: 'cut short', make: short },
  { kind: 'echo', make: echo },
  { kind: 'own voice', make: ownVoice, framing: 'rtu', harmlessOn: ['rtu'] },
  { kind: 'refuses', make: exceptions([1, 2, 3]) },
  { kind: 'busy', make: exceptions([5, 6]) },
  { kind: 'fails', make: exceptions([4, 7, 8, 9, 10, 11]) },
];
