import type { ClientSession } from 'node-opcua-client';
import type { Ending } from './ending.ts';

/** Ways of a server to say that it does not know the session, or nothing of what it held, any more. */
const SESSION_GONE =
  /BadSessionIdInvalid|BadSessionClosed|BadSessionNotActivated|BadNoSubscription|BadSecureChannelIdInvalid/;

/**
 * Takes one habit from the library: when the server says BadSessionIdInvalid it makes a new session by itself and sends the
 * request again, also a write, and also with its reconnect switched off (`performMessageTransaction` of its session).
 * Afterwards such an answer is handed to whoever asked, and the session is over: there is one owner of reconnecting.
 */
export function forbidRepair(session: ClientSession, ending: Ending): void {
  const direct: unknown = Reflect.get(session, '_performMessageTransaction');
  if (typeof direct !== 'function') throw new TypeError('the library has no _performMessageTransaction any more');
  const once = (request: unknown, answer: (error: Error | null, response?: unknown) => void): void => {
    direct.call(session, request, (error: Error | null, response?: unknown) => {
      const gone = error ? SESSION_GONE.exec(error.message) : null;
      if (gone) ending.end(`the server no longer knows the session: ${gone[0]}`);
      answer(error, response);
    });
  };
  Object.defineProperty(session, 'performMessageTransaction', { value: once });
}
