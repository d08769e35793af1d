import type { Logger } from '../../gateway/ports/logger.ts';

/** A logger for tests that do not look at the log. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};
