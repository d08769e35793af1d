// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are written like this in a site file
import { describe, expect, it } from 'vitest';
import { loadText, METER, mistakesOf, SITE } from './load.fixtures.ts';

/** [what is wrong, text replaced, by what, the one mistake expected] */
type Case = readonly [name: string, from: string, to: string, mistake: string];

const SITE_CASES: readonly Case[] = [
  [
    'a number out of its range',
    'port: 1502',
    'port: 70000',
    '13:11 connections[0].port: 70000 is not allowed; allowed: whole number 1–65535',
  ],
  [
    'a number that is none',
    'port: 1502',
    'port: .nan',
    '13:11 connections[0].port: NaN is not allowed; allowed: whole number 1–65535',
  ],
  [
    'a misspelt key that chooses the alternative',
    'transport: tcp',
    'transprot: tcp',
    '11:5 connections[0].transprot: unknown key "transprot"; did you mean "transport"?',
  ],
  [
    'a key nobody knows',
    'port: 1502',
    'colour: red',
    '13:5 connections[0].colour: unknown key "colour"; allowed: transport, host, port',
  ],
  [
    'a choice that does not exist',
    'transport: tcp',
    'transport: udp',
    '11:16 connections[0].transport: "udp" is not allowed; allowed: tcp, rtu',
  ],
  ['a missing key', '    host: 127.0.0.1\n', '', '9:5 connections[0].host: is missing; allowed: text'],
  ['another version', 'version: 1', 'version: 2', '1:10 version: 2 is not allowed; allowed: 1'],
  [
    'a text in one language',
    'name: { en: Tower, zh: 大厦 }',
    'name: Tower',
    '4:9 site.name: "Tower" is not allowed; allowed: a map of en, zh',
  ],
  [
    'an id with a space',
    'id: tower',
    'id: to wer',
    '3:7 site.id: "to wer" is not allowed; allowed: letters, digits, _ and -, at most 40',
  ],
  [
    'a time zone',
    'Asia/Shanghai',
    'Asia/Shanghia',
    '5:13 site.timeZone: "Asia/Shanghia" is not a time zone; allowed: a name such as Asia/Shanghai; did you mean "Asia/Shanghai"?',
  ],
  ['a key written twice', '  id: tower\n', '  id: tower\n  id: x\n', '4:3 site.id: this key stands here a second time'],
  [
    'an unknown area',
    'area: lv-room\n    connection: line\n    device: { unit: 1 }',
    'area: lv-rom\n    connection: line\n    device: { unit: 1 }',
    '18:11 equipment[0].area: unknown area "lv-rom"; did you mean "lv-room"?',
  ],
  [
    'an unknown connection',
    'connection: line\n    device: { unit: 2 }',
    'connection: lnie\n    device: { unit: 2 }',
    '26:17 equipment[1].connection: unknown connection "lnie"; did you mean "line"?',
  ],
  [
    'an unknown template',
    'template: acme-meter\n    area: lv-room\n    connection: line\n    device: { unit: 2 }',
    'template: acme-metre\n    area: lv-room\n    connection: line\n    device: { unit: 2 }',
    '24:15 equipment[1].template: unknown template "acme-metre"; did you mean "acme-meter"?',
  ],
  [
    'unknown equipment',
    'poweredBy: [F01]',
    'poweredBy: [F11, F01]',
    '28:17 equipment[1].poweredBy[0]: unknown equipment "F11"; did you mean "F01"?',
  ],
  [
    'a tie to a bus that is not there',
    'poweredBy: [F01]',
    'joins: [F11, F01]',
    '28:13 equipment[1].joins[0]: unknown equipment "F11"; did you mean "F01"?',
  ],
  [
    'a tie of a bus with itself',
    'poweredBy: [F01]',
    'joins: [F01, F01]',
    '28:12 equipment[1].joins: joins "F01" with itself',
  ],
  [
    'a part of what is not there',
    'poweredBy: [F01]',
    'partOf: F11',
    '28:13 equipment[1].partOf: unknown equipment "F11"; did you mean "F01"?',
  ],
  [
    'an unknown parameter',
    'parameters: { rated: 800 }',
    'parameters: { ratde: 800 }',
    '21:19 equipment[0].parameters.ratde: unknown parameter "ratde"; did you mean "rated"?',
  ],
  [
    'an unknown alarm',
    'parameters: { rated: 800 }',
    'alarms: { overcurent: { priority: P1 } }',
    '21:15 equipment[0].alarms.overcurent: unknown alarm "overcurent"; did you mean "overcurrent"?',
  ],
  [
    'a wrong option of an alarm set by the site',
    'parameters: { rated: 800 }',
    'alarms: { overcurrent: { options: { high: many } } }',
    '21:47 equipment[0].alarms.overcurrent.options.high: "many" is not allowed; allowed: number',
  ],
  [
    'a feeding ring',
    'poweredBy: [F01]',
    'poweredBy: [F02]',
    '28:17 equipment[1].poweredBy[0]: feeds itself: F02 ← F02',
  ],
  [
    'an energy meter that is no counter',
    'total: [F01.energy]',
    'total: [F01.current]',
    '30:11 energy.total[0]: F01.current is a number, not a counter',
  ],
  [
    'an energy meter nobody has',
    'meters: [F02.energy]',
    'meters: [F02.enrgy]',
    '32:59 energy.systems[0].meters[0]: unknown point "F02.enrgy"; did you mean "F02.energy"?',
  ],
  [
    'an unknown kind of channel',
    'kind: webhook',
    'kind: webhok',
    '35:25 notifications.channels[0].kind: unknown kind of channel "webhok"; did you mean "webhook"?',
  ],
  [
    'a channel option',
    "url: 'http://127.0.0.1:9/x'",
    'url: nowhere',
    '35:39 notifications.channels[0].url: "nowhere" is not allowed; allowed: an address such as http://127.0.0.1:8086',
  ],
  [
    'an unknown driver',
    'driver: modbus',
    'driver: modbux',
    '10:13 connections[0].driver: unknown driver "modbux"; did you mean "modbus"?',
  ],
  [
    'a device setting of the wrong kind',
    'device: { unit: 1 }',
    'device: { unit: one }',
    '20:21 equipment[0].device.unit: "one" is not allowed; allowed: whole number 0–247',
  ],
  [
    'a setting among what identifies the device',
    'device: { unit: 2 }',
    'device: { unit: 2, order: ABCD }',
    '27:24 equipment[1].device.order: "order" belongs under settings, not under device',
  ],
  [
    'one device read in two ways',
    'device: { unit: 2 }',
    'device: { unit: 1 }\n    settings: { order: ABCD }',
    '27:13 equipment[1].device: line:1 is the device of F01 too, which sets order differently',
  ],
  [
    'a scan period without rest',
    'areas:',
    'scan: { fast: 0s }\nareas:',
    '6:15 scan.fast: "0s": a scan period is at least 100ms',
  ],
  [
    'a variable that is not set',
    'host: 127.0.0.1',
    'host: ${HOST}',
    '12:11 connections[0].host: environment variable HOST is not set',
  ],
  [
    'a reference that is none',
    'host: 127.0.0.1',
    'host: ${HO ST}',
    '12:11 connections[0].host: ${HO ST} is not a reference; allowed: ${NAME}, ${NAME:-default} or ${file:/path}',
  ],
  [
    'a secret file that is missing',
    'host: 127.0.0.1',
    'host: ${file:/run/x}',
    '12:11 connections[0].host: secret file /run/x cannot be read: no such file /run/x',
  ],
];

