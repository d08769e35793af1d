import { z } from 'zod';
import { type Priority, priority } from '../../domain/alarm.ts';
import { isGood } from '../../domain/quality.ts';
import { localText } from '../../domain/text.ts';
import type { ConditionDefinition, Explanation } from '../../ports/condition.ts';
import { NORMAL, UNKNOWN } from '../band.ts';

const codeEntry = z.strictObject({
  text: localText.meta({ description: 'What the maker says the code means' }),
  priority: priority.default('P3'),
  cause: localText.optional(),
  action: localText.optional(),
});

const options = z.strictObject({
  clear: z.array(z.int()).min(1).max(20).default([0]).meta({ description: 'Values that mean "no fault"' }),
  codes: z
    .record(z.string().regex(/^-?\d{1,10}$/, 'a whole number'), codeEntry)
    .refine((codes) => Object.keys(codes).length <= 2_000, 'at most 2000 codes')
    .meta({ description: 'By code. A code that is not here is an alarm of P3, too' }),
});
type FaultCodeOptions = z.infer<typeof options>;

const UNMAPPED: Priority = 'P3';

/** Mild ones first. */
const PRIORITIES: readonly Priority[] = ['P4', 'P3', 'P2', 'P1'];

/** The number by which a controller says what is wrong with it. How urgent that is depends on the code; a more urgent one is told anew. */
export const faultCode: ConditionDefinition<FaultCodeOptions> = {
  kind: 'fault-code',
  title: { en: 'Fault code', zh: '故障代码' },
  optionsSchema: options,
  levels: ({ codes }) => PRIORITIES.filter((one) => isUsed(codes, one)),
  explain: ({ codes }, value) => explanationOf(codes, value),
  judge({ clear, codes }, { value, quality }) {
    if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
    if (clear.includes(value)) return NORMAL;
    return { zone: 'alarm', limit: null, level: levelOf(codes, priorityOf(codes, value)) };
  },
};

type Codes = FaultCodeOptions['codes'];

const codeOf = (codes: Codes, value: number) => (Object.hasOwn(codes, value) ? codes[String(value)] : undefined);

const priorityOf = (codes: Codes, value: number): Priority => codeOf(codes, value)?.priority ?? UNMAPPED;

function isUsed(codes: Codes, wanted: Priority): boolean {
  if (wanted === UNMAPPED) return true;
  for (const code in codes) if (codes[code]?.priority === wanted) return true;
  return false;
}

/** Its place among the priorities that are used. */
function levelOf(codes: Codes, wanted: Priority): number {
  let level = 0;
  for (const one of PRIORITIES) {
    if (one === wanted) return level;
    if (isUsed(codes, one)) level++;
  }
  return level;
}

function explanationOf(codes: Codes, value: number): Explanation {
  const code = codeOf(codes, value);
  if (!code)
    return {
      text: { en: `unmapped fault code ${value}`, zh: `未收录的故障代码 ${value}` },
      cause: undefined,
      action: undefined,
    };
  const { text, cause, action } = code;
  return { text: { en: `${value} ${text.en}`, zh: `${value} ${text.zh}` }, cause, action };
}
