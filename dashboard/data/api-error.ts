import type { Problem } from '../../gateway/contract/resources.ts';

/** A failed request: the gateway's code, or `NETWORK` when it could not be reached at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;
  readonly detail: string | undefined;

  constructor(code: string, status: number, detail?: string, options?: ErrorOptions) {
    super(detail ?? code, options);
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

/** The code of a failure, whatever was thrown. */
export const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'INTERNAL');

/** Reads an RFC 9457 body; an answer of another kind (a proxy's page) becomes `INTERNAL` with its status. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: Partial<Problem> = await response.json().catch(() => ({}));
  return new ApiError(typeof body.code === 'string' ? body.code : 'INTERNAL', response.status, body.detail);
}
