import type { ClientSecureChannelLayer, ClientSession, OPCUAClient } from 'node-opcua-client';
import { durationMs } from '../../domain/duration.ts';
import type { Clock } from '../../ports/clock.ts';
import { CertificateStore } from './certificate-store.ts';
import { type Ending, within } from './ending.ts';
import type { FailurePlace } from './failure-text.ts';
import { readIdentity } from './identity.ts';
import type { OpcuaLibrary } from './library.ts';
import type { OpcuaConnection } from './schemas.ts';
import { forbidRepair } from './session-guard.ts';

/** Making a key pair, once per connection, takes long on a small computer. */
const KEY_LIMIT_MS = 60_000;
/** Short, so that a server forgets us soon after a power cut; small PLCs have few sessions (Siemens: four in all). */
const SESSION_TIMEOUT_MS = 30_000;
/** The steps of closing; 5 s together. A session the server is just making would stay there, so its answer is awaited. */
const LATE_SESSION_MS = 500;
const CLOSE_SESSION_MS = 2_500;
const DISCONNECT_MS = 1_500;
const CLOSE_STORE_MS = 300;
/** Of each step, with a server that does not answer any more: what it is told now is for the case that only we do not hear it. */
const SILENT_STEP_MS = 100;

export interface ClientSettings {
  readonly connectionId: string;
  readonly connection: OpcuaConnection;
  /** Keys and certificates of this connection. */
  readonly storeFolder: string;
}

/**
 * One client of node-opcua, from connect to close; never used twice. Its own reconnect is off (`maxRetry` 0, and see
 * session-guard.ts): a session that lost its channel is over, and `ending` says so. Every step has a deadline, because the
 * library has gaps there.
 */
export class ServerClient {
  private readonly library: OpcuaLibrary;
  private readonly settings: ClientSettings;
  private readonly clock: Clock;
  private readonly ending: Ending;
  private readonly channels = new Set<ClientSecureChannelLayer>();
  private client: OPCUAClient | undefined;
  private opening: Promise<ClientSession> | undefined;
  private session: ClientSession | undefined;
  private store: CertificateStore | undefined;
  private shown: FailurePlace['shown'];

  constructor(library: OpcuaLibrary, settings: ClientSettings, clock: Clock, ending: Ending) {
    this.library = library;
    this.settings = settings;
    this.clock = clock;
    this.ending = ending;
  }

  /** What a person needs to find the cause of a failure. */
  get place(): FailurePlace {
    const { connectionId, storeFolder } = this.settings;
    return { connectionId, storeFolder, shown: this.store?.shown ?? this.shown };
  }

  /** Connects and signs in. Rejects with the reason; `close` is to be called in either case. */
  async open(): Promise<ClientSession> {
    const { connection } = this.settings;
    const limit = durationMs(connection.timeout);
    const store = await this.openStore();
    this.ending.check();
    const client = this.newClient(store);
    await within(this.clock, limit, 'connecting', client.connect(connection.endpoint), this.ending);
    this.ending.check();
    this.opening = this.signIn(client);
    const session = await within(this.clock, limit, 'signing in', this.opening, this.ending);
    forbidRepair(session, this.ending);
    session.on('session_closed', (status) => this.ending.end(`the session was closed: ${status.name}`));
    return session;
  }

  /**
   * Closes session and connection, at most 5 s, then cuts the line; a server that is silent is hardly waited for, so that
   * the next connection is not. Never rejects; a second call finds nothing to do.
   */
  async close(isServerSilent = false): Promise<void> {
    const limit = (ms: number): number => (isServerSilent ? Math.min(ms, SILENT_STEP_MS) : ms);
    const { opening, client, store } = this;
    this.opening = undefined;
    this.client = undefined;
    this.store = undefined;
    this.shown = store?.shown ?? this.shown;
    if (opening && !this.session) await this.bounded(limit(LATE_SESSION_MS), () => opening);
    const { session } = this;
    this.session = undefined;
    if (session) await this.bounded(limit(CLOSE_SESSION_MS), () => session.close(true));
    if (client) await this.bounded(limit(DISCONNECT_MS), () => client.disconnect());
    for (const channel of this.channels) this.cut(channel);
    this.channels.clear();
    if (store) await this.bounded(CLOSE_STORE_MS, () => store.dispose());
  }

  private async openStore(): Promise<CertificateStore> {
    const store = new CertificateStore(this.library, this.settings.storeFolder, this.clock);
    this.store = store;
    await within(this.clock, KEY_LIMIT_MS, 'preparing the certificate store', store.initialize(), this.ending);
    return store;
  }

  private newClient(store: CertificateStore): OPCUAClient {
    const { policy, mode } = this.settings.connection.security;
    const { MessageSecurityMode, OPCUAClient, SecurityPolicy } = this.library;
    const client = OPCUAClient.create({
      applicationName: 'Plantroom',
      clientName: `plantroom-${this.settings.connectionId}`,
      applicationUri: store.applicationUri,
      clientCertificateManager: store,
      certificateFile: store.certificateFile,
      privateKeyFile: store.privateKeyFile,
      securityPolicy: SecurityPolicy[policy],
      securityMode: MessageSecurityMode[policy === 'None' ? 'None' : mode],
      connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 100 },
      endpointMustExist: false,
      keepSessionAlive: false,
      requestedSessionTimeout: SESSION_TIMEOUT_MS,
    });
    this.client = client;
    client.on('secure_channel_created', (channel) => this.channels.add(channel));
    client.on('connection_lost', () => this.ending.end('the connection was lost'));
    client.on('close', (error) =>
      this.ending.end(error ? `the connection was closed: ${error.message}` : 'the connection was closed'),
    );
    return client;
  }

  /** Notes the session as soon as there is one, also when nobody waits for it any more. */
  private async signIn(client: OPCUAClient): Promise<ClientSession> {
    const identity = await readIdentity(this.library, this.settings.connection);
    this.ending.check();
    this.session = await client.createSession(identity);
    return this.session;
  }

  /** Runs one step of closing; its failure or delay must not keep the next from running. */
  private bounded(limitMs: number, step: () => Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.clock.after(limitMs, resolve);
      const finish = (): void => {
        timer.cancel();
        resolve();
      };
      // A step may also throw before its promise exists, so it is called from inside a promise.
      Promise.resolve().then(step).then(finish, finish);
    });
  }

  private cut(channel: ClientSecureChannelLayer): void {
    try {
      channel.cancelPendingTransactions(() => {});
      channel.dispose();
    } catch {
      // Already taken apart by the library; there is nothing left to cut.
    }
  }
}
