import { Child } from './child.ts';

export const ADMIN_PASSWORD = 'correct horse battery staple';
/** A start takes no longer on a machine that does little else. */
const START_MS = 60_000;

/** The gateway as a process, and a signed-in client of its REST interface. */
export class GatewayProcess {
  readonly child: Child;
  readonly url: string;
  private cookie = '';

  private constructor(child: Child, url: string) {
    this.child = child;
    this.url = url;
  }

  static async start(
    siteFile: string,
    dataFolder: string,
    env: Readonly<Record<string, string>> = {},
    limitMs = START_MS,
  ): Promise<GatewayProcess> {
    const child = new Child(['gateway/main.ts', 'run', '--config', siteFile], {
      PLANTROOM_PORT: '0',
      PLANTROOM_DATA_DIR: dataFolder,
      PLANTROOM_ADMIN_PASSWORD: ADMIN_PASSWORD,
      ...env,
    });
    const [, url] = await child.line(/(http:\/\/127\.0\.0\.1:\d+)/, limitMs).catch(async (error: unknown) => {
      await child.kill();
      throw error;
    });
    const gateway = new GatewayProcess(child, url!);
    await gateway.signIn();
    return gateway;
  }

  async signIn(username = 'admin', password = ADMIN_PASSWORD): Promise<void> {
    const response = await this.fetch('POST', '/session', { username, password });
    if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
    this.cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** How many points are good now. */
  async countGood(): Promise<number> {
    const points = await this.get<{ readonly quality: string }[]>('/points?limit=5000');
    return points.filter((point) => point.quality === 'good').length;
  }

  async get<T>(path: string): Promise<T> {
    return this.json<T>('GET', path);
  }

  async post<T>(path: string, body: object): Promise<T> {
    return this.json<T>('POST', path, body);
  }

  /** SIGTERM; answers the exit code. */
  async stop(): Promise<number | null> {
    return this.child.kill('SIGTERM');
  }

  private async json<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.fetch(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  private fetch(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}
