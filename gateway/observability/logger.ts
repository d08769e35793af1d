import { pino, stdSerializers } from 'pino';
import type { Logger } from '../ports/logger.ts';
import { oneLine, textLine } from './log-line.ts';

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `json` for machines, `text` for a person at a terminal. */
  readonly format: 'json' | 'text';
  /** Where lines go, each with its line end; standard output. */
  readonly write: (line: string) => void;
}

/** Names of fields whose values never reach the log, at the top and two levels down. */
const SECRET_FIELDS = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'authorization',
  'cookie',
  'set-cookie',
  'current',
  'next',
];

/** Structured log: one line per entry whatever the fields hold, secrets removed. */
export function createLogger({ level, format, write }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err, error: stdSerializers.err, cause: stdSerializers.err },
    redact: {
      paths: SECRET_FIELDS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[removed]',
    },
  };
  const toLine = format === 'json' ? oneLine : textLine;
  return pino(options, { write: (line: string) => write(toLine(line)) });
}

/** PLANTROOM_LOG says which; otherwise text for a terminal and JSON for everything else. */
export function logFormat(wanted: string | undefined, isTerminal: boolean): LoggerOptions['format'] {
  if (wanted === 'json' || wanted === 'text') return wanted;
  return isTerminal ? 'text' : 'json';
}
