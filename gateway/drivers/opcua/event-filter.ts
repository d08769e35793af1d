import { shownText } from './decode-text.ts';
import type { OpcuaLibrary } from './library.ts';

const VALUE_ATTRIBUTE = 13;
const NODE_ID_ATTRIBUTE = 1;
const LONGEST_NAME = 4000;

/** Event types by number (Part 9, 5.5 to 5.11, and Part 5, 6.4): each field is asked for by the type that has it. */
const BASE_EVENT = 2041;
const CONDITION = 2782;
const ACKNOWLEDGEABLE = 2881;
const ALARM = 2915;
const REFRESH_START = 'ns=0;i=2787';
const REFRESH_END = 'ns=0;i=2788';
const REFRESH_REQUIRED = 'ns=0;i=2789';
const QUEUE_OVERFLOW = 'ns=0;i=3035';

/** What is asked of every event, in the order in which the fields come. */
const FIELDS = [
  { type: BASE_EVENT, path: ['EventType'] },
  { type: BASE_EVENT, path: ['SourceNode'] },
  { type: BASE_EVENT, path: ['SourceName'] },
  { type: BASE_EVENT, path: ['Time'] },
  { type: BASE_EVENT, path: ['Message'] },
  { type: BASE_EVENT, path: ['Severity'] },
  { type: CONDITION, path: [] }, // the condition's own node id (Part 9, 5.5.2.13)
  { type: CONDITION, path: ['ConditionName'] },
  { type: CONDITION, path: ['BranchId'] },
  { type: CONDITION, path: ['Retain'] },
  { type: CONDITION, path: ['EnabledState', 'Id'] },
  { type: ACKNOWLEDGEABLE, path: ['AckedState', 'Id'] },
  { type: ALARM, path: ['ActiveState', 'Id'] },
] as const;

/** A state a condition of the server has taken. */
export interface ConditionEvent {
  readonly kind: 'condition';
  /** Node id of the condition, with today's namespace index. */
  readonly condition: string;
  /** Node id of a former state that still waits for somebody; empty for the present one. */
  readonly branch: string;
  readonly sourceNode: string;
  readonly sourceName: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly isAcknowledged: boolean;
  /** 1 to 1000; 0 when the server does not say. */
  readonly severity: number;
  readonly message: string;
  readonly time: Date | null;
  /** The server would tell it again in a refresh. */
  readonly isRetained: boolean;
}

export type ServerEvent =
  | ConditionEvent
  | {
      readonly kind: 'refresh-start' | 'refresh-end' | 'refresh-required' | 'overflow' | 'other';
      readonly time: Date | null;
    };

interface Variant {
  readonly dataType: number;
  readonly value: unknown;
}

/** The filter that makes the server send the fields of FIELDS. */
export function eventFilter({
  EventFilter,
  SimpleAttributeOperand,
}: OpcuaLibrary): InstanceType<OpcuaLibrary['EventFilter']> {
  const selectClauses = FIELDS.map(
    ({ type, path }) =>
      new SimpleAttributeOperand({
        typeDefinitionId: `ns=0;i=${type}`,
        browsePath: path.map((name) => ({ namespaceIndex: 0, name })),
        attributeId: path.length === 0 ? NODE_ID_ATTRIBUTE : VALUE_ATTRIBUTE,
      }),
  );
  return new EventFilter({ selectClauses });
}

/** What an event says; `fields` in the order of the filter. Never throws: fields may be missing or of any type. */
export function decodeEvent(fields: readonly (Variant | null | undefined)[]): ServerEvent {
  const [
    type,
    sourceNode,
    sourceName,
    time,
    message,
    severity,
    condition,
    name,
    branch,
    retain,
    enabled,
    acked,
    active,
  ] = fields.map((field) => field?.value);
  const at = time instanceof Date ? time : null;
  const kind = KINDS.get(nodeIdOf(type));
  if (kind !== undefined) return { kind, time: at };
  const conditionId = nodeIdOf(condition);
  if (conditionId === '') return { kind: 'other', time: at };
  // A condition without an active state (a mere notice) is active as long as it is of interest; one that nobody can
  // acknowledge counts as acknowledged; a disabled one is of no interest (Part 9, 5.5.2).
  const isEnabled = enabled !== false;
  const isActive = isEnabled && (typeof active === 'boolean' ? active : retain === true);
  return {
    kind: 'condition',
    condition: conditionId,
    branch: nodeIdOf(branch),
    sourceNode: nodeIdOf(sourceNode),
    sourceName: typeof sourceName === 'string' ? sourceName.slice(0, LONGEST_NAME) : '',
    name: typeof name === 'string' ? name.slice(0, LONGEST_NAME) : '',
    isActive,
    isAcknowledged: acked !== false,
    severity: typeof severity === 'number' ? severity : 0,
    message: shownText(textOf(message)),
    time: at,
    isRetained: isEnabled && (retain === true || isActive),
  };
}

const KINDS: ReadonlyMap<string, Exclude<ServerEvent['kind'], 'condition' | 'other'>> = new Map([
  [REFRESH_START, 'refresh-start'],
  [REFRESH_END, 'refresh-end'],
  [REFRESH_REQUIRED, 'refresh-required'],
  [QUEUE_OVERFLOW, 'overflow'],
]);

/** Empty for anything that is no node id, and for the null node id. */
function nodeIdOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('identifierType' in value)) return '';
  const text = String(value);
  return text === 'ns=0;i=0' ? '' : text.slice(0, LONGEST_NAME);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'text') : undefined;
  return typeof text === 'string' ? text : '';
}
