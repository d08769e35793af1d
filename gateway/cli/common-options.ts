import type { OptionSpec } from './command.ts';

/** Options that several commands have, with the same words. */
export const CONFIG = {
  type: 'string',
  value: 'FILE',
  help: 'site file (or PLANTROOM_CONFIG)',
} as const satisfies OptionSpec;

export const JSON_OUTPUT = {
  type: 'boolean',
  help: 'one JSON document instead of text',
} as const satisfies OptionSpec;

export const DATA = {
  type: 'string',
  value: 'DIR',
  help: 'data folder (or PLANTROOM_DATA_DIR; otherwise ./data)',
} as const satisfies OptionSpec;

export const CONNECTION = {
  type: 'string',
  value: 'ID',
  help: 'connection of the site file',
} as const satisfies OptionSpec;

export const FORCE = {
  type: 'boolean',
  help: 'also on a serial line that a running gateway uses; both will see errors',
} as const satisfies OptionSpec;

export const MODBUS = {
  type: 'string',
  value: 'URL',
  help: 'instead of a site file: tcp://HOST:PORT, rtu-over-tcp://HOST:PORT, rtu:///dev/ttyUSB0?baudRate=9600',
} as const satisfies OptionSpec;