const TEMPLATE_CASES: readonly Case[] = [
  [
    'an address the driver refuses',
    'register: 10',
    'register: 70000',
    '18:26 points[0].address.register: 70000 is not allowed; allowed: whole number 0–65535',
  ],
  [
    'an alarm on an unknown point',
    'point: current',
    'point: curent',
    '28:12 alarms[0].point: unknown point "curent"; did you mean "current"?',
  ],
  [
    'an unknown condition kind',
    'kind: limit',
    'kind: limmit',
    '29:11 alarms[0].kind: unknown condition kind "limmit"; did you mean "limit"?',
  ],
  [
    'an unknown parameter',
    'high: { parameter: rated',
    'high: { parameter: ratd',
    '30:35 alarms[0].options.high.parameter: unknown parameter "ratd"; did you mean "rated"?',
  ],
  [
    'an unknown option of the condition kind',
    'deadband: 5',
    'deadband: 5, hihg: 7',
    '30:69 alarms[0].options.hihg: unknown key "hihg"; did you mean "high"?',
  ],
  [
    'an option rule of the condition kind',
    'high: { parameter: rated, times: 1.1 }, ',
    '',
    '30:14 alarms[0].options: a limit needs high or low',
  ],
  [
    'an alarm without an action',
    '    action: { en: Shed load., zh: 减负荷。 }\n',
    '',
    '27:5 alarms[0].action: is missing; allowed: a map of en, zh',
  ],
  ['a point named twice', 'name: energy', 'name: current', '21:11 points[1].name: a second point is named "current"'],
  [
    'a key point nobody has',
    'keyPoints: [current]',
    'keyPoints: [curent]',
    '13:13 keyPoints[0]: unknown point "curent"; did you mean "current"?',
  ],
  [
    'a reversed range',
    'range: [0, { parameter: rated, times: 2 }]',
    'range: [5, 1]',
    '19:12 points[0].range: the range ends before it begins',
  ],
  [
    'a rollover of what does not count',
    'scan: fast',
    'rollover: 100',
    '20:15 points[0].rollover: a number does not roll over; allowed: only with kind: counter',
  ],
  [
    'a setting the driver does not have',
    'order: CDAB',
    'odrer: CDAB',
    '10:13 settings.odrer: unknown key "odrer"; did you mean "order"?',
  ],
];

