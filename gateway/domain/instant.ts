import { z } from 'zod';

/** A moment inside the process: ms since the epoch, UTC. On the wire it is an ISO 8601 string (contract/wire.ts). */
export const instant = z.number();
