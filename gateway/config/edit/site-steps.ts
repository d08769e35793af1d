import type { SiteEdit } from '../../domain/site-edit.ts';
import type { Path } from '../mistakes.ts';
import { type EditStep, valueAt } from './edit-step.ts';
import { isJsonList, isJsonMap, type Json, type JsonMap } from './render-yaml.ts';
import { plainText, secretReference } from './yaml-scalar.ts';

/** Why an edit cannot be made, before anybody has looked at what it says. `path`: what it was about. */
export interface EditRefusal {
  readonly why: 'not-found' | 'exists' | 'by-hand';
  readonly path: string;
}

export type StepsOfEdit =
  | { readonly ok: true; readonly steps: readonly EditStep[] }
  | { readonly ok: false; readonly refusal: EditRefusal };

/** Where the secrets of an edit have been put: by name the path that the site file refers to. */
export type SecretPlaces = Readonly<Record<string, string>>;

/** What an edit means for a file that says this. What was asked and is so already needs no steps. */
export function siteSteps(root: Json, edit: SiteEdit, secrets: SecretPlaces = {}): StepsOfEdit {
  switch (edit.kind) {
    case 'add-area':
      return add(root, ['areas'], { id: edit.id, name: edit.name });
    case 'add-connection':
      return add(root, ['connections'], { id: edit.id, driver: edit.driver, ...edit.settings });
    case 'add-equipment':
      return add(root, ['equipment'], equipmentEntry(edit));
    case 'rename-equipment':
      return merge(root, ['equipment'], edit.equipment, { name: edit.name });
    case 'remove-equipment':
      return removeMachine(root, edit.equipment);
    case 'change-alarm':
      return merge(root, ['equipment'], edit.equipment, { alarms: { [edit.alarm]: { ...edit.change } } });
    case 'put-channel':
      return put(root, ['notifications', 'channels'], edit.id, edit.settings, secrets);
    case 'put-on-call':
      return put(root, ['onCall', edit.list], edit.id, edit.entry);
    case 'remove-on-call':
      return remove(root, ['onCall', edit.list], edit.id);
    case 'change-on-call':
      return done([{ step: 'merge', path: ['onCall'], change: typed(edit.change, valueAt(root, ['onCall'])) }]);
    case 'arrange-display':
      return done([{ step: 'merge', path: ['site'], change: { display: { order: { [edit.system]: edit.order } } } }]);
  }
}

const DISPLAY_ORDER = ['site', 'display', 'order'] as const;

const done = (steps: readonly EditStep[]): StepsOfEdit => ({ ok: true, steps });
const refuse = (why: EditRefusal['why'], path: Path): StepsOfEdit => ({
  ok: false,
  refusal: { why, path: path.join('.') },
});

function equipmentEntry(edit: Extract<SiteEdit, { kind: 'add-equipment' }>): JsonMap & { readonly id: string } {
  const { id, name, template, area, connection, device, parameters } = edit;
  const entry = { id, name, template, area, connection, device };
  return Object.keys(parameters).length > 0 ? { ...entry, parameters } : entry;
}

/** Another entry; the same again changes nothing. */
function add(root: Json, list: Path, entry: JsonMap & { readonly id: string }): StepsOfEdit {
  const value = typedNew(entry);
  const index = indexOf(root, list, entry.id);
  if (index === undefined) return done([{ step: 'append', path: list, value }]);
  return sameJson(valueAt(root, [...list, index]), value) ? done([]) : refuse('exists', [...list, entry.id]);
}

function merge(root: Json, list: Path, id: string, change: JsonMap): StepsOfEdit {
  const index = indexOf(root, list, id);
  if (index === undefined) return refuse('not-found', [...list, id]);
  const path = [...list, index];
  return done([{ step: 'merge', path, change: typed(change, valueAt(root, path)) }]);
}

function remove(root: Json, list: Path, id: string): StepsOfEdit {
  const index = indexOf(root, list, id);
  return done(index === undefined ? [] : [{ step: 'remove', path: [...list, index] }]);
}

/** With its places on displays, which nobody would look for. */
function removeMachine(root: Json, id: string): StepsOfEdit {
  const removed = remove(root, ['equipment'], id);
  const order = valueAt(root, [...DISPLAY_ORDER]);
  if (!removed.ok || !isJsonMap(order)) return removed;
  const shorter = Object.entries(order).flatMap(([system, ids]) =>
    isJsonList(ids) && ids.includes(id) ? [[system, orNull(ids.filter((one) => one !== id))] as const] : [],
  );
  if (shorter.length === 0) return removed;
  const change = { display: { order: Object.fromEntries(shorter) } };
  return done([...removed.steps, { step: 'merge', path: ['site'], change }]);
}

const orNull = (list: readonly Json[]): Json => (list.length > 0 ? list : null);

function put(root: Json, list: Path, id: string, entry: JsonMap, secrets: SecretPlaces = {}): StepsOfEdit {
  const references = Object.fromEntries(
    Object.entries(secrets).map(([name, path]) => [name, secretReference(path)] as const),
  );
  const index = indexOf(root, list, id);
  const { id: _, ...rest } = entry;
  if (index === undefined) {
    const value = typedNew({ id, ...withoutNull(rest) });
    return done([{ step: 'append', path: list, value: { ...value, ...references } }]);
  }
  const path = [...list, index];
  const change = typed(rest, valueAt(root, path));
  return done([{ step: 'merge', path, change: { ...change, ...references } }]);
}

function indexOf(root: Json, list: Path, id: string): number | undefined {
  const entries = valueAt(root, list);
  if (!isJsonList(entries)) return undefined;
  const index = entries.findIndex((entry) => isJsonMap(entry) && entry.id === id);
  return index < 0 ? undefined : index;
}

/** Of what is not there yet nothing can be taken away. */
const withoutNull = (map: JsonMap): JsonMap =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => {
      if (value === null) return [];
      return [[key, isJsonMap(value) ? withoutNull(value) : value] as const];
    }),
  );

/** What was typed, as the file has to say it; a text that stands there already like that stays, reference or not. */
function typed(change: JsonMap, present: Json | undefined): JsonMap {
  const entries = Object.entries(change).map(
    ([key, value]) => [key, typedValue(value, isJsonMap(present) ? present[key] : undefined)] as const,
  );
  return Object.fromEntries(entries);
}

function typedValue(value: Json, present: Json | undefined): Json {
  if (typeof value === 'string') return value === present ? value : plainText(value);
  if (isJsonMap(value)) return typed(value, present);
  if (!isJsonList(value)) return value;
  return value.map((item, index) => typedValue(item, counterpart(item, index, present)));
}

/** Of an entry with an id the one that has it, else the one in the same place. */
function counterpart(item: Json, index: number, list: Json | undefined): Json | undefined {
  if (!isJsonList(list)) return undefined;
  if (!isJsonMap(item) || item.id === undefined) return list[index];
  return list.find((other) => isJsonMap(other) && other.id === item.id);
}

const typedNew = <T extends JsonMap>(value: T): JsonMap => typed(value, undefined);

const sameJson = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
