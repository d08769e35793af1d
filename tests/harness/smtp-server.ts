import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header lines and body as they came, dots unstuffed. */
  readonly raw: string;
}

/** What the server answers to one command; undefined is the usual answer. */
export type SmtpScript = (command: string) => string | undefined;

/** A mail server that keeps what it is given. `script` makes it refuse. No TLS; it accepts any account unless told otherwise. */
export class SmtpServer {
  readonly mails: ReceivedMail[] = [];
  readonly commands: string[] = [];
  script: SmtpScript = () => undefined;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor() {
    this.server = createServer((socket) => this.serve(socket));
  }

  /** On a free port of its own. */
  static async start(): Promise<SmtpServer> {
    const smtp = new SmtpServer();
    smtp.server.listen(0, '127.0.0.1');
    await once(smtp.server, 'listening');
    return smtp;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection. Stopping twice is harmless. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const session = new Session(this, socket);
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) session.take(line);
    });
    session.greet();
  }
}

class Session {
  private readonly server: SmtpServer;
  private readonly socket: Socket;
  private from = '';
  private to: string[] = [];
  private data: string[] | undefined;

  constructor(server: SmtpServer, socket: Socket) {
    this.server = server;
    this.socket = socket;
  }

  greet(): void {
    this.answer(this.server.script('(connect)') ?? '220 test ESMTP');
  }

  take(line: string): void {
    if (this.data) this.takeData(line);
    else this.takeCommand(line);
  }

  private takeCommand(line: string): void {
    this.server.commands.push(line);
    const refusal = this.server.script(line);
    if (refusal !== undefined) this.answer(refusal);
    else this.answer(this.usualAnswer(line));
  }

  private usualAnswer(line: string): string {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return '250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME';
    if (verb === 'STAR') return '502 no TLS here';
    if (verb === 'AUTH') return '235 welcome';
    if (verb === 'MAIL') this.from = addressIn(line);
    if (verb === 'RCPT') this.to.push(addressIn(line));
    if (verb === 'DATA') this.data = [];
    if (verb === 'QUIT') return '221 bye';
    return verb === 'DATA' ? '354 go on' : '250 ok';
  }

  private takeData(line: string): void {
    if (line !== '.') {
      this.data?.push(line.startsWith('.') ? line.slice(1) : line);
      return;
    }
    const raw = this.data?.join('\r\n') ?? '';
    this.data = undefined;
    const refusal = this.server.script('(message)');
    if (refusal === undefined) this.server.mails.push({ from: this.from, to: this.to, raw });
    this.to = [];
    this.answer(refusal ?? '250 kept');
  }

  private answer(text: string): void {
    this.socket.write(`${text}\r\n`);
    if (text.startsWith('221') || text.startsWith('421')) this.socket.end();
  }
}

const addressIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';
