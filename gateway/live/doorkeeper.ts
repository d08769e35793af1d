import type { IncomingMessage } from 'node:http';
import { may } from '../domain/role.ts';
import type { Caller, SessionGate } from '../ports/session-gate.ts';

/** A hall of screens and every phone of the site; beyond that somebody is opening connections for another reason. */
const MOST_CLIENTS = 200;

/** Decides at the handshake, before a connection exists, who may have one. */
export class Doorkeeper {
  private readonly sessions: SessionGate;
  private readonly connected: () => number;
  private readonly callers = new WeakMap<IncomingMessage, Caller>();
  private deciding = 0;

  constructor(sessions: SessionGate, connected: () => number) {
    this.sessions = sessions;
    this.connected = connected;
  }

  /** Calls `answer` exactly once. */
  decide(request: IncomingMessage, answer: (refusal: string | null, admitted: boolean) => void): void {
    this.deciding++;
    this.refusal(request)
      .catch(() => 'STORE_UNAVAILABLE')
      .then((refusal) => {
        this.deciding--;
        answer(refusal ?? null, refusal === undefined);
      });
  }

  /** Who was admitted with this request. */
  callerOf(request: IncomingMessage): Caller | undefined {
    return this.callers.get(request);
  }

  private async refusal(request: IncomingMessage): Promise<string | undefined> {
    if (this.connected() + this.deciding > MOST_CLIENTS) return 'REQUEST_TOO_MANY';
    const { cookie, origin, host } = request.headers;
    const forwardedHost = request.headers['x-forwarded-host'];
    const admitted = await this.sessions.admit({ cookie, origin, host, forwardedHost: [forwardedHost].flat()[0] });
    if (!admitted.ok) return admitted.code;
    if (!may(admitted.value.role, 'plant:read')) return 'AUTH_FORBIDDEN';
    this.callers.set(request, admitted.value);
    return undefined;
  }
}
