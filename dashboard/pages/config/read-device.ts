import type { SiteEdit, WireSettingForm, WireTemplate } from '../../data/config-api.ts';
import { readSettings } from './read-settings.ts';

/** Instead of the id of a connection: one that is made with the device. */
export const NEW_CONNECTION = '+';

export interface DeviceForms {
  readonly template: WireTemplate;
  readonly device: WireSettingForm;
  /** Of the way that was chosen for a new connection. */
  readonly connection: WireSettingForm;
  /** Ids that are taken. */
  readonly taken: ReadonlySet<string>;
}

export type ReadDevice =
  | { readonly ok: true; readonly id: string; readonly edits: readonly SiteEdit[] }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** A filled-in form as edits of the site file: the machine, and the connection where it is a new one. */
export function readDevice(form: FormData, forms: DeviceForms): ReadDevice {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const wrong = new Set<string>();
  for (const name of ['nameEn', 'nameZh', 'area', 'connection']) if (text(name) === '') wrong.add(name);
  const id = text('id');
  if (!ID.test(id) || forms.taken.has(id)) wrong.add('id');
  const isNew = text('connection') === NEW_CONNECTION;
  const connection = isNew ? readConnection(form, forms, wrong) : [];
  const device = readSettings(form, forms.device, 'device.');
  for (const name of device.wrong) wrong.add(name);
  const parameters = readParameters(form, forms.template, wrong);
  if (wrong.size > 0) return { ok: false, wrong };
  const machine: SiteEdit = {
    ...{ kind: 'add-equipment', id, name: { en: text('nameEn'), zh: text('nameZh') } },
    ...{ template: forms.template.template, area: text('area') },
    connection: isNew ? text('connectionId') : text('connection'),
    ...{ device: device.values, parameters },
  };
  return { ok: true, id, edits: [...connection, machine] };
}

function readConnection(form: FormData, { template, connection }: DeviceForms, wrong: Set<string>): SiteEdit[] {
  const id = String(form.get('connectionId') ?? '').trim();
  if (!ID.test(id)) wrong.add('connectionId');
  const read = readSettings(form, connection, 'connection.');
  for (const name of read.wrong) wrong.add(name);
  return [{ kind: 'add-connection', id, driver: template.driver, settings: read.values }];
}

/** Only what differs from the template. */
function readParameters(form: FormData, { parameters }: WireTemplate, wrong: Set<string>): Record<string, number> {
  const values: Record<string, number> = {};
  for (const { name, fallback } of parameters) {
    const text = String(form.get(`parameter.${name}`) ?? '').trim();
    const value = Number(text.replace(',', '.'));
    if (text === '' || value === fallback) continue;
    if (Number.isFinite(value)) values[name] = value;
    else wrong.add(`parameter.${name}`);
  }
  return values;
}
