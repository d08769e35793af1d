import { pipeline } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Streamed } from './streamed.ts';

/** Sends a long answer as fast as it is taken, compressed for whoever takes that. */
export function sendStream(request: FastifyRequest, reply: FastifyReply, streamed: Streamed): FastifyReply {
  const { body, contentType, fileName, isPacked } = streamed;
  reply
    .header('content-type', contentType)
    .header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '-')}"`)
    .header('vary', 'Accept-Encoding')
    // A proxy that gathers the whole answer first would need room for all of it.
    .header('x-accel-buffering', 'no');
  if (isPacked || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(body);
  const packed = createGzip({ level: constants.Z_BEST_SPEED });
  // What goes wrong ends both; the framework sees it on the one it sends.
  pipeline(body, packed, () => undefined);
  return reply.header('content-encoding', 'gzip').send(packed);
}
