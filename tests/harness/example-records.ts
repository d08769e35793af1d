import { z } from 'zod';
import type { NewRecordEvent, RecordDraft, RecordShape, RecordStep } from '../../gateway/domain/duty/record.ts';
import { done, type Outcome } from '../../gateway/domain/errors.ts';

/** A kind for tests: a paper with lines. */
export const PAPER: RecordShape<{ lines: string[]; added: string }> = {
  kind: 'complaint',
  body: z.strictObject({ lines: z.array(z.string()), added: z.string().default('later') }),
};
export type Paper = z.infer<typeof PAPER.body>;

export const recordEvent = (change: Partial<NewRecordEvent> = {}): NewRecordEvent => ({
  ...{ at: 1000, actor: 'wang', via: 'screen', type: 'opened', note: null, detail: null, deviceAt: null },
  ...change,
});

export const paperDraft = (key: string, change: Partial<RecordDraft<Paper>> = {}): RecordDraft<Paper> => ({
  ...{ key, subject: 'P-1', at: 1000, dueAt: null, body: { lines: [], added: 'now' }, event: recordEvent() },
  ...change,
});

/** Adds a line. */
export const withLine =
  (line: string, change: Partial<RecordStep<Paper>> = {}) =>
  ({ body }: { readonly body: Paper }): Outcome<RecordStep<Paper>> =>
    done({
      ...{ state: 'open', dueAt: null, body: { ...body, lines: [...body.lines, line] } },
      event: recordEvent({ type: 'filled', detail: { line } }),
      ...change,
    });
