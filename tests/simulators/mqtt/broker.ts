import { Aedes } from 'aedes';
import type { FieldServer } from '../field-server.ts';
import { SocketServer } from '../socket-server.ts';

/** MQTT 3.1.1 broker on 127.0.0.1. Retained messages live in the broker and are gone when it stops. */
export class Broker implements FieldServer {
  readonly id: string;
  readonly port: number;
  private readonly sockets: SocketServer;
  private broker: Aedes | undefined;
  /** Messages that could not be handed to the broker. */
  failed = 0;

  constructor(id: string, port: number) {
    this.id = id;
    this.port = port;
    this.sockets = new SocketServer(id, port, (socket) => void this.broker?.handle(socket));
  }

  async start(): Promise<void> {
    this.broker = await Aedes.createBroker();
    try {
      await this.sockets.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const broker = this.broker;
    this.broker = undefined;
    await this.sockets.stop();
    if (broker) await new Promise<void>((resolve) => broker.close(() => resolve()));
  }

  /** Publishes a retained message with QoS 1; nothing happens while the broker is down. */
  publish(topic: string, payload: string): void {
    this.broker?.publish(
      { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: true, dup: false },
      (error) => {
        if (error) this.failed += 1;
      },
    );
  }
}
