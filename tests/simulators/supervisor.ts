import type { FieldServer } from './field-server.ts';

const retryMs = 200;
const mostRetries = 25;

/** Keeps every server up or down as wanted; changes of one server run one after the other. */
export class Supervisor {
  private readonly servers: readonly FieldServer[];
  private readonly wanted = new Map<string, boolean>();
  private readonly up = new Set<string>();
  private readonly chains = new Map<string, Promise<void>>();
  private readonly report: (message: string) => void;
  private stopping = false;

  /** `report` hears of a server that does not come back. */
  constructor(servers: readonly FieldServer[], report: (message: string) => void) {
    this.servers = servers;
    this.report = report;
  }

  /** Starts all servers; when one fails, those already up are stopped and the error is thrown. */
  async start(): Promise<void> {
    for (const server of this.servers) {
      try {
        await server.start();
      } catch (error) {
        await this.stop();
        throw error;
      }
      this.up.add(server.id);
      this.wanted.set(server.id, true);
    }
  }

  /** Sets which servers have to be down; the returned promise settles when they are. */
  async setDown(down: ReadonlySet<string>): Promise<void> {
    if (this.stopping) return;
    await Promise.all(
      this.servers.map((server) => {
        const wanted = !down.has(server.id);
        if (this.wanted.get(server.id) === wanted) return this.chains.get(server.id);
        this.wanted.set(server.id, wanted);
        return this.enqueue(server);
      }),
    );
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(
      [...this.servers].reverse().map((server) => {
        this.wanted.set(server.id, false);
        return this.enqueue(server);
      }),
    );
  }

  private enqueue(server: FieldServer): Promise<void> {
    const before = this.chains.get(server.id) ?? Promise.resolve();
    const after = before.then(() => this.reconcile(server));
    this.chains.set(server.id, after);
    return after;
  }

  private async reconcile(server: FieldServer): Promise<void> {
    for (let attempt = 0; attempt < mostRetries; attempt++) {
      const wanted = this.wanted.get(server.id) ?? false;
      if (wanted === this.up.has(server.id)) return;
      try {
        await this.turn(server, wanted);
      } catch (error) {
        if (attempt === mostRetries - 1) this.report(`${server.id}: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  private async turn(server: FieldServer, wanted: boolean): Promise<void> {
    if (wanted) {
      await server.start();
      this.up.add(server.id);
      return;
    }
    this.up.delete(server.id);
    await server.stop();
  }
}
