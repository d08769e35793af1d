import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../contract/resources.ts';
import { ERRORS, type ErrorCode, PlantroomError } from '../domain/errors.ts';

/** What goes out for a failure, and whether it is ours to log. */
export interface ErrorReply {
  readonly problem: Problem;
  /** True when nobody expected it: log it, once. */
  readonly surprising: boolean;
}

/** Failures of the framework that are the caller's doing, by its code; everything else it reports with 4xx is REQUEST_INVALID. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REQUEST_WRONG_TYPE',
  FST_ERR_NOT_FOUND: 'RESOURCE_NOT_FOUND',
};

/** Problem of a coded refusal (RFC 9457). */
export function problemOf(code: ErrorCode, detail?: string, errors?: Problem['errors']): Problem {
  const { status, title } = ERRORS[code];
  return {
    type: `urn:plantroom:error:${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The one place where something thrown becomes an answer. What nobody expected says nothing about its cause. */
export function errorReply(error: unknown): ErrorReply {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      path: `${error.validationContext ?? ''}${issue.instancePath}`.replace(/\/$/, ''),
      message: issue.message ?? 'invalid',
    }));
    return { problem: problemOf('REQUEST_INVALID', undefined, errors), surprising: false };
  }
  if (error instanceof PlantroomError) {
    return { problem: problemOf(error.code, error.detail), surprising: ERRORS[error.code].status >= 500 };
  }
  const code = frameworkCode(error);
  return code ? { problem: problemOf(code), surprising: false } : { problem: problemOf('INTERNAL'), surprising: true };
}

function frameworkCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return FRAMEWORK_CODES[code] ?? (status >= 400 && status < 500 ? 'REQUEST_INVALID' : undefined);
}
