import { connect, createServer, type Socket as TcpSocket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { io } from 'socket.io-client';
import { viewLiveFrame } from '../../../gateway/contract/live-frame.ts';

/** Browsers behind a line that passes so many bytes a second: run in a thread of its own, so that their memory is not the server's. */
interface Asked {
  readonly port: number;
  readonly cookie: string;
  readonly bytesPerS: number;
  readonly clients: number;
}

const SLICE_MS = 50;

const { port, cookie, bytesPerS, clients }: Asked = workerData;
let frames = 0;
let newest = 0;

/** Passes a slice of what the server sends in every twentieth of a second; the rest stays where it is. */
function throttle(near: TcpSocket): void {
  const far = connect(port, '127.0.0.1');
  near.pipe(far);
  const timer = setInterval(() => {
    const size = Math.min(far.readableLength, Math.ceil((bytesPerS * SLICE_MS) / 1000));
    const slice: Buffer | null = size > 0 ? far.read(size) : far.read(0);
    if (slice) near.write(slice);
  }, SLICE_MS);
  const end = (): void => {
    clearInterval(timer);
    far.destroy();
    near.destroy();
  };
  for (const socket of [near, far]) socket.on('error', end).on('close', end);
}

function open(relay: number): void {
  const client = io(`http://127.0.0.1:${relay}`, {
    ...{ transports: ['websocket'], extraHeaders: { cookie }, forceNew: true },
  });
  client.on('connect', () => client.emit('subscribe', null, () => undefined));
  client.on('values', (frame: Uint8Array) => {
    const view = viewLiveFrame(new Uint8Array(frame).slice().buffer);
    frames++;
    newest = Math.max(newest, view.sourceTime[0] ?? 0);
    client.emit('shown', view.sequence);
  });
}

const server = createServer(throttle);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) for (let i = 0; i < clients; i++) open(address.port);
});

parentPort?.once('message', () => {
  frames = 0;
  setTimeout(() => parentPort?.postMessage({ frames, ageMs: Date.now() - newest }), 1000);
});
