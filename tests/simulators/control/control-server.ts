import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type FieldServer, listenError } from '../field-server.ts';
import { type ControlPlant, type ControlRequest, handleControl } from './routes.ts';

const mostBody = 10_000;

/** HTTP on 127.0.0.1 through which a person or a test asks for the truth and calls up faults. */
export class ControlServer implements FieldServer {
  readonly id = 'control';
  private wantedPort: number;
  private readonly plant: ControlPlant;
  private server: Server | undefined;

  /** Port 0 takes a free one; `port` tells which after `start`. */
  constructor(port: number, plant: ControlPlant) {
    this.wantedPort = port;
    this.plant = plant;
  }

  get port(): number {
    const address = this.server?.address();
    return address && typeof address === 'object' ? address.port : this.wantedPort;
  }

  start(): Promise<void> {
    const server = createServer((request, response) => void this.serve(request, response));
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', (error) => reject(listenError(this.id, this.wantedPort, error)));
      server.listen(this.wantedPort, '127.0.0.1', () => resolve());
    });
  }

  stop(): Promise<void> {
    const server = this.server;
    if (!server?.listening) return Promise.resolve();
    this.wantedPort = this.port;
    this.server = undefined;
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const parsed = parseBody(await readBody(request));
      if (!parsed.ok) return send(response, 400, { error: parsed.message });
      const call: ControlRequest = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: parsed.body,
      };
      const answer = await handleControl(this.plant, call);
      send(response, answer.status, answer.body);
    } catch (error) {
      send(response, 500, { error: String(error) });
    }
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > mostBody) return '(too long)';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

type Parsed =
  | { readonly ok: true; readonly body: Record<string, unknown> }
  | { readonly ok: false; readonly message: string };

function parseBody(text: string): Parsed {
  if (text.trim() === '') return { ok: true, body: {} };
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ok: true, body: { ...body } };
  } catch {
    return { ok: false, message: 'the body is not JSON' };
  }
  return { ok: false, message: 'the body must be a JSON object of parameters, for example {"device":"F03"}' };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
