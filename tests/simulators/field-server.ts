/** A server the gateway talks to. It can be stopped and started again on the same port, which is how a cut line is played. */
export interface FieldServer {
  /** Connection id of the site, e.g. `feeders`. */
  readonly id: string;
  readonly port: number;
  /** Throws when the port cannot be opened. */
  start(): Promise<void>;
  /** Closes the listener and every open connection. */
  stop(): Promise<void>;
}

/** A port somebody else holds. */
export class PortBusyError extends Error {
  constructor(id: string, port: number) {
    super(
      `port ${port} (${id}) is in use: stop the program that holds it or choose another --port-base or --control-port`,
    );
    this.name = 'PortBusyError';
  }
}

/** Turns the network layer's "address in use" into a message a person can act on. */
export function listenError(id: string, port: number, error: Error): Error {
  return 'code' in error && error.code === 'EADDRINUSE' ? new PortBusyError(id, port) : error;
}
