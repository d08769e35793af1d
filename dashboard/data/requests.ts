import { ApiError, errorOf } from './api-error.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Requests to the gateway, below one address. Every method throws ApiError. */
export interface Requests {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>;
  /** With a key of its own, so that a repeat by the network does it once. */
  post<T>(path: string, body: unknown, key?: string): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  /** Posts a file as it is. */
  send<T>(path: string, content: Blob): Promise<T>;
  remove<T = void>(path: string): Promise<T>;
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** `fetch` and the maker of idempotency keys are handed in. */
export function createRequests(fetcher: typeof fetch, newKey: () => string, base: string): Requests {
  async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetcher(`${base}${path}`, { credentials: 'same-origin', ...init }).catch(
      (cause: unknown) => {
        throw new ApiError('NETWORK', 0, undefined, { cause });
      },
    );
    if (!response.ok) throw await errorOf(response);
    return response.status === 204 ? (undefined as T) : response.json();
  }
  return {
    get: (path, query = {}, signal) => request(withQuery(path, query), signal ? { signal } : {}),
    post: (path, body, key = newKey()) => {
      const headers = { ...JSON_TYPE, 'idempotency-key': key };
      return request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
    patch: (path, body) => request(path, { method: 'PATCH', headers: JSON_TYPE, body: JSON.stringify(body) }),
    put: (path, body) => request(path, { method: 'PUT', headers: JSON_TYPE, body: JSON.stringify(body) }),
    send: (path, content) => {
      const headers = { 'content-type': content.type || 'application/octet-stream' };
      return request(path, { method: 'POST', headers, body: content });
    },
    remove: (path) => request(path, { method: 'DELETE' }),
  };
}
