import type { Logger } from '../../../../gateway/ports/logger.ts';

/** A logger that counts errors by their text. */
export function createErrorCounter(): { readonly logger: Logger; counts(): Record<string, number> } {
  const counts = new Map<string, number>();
  const logger: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (_fields, message) => void counts.set(message, (counts.get(message) ?? 0) + 1),
    child: () => logger,
  };
  return { logger, counts: () => Object.fromEntries(counts) };
}