describe('a wrong site file', () => {
  for (const [name, from, to, mistake] of SITE_CASES) {
    it(`names the place of ${name}`, () => {
      expect(SITE).toContain(from);
      expect(mistakesOf(loadText({ site: SITE.replace(from, () => to) }))).toEqual([`site.yaml:${mistake}`]);
    });
  }

  it('is refused when it cannot be read at all', () => {
    expect(mistakesOf(loadText({ site: 'areas: [' }))).toEqual([
      'site.yaml:1:9 Flow sequence in block collection must be sufficiently indented and end with a ]',
    ]);
    expect(mistakesOf(loadText({ site: '' }))[0]).toMatch(
      /^site\.yaml:1:1 null is not allowed; allowed: a map of version/,
    );
  });

  it('is refused when larger than any site file', () => {
    const mistakes = mistakesOf(loadText({ site: `${SITE}# ${'x'.repeat(5_000_000)}` }));
    expect(mistakes).toEqual([
      expect.stringMatching(/^site\.yaml:1:1 the file has \d+ bytes; allowed: at most 5000000 bytes$/),
    ]);
  });

  it('is refused when aliases would blow it up', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [index, name] of [...'bcdefgh'].entries()) {
      const parent = 'abcdefg'[index];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${parent}`).join(', ')}]`);
    }
    expect(mistakesOf(loadText({ site: bomb.join('\n') }))[0]).toContain(
      'cannot be read as YAML: Excessive alias count',
    );
  });

  it('is refused when nested without end', () => {
    const mistakes = mistakesOf(loadText({ site: '['.repeat(20_000) }));
    expect(mistakes.length).toBeGreaterThan(0);
    expect(mistakes.length).toBeLessThanOrEqual(10);
  });

  it('tells everything that is wrong at once, in the order of the lines', () => {
    const site = SITE.replace('port: 1502', 'port: 0')
      .replace('lv-room\n    connection', 'roof\n    connection')
      .replace('unit: 2', 'unit: 900')
      .replace('[F01.energy]', '[F01.none]')
      .replace('webhook', 'pigeon');
    expect(mistakesOf(loadText({ site })).map((text) => text.split(' ')[1])).toEqual([
      'connections[0].port:',
      'equipment[0].area:',
      'equipment[1].device.unit:',
      'energy.total[0]:',
      'notifications.channels[0].kind:',
    ]);
  });

  it('never shows what came from outside, nor what is called a password', () => {
    const site = SITE.replace('port: 1502', 'port: ${PORT}').replace('url:', 'token: "0123456789012345678901", url:');
    const mistakes = mistakesOf(loadText({ site, env: { PORT: 'hunter2' } })).join('\n');
    expect(mistakes).toContain('connections[0].port: the value is not allowed');
    expect(mistakes).toContain('channels[0].token: the value is not allowed');
    expect(mistakes).not.toMatch(/hunter2|0123456789/);
  });
});

describe('a wrong template', () => {
  for (const [name, from, to, mistake] of TEMPLATE_CASES) {
    it(`names the place of ${name}`, () => {
      expect(METER).toContain(from);
      const template = METER.replace(from, () => to);
      expect(mistakesOf(loadText({ template }))).toEqual([`equipment/acme-meter.yaml:${mistake}`]);
    });
  }

  it('may not be used on a connection of another driver', () => {
    const template = METER.replace('driver: modbus', 'driver: mqtt');
    expect(mistakesOf(loadText({ template }))).toEqual([
      'site.yaml:17:15 equipment[0].template: acme-meter is read by mqtt, but connection line is modbus',
      'site.yaml:24:15 equipment[1].template: acme-meter is read by mqtt, but connection line is modbus',
    ]);
  });
});

