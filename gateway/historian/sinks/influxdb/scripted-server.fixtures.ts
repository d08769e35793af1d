import { createServer, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';

type Answer = (lines: string[]) => { status: number; body?: string; headers?: Record<string, string> };

/** A line-protocol server that answers as it is told and remembers what it stored. */
export class ScriptedServer {
  readonly stored = new Set<string>();
  readonly questions: string[] = [];
  version = '1.8.10';
  answer: Answer = () => ({ status: 204 });
  writes = 0;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const {
        status,
        body = '',
        headers = {},
      } = this.respond(request.url ?? '', request.headers['content-encoding'], Buffer.concat(chunks));
      response.writeHead(status, { 'X-Influxdb-Version': this.version, ...headers }).end(body);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  dropConnections(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private respond(url: string, encoding: string | undefined, body: Buffer): ReturnType<Answer> {
    this.questions.push(decodeURIComponent(url));
    if (!url.includes('write')) return { status: 204 };
    this.writes++;
    const lines = (encoding === 'gzip' ? gunzipSync(body) : body).toString().split('\n');
    const answer = this.answer(lines);
    if (answer.status === 204) for (const line of lines) this.stored.add(line);
    return answer;
  }
}
