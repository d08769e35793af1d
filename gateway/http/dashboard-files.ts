import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './error-reply.ts';
import { sendProblem } from './register-routes.ts';

/** Serves the built dashboard; every other address a person opens gets its first page, which knows what to show. */
export async function serveDashboard(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt) await app.register(fastifyStatic, staticOptions(folder));
  app.setNotFoundHandler(async (request, reply) => {
    if (!wantsPage(request)) return sendProblem(reply, problemOf('RESOURCE_NOT_FOUND'));
    return isBuilt ? reply.sendFile('index.html') : sendNotBuilt(reply);
  });
}

const staticOptions = (root: string) => ({
  root,
  // Compressed copies beside the files are used when the build made them.
  preCompressed: true,
  // What a browser may keep is decided below, by name.
  cacheControl: false,
  dotfiles: 'deny' as const,
  setHeaders: (reply: FastifyReply, path: string) => {
    reply.header('cache-control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
  },
});

/** The build puts everything whose name holds the hash of its content into `assets`. */
const isHashed = (path: string): boolean => /[\\/]assets[\\/][^\\/]+$/.test(path);

/** Addresses that are never pages: a missing one is said to be missing. Others may hold dots, as tags do. */
const NO_PAGE =
  /^\/(api|assets|docs|socket\.io)(\/|$)|\.(css|html|ico|jpg|js|json|map|png|svg|txt|webmanifest|webp|woff2?)$/i;

function wantsPage(request: FastifyRequest): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return reads && !NO_PAGE.test(request.url.split('?')[0] ?? '');
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(NOT_BUILT);
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Plantroom</title>
<h1>The screens have not been built yet</h1>
<p>The gateway is running. Build the screens once with <code>npm run build</code>, then start the gateway again.</p>
<h1 lang="zh">界面尚未构建</h1>
<p lang="zh">网关正在运行。请执行一次 <code>npm run build</code> 构建界面，然后重新启动网关。</p>
<p><a href="/docs">API</a></p>
</html>
`;