describe('a right site file', () => {
  const load = (change: Parameters<typeof loadText>[0] = {}) => {
    const result = loadText(change);
    if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
    return result;
  };

  it('becomes tables by index', () => {
    const { site } = load().value;
    expect(site.points.map((point) => [point.index, point.tag])).toEqual([
      [0, 'F01.current'],
      [1, 'F01.energy'],
      [2, 'F02.current'],
      [3, 'F02.energy'],
    ]);
    expect(site.connections[0]?.devices).toEqual([
      {
        id: 'line:1',
        connection: 'line',
        driver: 'modbus',
        config: { unit: 1, order: 'CDAB', maxRegisters: 125 },
        points: [0, 1],
      },
      {
        id: 'line:2',
        connection: 'line',
        driver: 'modbus',
        config: { unit: 2, order: 'CDAB', maxRegisters: 125 },
        points: [2, 3],
      },
    ]);
    expect(site.addresses[1]).toEqual({ table: 'input', register: 20 });
  });

  it('computes limits and ranges from each machine’s own parameters', () => {
    const { site } = load().value;
    expect(site.points.map((point) => point.range)).toEqual([[0, 1600], undefined, [0, 800], undefined]);
    expect(site.conditions.map((one) => [one.id, one.options])).toEqual([
      ['F01.overcurrent', { high: 880, deadband: 5 }],
      ['F02.overcurrent', { high: 440, deadband: 5 }],
      ['line:1.comms-lost', {}],
      ['line:2.comms-lost', {}],
    ]);
  });

  it('takes three missed readings for stale, and never less than two seconds of grace', () => {
    const { site } = load({ site: SITE.replace('areas:', 'scan: { fast: 200ms, normal: 5s }\nareas:') }).value;
    expect(site.points.slice(0, 2).map((point) => point.staleAfterMs)).toEqual([2200, 15_000]);
  });

  it('lets the site override or switch off an alarm by name', () => {
    const alarms = 'alarms: { overcurrent: { priority: P4, onDelay: 1m, options: { high: 500 } } }';
    const { site } = load({ site: SITE.replace('parameters: { rated: 800 }', alarms) }).value;
    expect(site.conditions[0]).toMatchObject({
      priority: 'P4',
      onDelayMs: 60_000,
      options: { high: 500, deadband: 5 },
      order: { when: 'count', count: 3, windowMs: 86_400_000 },
    });
    const off = SITE.replace('parameters: { rated: 800 }', 'alarms: { overcurrent: { enabled: false } }');
    expect(load({ site: off }).value.site.conditions.map((one) => one.id)).not.toContain('F01.overcurrent');
  });

  it('joins equipment on one device and names the device by what identifies it', () => {
    const site = SITE.replace('device: { unit: 2 }', 'device: { unit: 1 }').replace('    poweredBy: [F01]\n', '');
    const { connections, conditions } = load({ site }).value.site;
    expect(connections[0]?.devices.map((device) => device.points)).toEqual([[0, 1, 2, 3]]);
    expect(conditions.filter((one) => one.kind === 'comms-lost')).toMatchObject([
      {
        id: 'line:1.comms-lost',
        equipment: 'F01',
        title: { en: 'Feeder 1: communication lost', zh: '1#馈线 通讯中断' },
      },
    ]);
  });

  it('fills in variables and secret files, numbers only where no quotes ask for text', () => {
    const site = SITE.replace('port: 1502', 'port: ${PORT}')
      .replace('host: 127.0.0.1', 'host: "${HOST:-10.0.0.1}"')
      .replace("url: 'http", "token: '${file:/run/token}', url: 'http")
      .replace('en: Tower', () => 'en: "$${Tower}"');
    const { value } = load({ site, env: { PORT: '1503' }, others: { '/run/token': 'abc\n' } });
    expect(value.site.connections[0]?.config).toMatchObject({ port: 1503, host: '10.0.0.1' });
    expect(value.channels[0]?.options).toMatchObject({ token: 'abc' });
    expect(value.site.name.en).toBe('${Tower}');
  });

  it('warns of an on-delay that cannot be told from none', () => {
    const { warnings } = load({ template: METER.replace('onDelay: 2s', 'onDelay: 200ms') });
    expect(warnings).toMatchObject([{ file: 'equipment/acme-meter.yaml', line: 35, path: 'alarms[0].onDelay' }]);
    expect(load().warnings).toEqual([]);
  });

  it('hands on the checked channels and the parts that others run', () => {
    const { value } = load();
    expect(value.channels).toEqual([
      {
        id: 'desk',
        kind: 'webhook',
        priorities: ['P1', 'P2'],
        returned: true,
        options: { url: 'http://127.0.0.1:9/x' },
      },
    ]);
    expect(value.http.port).toBe(8080);
    expect(value.site.energy.total?.meters).toEqual(['F01.energy']);
  });
});
