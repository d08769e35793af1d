import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../contract/routes.ts';
import { openApiDocument } from './openapi.ts';

/** `/docs` and `/docs/json`: the route table as OpenAPI 3.1, readable by anybody and saying nothing about this site. */
export async function serveDocs(app: FastifyInstance, version: string): Promise<void> {
  const document = openApiDocument(ROUTES, version);
  await app.register(swagger, { mode: 'static', specification: { document } });
  await app.register(swaggerUi, { routePrefix: '/docs', uiConfig: { docExpansion: 'none', tryItOutEnabled: false } });
}
