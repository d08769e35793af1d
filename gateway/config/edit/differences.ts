import { isDeepStrictEqual } from 'node:util';
import { isJsonList, isJsonMap, type Json, renderFlow } from './render-yaml.ts';

/** One thing that a new version of a file says otherwise. Null: it is not said at all. Secrets are not shown. */
export interface Difference {
  /** `equipment[CH-1].alarms.approach-high.options.high` */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

const SECRET_NAME = /password|token|secret|credential|api-?key|^key$/i;
const HIDDEN = '•••';
const LONGEST_TEXT = 300;
/** More than anybody reads through. */
const MOST_DIFFERENCES = 200;

/** What two versions of a site file say differently, in the order of the newer one. */
export function differencesOf(before: Json | undefined, after: Json | undefined): readonly Difference[] {
  return [...compare('', before, after)].slice(0, MOST_DIFFERENCES);
}

function* compare(path: string, before: Json | undefined, after: Json | undefined): Generator<Difference> {
  if (isDeepStrictEqual(before, after)) return;
  if (isJsonMap(before) && isJsonMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* compare(path === '' ? key : `${path}.${key}`, before[key], after[key]);
    }
    return;
  }
  if (isJsonList(before) && isJsonList(after)) {
    const [old, fresh] = [byName(before), byName(after)];
    for (const name of new Set([...old.keys(), ...fresh.keys()])) {
      yield* compare(`${path}[${name}]`, old.get(name), fresh.get(name));
    }
    return;
  }
  yield { path, before: show(path, before), after: show(path, after) };
}

/** Entries by their id, or by their place where they have none. */
function byName(list: readonly Json[]): ReadonlyMap<string, Json> {
  return new Map(
    list.map((item, index) => [isJsonMap(item) && item.id !== undefined ? String(item.id) : String(index), item]),
  );
}

function show(path: string, value: Json | undefined): string | null {
  if (value === undefined) return null;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (SECRET_NAME.test(name)) return HIDDEN;
  const text = typeof value === 'string' ? value : renderFlow(withoutSecrets(value));
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function withoutSecrets(value: Json): Json {
  if (isJsonList(value)) return value.map(withoutSecrets);
  if (!isJsonMap(value)) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, SECRET_NAME.test(key) ? HIDDEN : withoutSecrets(item)] as const,
  );
  return Object.fromEntries(entries);
}
