import { expect, test } from 'vitest';
import type { WireSettingForm, WireTemplate } from '../../data/config-api.ts';
import { type DeviceForms, NEW_CONNECTION, readDevice } from './read-device.ts';

const text = (en: string) => ({ en, zh: en });

const UNIT: WireSettingForm['fields'][number] = {
  ...{ name: 'unit', type: 'number', isRequired: false, isSecret: false, choices: [], fallback: '1', hint: null },
};
const HOST: typeof UNIT = { ...UNIT, name: 'host', type: 'text', isRequired: true, fallback: null };

const TEMPLATE: WireTemplate = {
  ...{ template: 'acme-p1', title: text('Pump'), maker: 'Acme', model: 'P1', class: 'pump', system: 'water' },
  ...{ driver: 'modbus', evidence: 'verified', points: 1, alarms: 0, sources: [] },
  parameters: [{ name: 'rated', title: text('Rated'), unit: 'A', fallback: 400 }],
  ...{ pointList: [], alarmList: [], connection: [], device: [] },
};
const FORMS: DeviceForms = {
  ...{ template: TEMPLATE, device: { title: '', fixed: {}, fields: [UNIT] }, taken: new Set(['P-1']) },
  connection: { title: 'tcp', fixed: { transport: 'tcp' }, fields: [HOST] },
};

function form(entries: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  const usual = { id: 'P-9', nameEn: 'Pump 9', nameZh: '9#水泵', area: 'B1', connection: 'bus-1' };
  for (const [name, value] of Object.entries({ ...usual, ...entries })) data.set(name, value);
  return data;
}

test('a machine on a connection that is there says only what differs', () => {
  expect(readDevice(form({ 'device.unit': ' 9 ', 'parameter.rated': '400' }), FORMS)).toEqual({
    ok: true,
    id: 'P-9',
    edits: [
      {
        ...{ kind: 'add-equipment', id: 'P-9', name: { en: 'Pump 9', zh: '9#水泵' }, template: 'acme-p1', area: 'B1' },
        ...{ connection: 'bus-1', device: { unit: 9 }, parameters: {} },
      },
    ],
  });
});

test('a new connection comes before the machine on it', () => {
  const given = { connection: NEW_CONNECTION, connectionId: 'bus-2', 'connection.host': '10.0.0.2' };
  expect(readDevice(form(given), FORMS)).toMatchObject({
    edits: [
      { kind: 'add-connection', id: 'bus-2', driver: 'modbus', settings: { transport: 'tcp', host: '10.0.0.2' } },
      { kind: 'add-equipment', connection: 'bus-2' },
    ],
  });
});

test('says which fields cannot be taken', () => {
  const given = { id: 'P-1', nameZh: '', 'device.unit': 'nine', 'parameter.rated': 'x', connection: NEW_CONNECTION };
  const read = readDevice(form(given), FORMS);
  expect(read).toEqual({
    ok: false,
    wrong: new Set(['nameZh', 'id', 'connectionId', 'connection.host', 'device.unit', 'parameter.rated']),
  });
});
