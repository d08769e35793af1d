import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, ServerEvents } from '../../gateway/contract/live-events.ts';
import type { LiveSocket } from './live.ts';

/** The longest wait between two attempts to connect. */
const RECONNECT_MAX_MS = 5000;
const CONNECT_TIMEOUT_MS = 10_000;

/** A socket.io client of this page's gateway, not yet connected. It reconnects for ever, unaided. */
export function createSocket(): LiveSocket {
  const socket: Socket<ServerEvents, ClientEvents> = io({
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: RECONNECT_MAX_MS,
    timeout: CONNECT_TIMEOUT_MS,
  });
  return {
    listen: (handlers) => {
      socket.on('values', handlers.values);
      socket.on('pulse', handlers.pulse);
      socket.on('alarms', handlers.alarms);
      socket.on('desk', handlers.desk);
      socket.on('work-order', handlers['work-order']);
      socket.on('record', handlers.record);
      socket.on('connection', handlers.connection);
      socket.on('resynchronise', handlers.resynchronise);
    },
    onLink: (listener) => {
      socket.on('connect', () => listener(true));
      socket.on('disconnect', () => listener(false));
    },
    subscribe: (tags, answer) => void socket.emit('subscribe', tags, answer),
    watch: (tags) => void socket.emit('watch', tags),
    shown: (sequence) => void socket.volatile.emit('shown', sequence),
    connect: () => void socket.connect(),
    restart: () => void socket.disconnect().connect(),
    close: () => {
      socket.removeAllListeners();
      socket.close();
    },
  };
}
