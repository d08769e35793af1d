import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** First byte of each kind of packet a client sends (MQTT 5, 2.1.2), without its flags. */
export const PACKET = { connect: 0x10, publish: 0x30, subscribe: 0x80, ping: 0xc0, disconnect: 0xe0 } as const;

export interface ScriptedBroker {
  readonly url: string;
  /** Every packet that came, whole. */
  readonly packets: Buffer[];
  /** Connections made so far, and those that ended with a reset. */
  readonly connections: Socket[];
  resets: number;
  /** Settles when this many packets of a kind have come. */
  until(kind: number, count?: number): Promise<Buffer>;
}

export const kindOf = (packet: Buffer): number => packet[0]! & 0xf0;

/** A server on loopback that answers each packet with the bytes the test gives, in hexadecimal; undefined is silence. */
export async function startScriptedBroker(answer: (packet: Buffer) => string | undefined): Promise<ScriptedBroker> {
  const waiting = new Set<() => void>();
  const packets: Buffer[] = [];
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => {
      broker.resets++;
      for (const check of waiting) check();
    });
    socket.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let packet = firstPacket(rest); packet; packet = firstPacket(rest)) {
        rest = rest.subarray(packet.length);
        packets.push(packet);
        const reply = answer(packet);
        if (reply !== undefined) socket.write(Buffer.from(reply.replaceAll(' ', ''), 'hex'));
        for (const check of waiting) check();
      }
    });
  });
  const until = (kind: number, count = 1): Promise<Buffer> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = packets.filter((packet) => kindOf(packet) === kind);
        if (found.length < count) return;
        waiting.delete(check);
        resolve(found.at(-1)!);
      };
      waiting.add(check);
      check();
    });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  onTestFinished(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  const broker: ScriptedBroker = { url: `mqtt://127.0.0.1:${port}`, packets, connections, resets: 0, until };
  return broker;
}

/** The first whole packet, if there is one; lengths of up to two bytes are enough here. */
function firstPacket(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 2) return undefined;
  const isLong = (bytes[1]! & 0x80) !== 0;
  if (isLong && bytes.length < 3) return undefined;
  const length = isLong ? (bytes[1]! & 0x7f) + bytes[2]! * 128 + 3 : bytes[1]! + 2;
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}
