import type { FastifyInstance } from 'fastify';

/** What a file may be said to be; what it is the store finds out. */
export const FILE_TYPES: ReadonlySet<string> = new Set([
  'application/octet-stream',
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
]);

/**
 * Bodies are JSON; an empty one is an empty object. A form, which another site's page could send without asking, reaches only the
 * routes that say so (handle-errors.ts), and so do the bytes of a file, which are handed on as they come.
 */
export function addBodyParsers(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.decorateRequest('sentText');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.config.contract?.isSigned) request.sentText = String(body);
    if (body === '') done(null, {});
    else parse(request, String(body), done);
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  // A sender who is refused in the middle still gets the answer: the connection is not cut when nobody reads on.
  app.addContentTypeParser([...FILE_TYPES], (_request, body, done) => {
    done(null, body.iterator({ destroyOnReturn: false }));
  });
}
