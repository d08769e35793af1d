import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../harness/free-port.ts';
import { between, type Random, whole } from '../../simulators/model/random.ts';

export type ProxyFault =
  /** A pulled cable: what is sent waits, and arrives when it is plugged in again. */
  | 'held'
  /** What is sent is lost, in both directions; the connections stay. */
  | 'swallowed'
  /** The other side has forgotten the connections without a word; new ones wait until the fault is lifted. */
  | 'half-open'
  /** Nobody listens. */
  | 'refused'
  /** Connections are reset, new ones at once. */
  | 'reset'
  /** Connections are ended politely, new ones at once. */
  | 'finished'
  /** Of each answer a part arrives, then the connection ends. */
  | 'cut-answers'
  /** Answers arrive a few bytes at a time. */
  | 'segments'
  /** Random bytes come in between. */
  | 'noise';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isForgotten: boolean;
  /** What waits, in order. */
  readonly waiting: (() => void)[];
  /** Answers that wait for one that is still arriving in pieces. */
  readonly behind: Buffer[];
  isDribbling: boolean;
}

const NOISE_EVERY_MS = [20, 300] as const;
const LONGEST_NOISE = 600;
/** What is left of a forgotten connection after the gateway has ended its side is cleared away then. */
const FORGOTTEN_MS = 3_000;

/** A relay on loopback that harms what passes. One fault at a time. */
export class FaultProxy {
  readonly port: number;
  private readonly targetPort: number;
  private readonly pairs = new Set<Pair>();
  private server: Server | undefined;
  private fault: ProxyFault | undefined;
  private random: Random = { word: 1 };
  private noise: NodeJS.Timeout | undefined;

  private constructor(port: number, targetPort: number) {
    this.port = port;
    this.targetPort = targetPort;
  }

  static async start(targetPort: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(await freePort(), targetPort);
    await proxy.listen();
    return proxy;
  }

  async begin(fault: ProxyFault, random: Random): Promise<void> {
    this.fault = fault;
    this.random = random;
    if (fault === 'refused') this.server?.close();
    if (fault === 'refused' || fault === 'reset') for (const { near } of this.pairs) near.resetAndDestroy();
    if (fault === 'finished') for (const { near, far } of this.pairs) finish(near, far);
    if (fault === 'half-open') for (const pair of this.pairs) forget(pair);
    if (fault === 'noise') this.makeNoise();
  }

  async lift(): Promise<void> {
    const wasRefused = this.fault === 'refused';
    this.fault = undefined;
    clearTimeout(this.noise);
    if (wasRefused) await this.listen();
    for (const { waiting } of this.pairs) for (const send of waiting.splice(0)) send();
  }

  async stop(): Promise<void> {
    clearTimeout(this.noise);
    this.server?.close();
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  private listen(): Promise<void> {
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => this.accept(near));
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  private accept(near: Socket): void {
    near.on('error', () => undefined);
    if (this.fault === 'reset') near.resetAndDestroy();
    else if (this.fault === 'finished') finish(near.resume());
    else this.join(near);
  }

  private join(near: Socket): void {
    const far = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    const pair: Pair = { near, far, isForgotten: false, waiting: [], behind: [], isDribbling: false };
    this.pairs.add(pair);
    near.on('data', (bytes) => this.pass(pair, () => void far.write(bytes)));
    far.on('data', (bytes) => this.pass(pair, () => this.answer(pair, bytes)));
    far.on('error', () => near.resetAndDestroy());
    far.on('close', () => void (!pair.isForgotten && finish(near)));
    near.on('end', () => this.endNear(pair));
    near.on('close', () => {
      this.pairs.delete(pair);
      far.destroy();
    });
  }

  private pass(pair: Pair, send: () => void): void {
    if (pair.isForgotten || this.fault === 'swallowed') return;
    if (this.fault === 'held' || this.fault === 'half-open' || pair.waiting.length > 0) pair.waiting.push(send);
    else send();
  }

  /** The gateway has ended its side. A peer that has forgotten the connection does not answer that. */
  private endNear({ near, far, isForgotten }: Pair): void {
    if (isForgotten) setTimeout(() => near.destroy(), FORGOTTEN_MS).unref();
    else finish(near, far);
  }

  private answer(pair: Pair, bytes: Buffer): void {
    const { near } = pair;
    if (pair.isDribbling) pair.behind.push(bytes);
    else if (this.fault === 'segments') this.dribble(pair, bytes);
    else if (this.fault === 'cut-answers') near.end(bytes.subarray(0, whole(this.random, 1, bytes.length - 1)));
    else near.write(bytes);
  }

  /** The first bytes one by one, the rest of long answers in small pieces. */
  private dribble(pair: Pair, bytes: Buffer): void {
    pair.isDribbling = true;
    let at = 0;
    const next = (): void => {
      const end = at < 16 ? at + 1 : at + whole(this.random, 1, 200);
      pair.near.write(bytes.subarray(at, end));
      at = end;
      if (at < bytes.length) setTimeout(next, 1);
      else this.endDribble(pair);
    };
    next();
  }

  private endDribble(pair: Pair): void {
    pair.isDribbling = false;
    const next = pair.behind.shift();
    if (next) this.dribble(pair, next);
  }

  private makeNoise(): void {
    for (const { near } of this.pairs) near.write(randomBytes(this.random, LONGEST_NOISE));
    this.noise = setTimeout(() => this.makeNoise(), between(this.random, ...NOISE_EVERY_MS));
  }
}

function finish(...sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.end();
}

function forget(pair: Pair): void {
  pair.isForgotten = true;
  pair.waiting.length = 0;
  pair.far.destroy();
}

/** One to `most` bytes of anything. */
export const randomBytes = (random: Random, most: number): Buffer =>
  Buffer.from(Array.from({ length: whole(random, 1, most) }, () => whole(random, 0, 255)));
