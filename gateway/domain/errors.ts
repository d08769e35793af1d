/** How a coded failure is answered over HTTP, and whether asking again can help. */
interface ErrorEntry {
  readonly status: number;
  readonly retry: boolean;
  readonly title: string;
}

/**
 * Every failure a caller can be told about, by code: area, then reason.
 * The reference in gateway/contract/README.md is generated from this table.
 */
export const ERRORS = {
  AUTH_REQUIRED: { status: 401, retry: false, title: 'Sign in first' },
  AUTH_WRONG_CREDENTIALS: { status: 401, retry: false, title: 'Wrong user name or password' },
  AUTH_TOO_MANY_ATTEMPTS: { status: 429, retry: true, title: 'Too many attempts; wait' },
  AUTH_FORBIDDEN: { status: 403, retry: false, title: 'This role may not do that' },
  AUTH_CROSS_ORIGIN: { status: 403, retry: false, title: 'The request came from another site' },
  AUTH_SECOND_PERSON: { status: 403, retry: false, title: 'The second person must be another one who may do that' },
  REQUEST_INVALID: { status: 400, retry: false, title: 'The request does not match its schema' },
  REQUEST_TOO_LARGE: { status: 413, retry: false, title: 'The request is too large' },
  REQUEST_WRONG_TYPE: { status: 415, retry: false, title: 'The body must be JSON' },
  REQUEST_TOO_MANY: { status: 429, retry: true, title: 'Too many requests at once; wait' },
  REQUEST_CONFLICTING_REPEAT: { status: 422, retry: false, title: 'This idempotency key was used for another request' },
  RESOURCE_NOT_FOUND: { status: 404, retry: false, title: 'No such resource' },
  ALARM_NOT_FOUND: { status: 404, retry: false, title: 'No such alarm' },
  ALARM_STALE_OCCURRENCE: { status: 409, retry: false, title: 'The alarm has come again since; look at it first' },
  ALARM_OCCURRENCE_NEEDED: { status: 400, retry: false, title: 'An urgent alarm is acknowledged by its occurrence' },
  ALARM_EPISODE_CLOSED: { status: 409, retry: false, title: 'This alarm is closed' },
  ALARM_NOTE_REQUIRED: { status: 400, retry: false, title: 'This needs a note that says why' },
  ALARM_CONFIRM_REFUSED: { status: 409, retry: false, title: 'The alarm cannot be confirmed now' },
  ALARM_RESET_REFUSED: { status: 409, retry: false, title: 'The alarm cannot be reset now' },
  ALARM_SHELVE_REFUSED: { status: 403, retry: false, title: 'This alarm may not be shelved like that' },
  ALARM_ALREADY_SHELVED: { status: 409, retry: false, title: 'The alarm is shelved already' },
  ALARM_NOT_SHELVED: { status: 409, retry: false, title: 'The alarm is not shelved' },
  ALARM_SECOND_PERSON: { status: 403, retry: false, title: 'A safety alarm needs a second person for that' },
  ALARM_REVIEW_REFUSED: { status: 400, retry: false, title: 'It must be looked at again within 30 days' },
  ALARM_OUT_OF_SERVICE: { status: 409, retry: false, title: 'The alarm is out of service or disabled already' },
  ALARM_IN_SERVICE: { status: 409, retry: false, title: 'The alarm is in service' },
  WORK_ORDER_NOT_FOUND: { status: 404, retry: false, title: 'No such work order' },
  WORK_ORDER_TRANSITION_REFUSED: { status: 409, retry: false, title: 'The work order cannot take that step now' },
  WORK_ORDER_CHANGED: { status: 409, retry: false, title: 'The work order has changed since; look at it first' },
  WORK_ORDER_INCOMPLETE: { status: 400, retry: false, title: 'The work order still needs something for that' },
  WORK_ORDER_NOT_YOURS: { status: 403, retry: false, title: 'Somebody else has to take that step' },
  RECORD_NOT_FOUND: { status: 404, retry: false, title: 'No such record' },
  RECORD_CHANGED: { status: 409, retry: false, title: 'The record has changed since; look at it first' },
  RECORD_STEP_REFUSED: { status: 409, retry: false, title: 'The record cannot take that step now' },
  FILE_NOT_FOUND: { status: 404, retry: false, title: 'No such file was attached' },
  FILE_TOO_LARGE: { status: 413, retry: false, title: 'A file may have 10 MB at most' },
  FILE_KIND_REFUSED: { status: 415, retry: false, title: 'Only pictures (JPEG, PNG, WebP) and PDF can be attached' },
  DUTY_ROTATION_NOT_FOUND: { status: 404, retry: false, title: 'No rotation has that id' },
  DUTY_PERSON_NOT_FOUND: { status: 404, retry: false, title: 'Nobody in the duty plan has that id' },
  DUTY_OVERRIDE_NOT_FOUND: { status: 404, retry: false, title: 'No such change of the duty' },
  DUTY_OVERRIDE_REFUSED: { status: 409, retry: false, title: 'The duty cannot be changed like that' },
  CHANNEL_NOT_FOUND: { status: 404, retry: false, title: 'No channel has that id' },
  CHANNEL_TEST_NO_ADDRESS: { status: 409, retry: false, title: 'You have no address in this channel' },
  PUSH_UNAVAILABLE: { status: 409, retry: false, title: 'This site has no channel of push notifications' },
  PUSH_SERVICE_REFUSED: { status: 400, retry: false, title: 'This push service is not allowed on this site' },
  HOOK_REFUSED: { status: 401, retry: false, title: 'This hook is not known, or its secret or signature is wrong' },
  POINT_NOT_FOUND: { status: 404, retry: false, title: 'No point has that tag' },
  EQUIPMENT_NOT_FOUND: { status: 404, retry: false, title: 'No equipment has that id' },
  WRITE_DISABLED: { status: 409, retry: false, title: 'Writing to the plant is switched off on this site' },
  WRITE_READ_ONLY: { status: 409, retry: false, title: 'This point is read-only' },
  WRITE_NOT_ALLOWED: { status: 403, retry: false, title: 'This role may not set this point' },
  WRITE_OUT_OF_RANGE: { status: 400, retry: false, title: 'This point may not be set to that value' },
  WRITE_BUSY: { status: 409, retry: true, title: 'This point is being set at the moment' },
  WRITE_TOO_SOON: { status: 409, retry: true, title: 'This point was set a short time ago; wait' },
  WRITE_PRESENT_UNKNOWN: { status: 409, retry: true, title: 'The present value is not known; nothing was sent' },
  WRITE_PRESENT_CHANGED: { status: 409, retry: false, title: 'The present value has changed since; look at it first' },
  WRITE_PRECONDITION: { status: 409, retry: true, title: 'What must hold before this point is set does not hold' },
  WRITE_TOKEN_INVALID: { status: 409, retry: false, title: 'This confirmation is too late or was used; begin again' },
  WRITE_UNRECORDED: { status: 503, retry: true, title: 'Nothing was sent, because it could not be recorded first' },
  ACCOUNT_NAME_TAKEN: { status: 409, retry: false, title: 'That user name exists already' },
  ACCOUNT_LAST_ADMIN: { status: 409, retry: false, title: 'The last administrator cannot be removed' },
  STORE_UNAVAILABLE: { status: 503, retry: true, title: 'The store cannot be written at the moment' },
  STORE_TOO_NEW: { status: 503, retry: false, title: 'The data were written by a newer version of this program' },
  HISTORY_UNAVAILABLE: { status: 503, retry: true, title: 'History cannot be read at the moment' },
  HISTORY_SOURCE_FAILED: { status: 503, retry: true, title: 'Older history cannot be read from its database now' },
  SINK_NOT_FOUND: { status: 404, retry: false, title: 'No sink has that id' },
  SINK_CANNOT_REPEAT: { status: 409, retry: false, title: 'This sink cannot be sent the past again' },
  METER_TIME_REFUSED: { status: 409, retry: false, title: 'The meter cannot have been exchanged at that time' },
  METER_FINAL_REFUSED: { status: 409, retry: false, title: 'The final reading does not fit those before it' },
  METER_START_REFUSED: { status: 409, retry: false, title: 'The start reading does not fit those after it' },
  METER_REPLACEMENT_NOT_FOUND: { status: 404, retry: false, title: 'No such exchange of a meter was declared' },
  COUNTER_JUMP_NOT_FOUND: { status: 404, retry: false, title: 'This counter did not jump at that time' },
  FIELD_UNREACHABLE: { status: 503, retry: true, title: 'The device or server cannot be reached' },
  CONFIG_INVALID: { status: 400, retry: false, title: 'The configuration has mistakes' },
  CONFIG_CHANGED: { status: 409, retry: false, title: 'The site file has changed since; look at it first' },
  CONFIG_READ_ONLY: { status: 409, retry: false, title: 'The site file cannot be changed from here' },
  BACKUP_DAMAGED: { status: 500, retry: false, title: 'This backup is not whole' },
  DATA_FOLDER_IN_USE: { status: 409, retry: false, title: 'Another gateway is using this data folder' },
  WEB_ADDRESS_UNAVAILABLE: { status: 503, retry: true, title: 'The web server cannot listen at this address' },
  INTERNAL: { status: 500, retry: false, title: 'Unexpected failure; it has been logged' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** A surprise, or a refusal that leaves a function by throwing. `detail` may be shown to the caller; `cause` is only logged. */
export class PlantroomError extends Error {
  override readonly name = 'PlantroomError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${ERRORS[code].title}: ${detail}` : ERRORS[code].title, options);
    this.code = code;
    this.detail = detail;
  }
}

/** An expected refusal as a value. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail?: string };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (code: ErrorCode, detail?: string): Outcome<never> => ({
  ok: false,
  code,
  ...(detail ? { detail } : {}),
});
