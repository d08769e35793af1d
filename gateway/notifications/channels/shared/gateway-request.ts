import type { Notification } from '../../../ports/channel.ts';
import { shortOf, templateVariables } from '../../short-text.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { fillTemplate, type TemplateFormat } from './gateway-template.ts';
import type { HttpRequest } from './http-line.ts';

const TYPES: Readonly<Record<TemplateFormat, string | undefined>> = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded; charset=utf-8',
  query: undefined,
};

/** What the provider is asked for one message to one number. */
export function gatewayRequest(options: GatewayOptions, message: Notification): HttpRequest {
  const { method, format } = options;
  const filled = fillTemplate(format, options.body, {
    ...templateVariables(message),
    ...{ address: message.address, priority: message.priority, id: message.id },
    text: shortOf(message, options.maxLength),
  });
  const type = TYPES[format];
  const headers = { ...options.headers, ...authorization(options), ...(type ? { 'content-type': type } : {}) };
  return {
    url: format === 'query' ? withQuery(options.url, filled) : options.url,
    method,
    headers,
    ...(type ? { body: filled } : {}),
  };
}

function authorization({ username, password, token }: GatewayOptions): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
}

function withQuery(address: string, query: string): string {
  const url = new URL(address);
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value);
  return url.href;
}
