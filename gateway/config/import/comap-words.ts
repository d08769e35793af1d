/** Chinese for the names that most ComAp controllers have; by name in lower case without spaces, points and dashes. */
const CHINESE: Readonly<Record<string, string>> = {
  rpm: '转速',
  enginestate: '发动机状态',
  breakerstate: '断路器状态',
  controllermode: '控制器模式',
  batteryvoltage: '电池电压',
  batteryvolts: '电池电压',
  ubat: '电池电压',
  'd+': '充电发电机D+',
  oilpressure: '机油压力',
  oilpress: '机油压力',
  coolanttemp: '冷却液温度',
  coolanttemperature: '冷却液温度',
  watertemp: '冷却液温度',
  fuellevel: '燃油液位',
  load: '负载',
  loadp: '有功功率',
  generatorp: '发电机有功功率',
  generatorq: '发电机无功功率',
  generators: '发电机视在功率',
  generatorpf: '发电机功率因数',
  generatorfrequency: '发电机频率',
  genfreq: '发电机频率',
  generatorvoltagel1n: '发电机A相电压',
  generatorvoltagel2n: '发电机B相电压',
  generatorvoltagel3n: '发电机C相电压',
  generatorvoltagel1l2: '发电机AB线电压',
  generatorvoltagel2l3: '发电机BC线电压',
  generatorvoltagel3l1: '发电机CA线电压',
  generatorcurrentl1: '发电机A相电流',
  generatorcurrentl2: '发电机B相电流',
  generatorcurrentl3: '发电机C相电流',
  mainsvoltagel1n: '市电A相电压',
  mainsvoltagel2n: '市电B相电压',
  mainsvoltagel3n: '市电C相电压',
  mainsfrequency: '市电频率',
  runninghours: '运行小时',
  runhours: '运行小时',
  numstarts: '启动次数',
  numberofstarts: '启动次数',
  gensetkwh: '发电量',
  kwhours: '发电量',
  nominalpower: '额定功率',
  nominalrpm: '额定转速',
  gensetname: '机组名称',
};

/** The Chinese name, where one is known. */
export const chineseFor = (name: string): string | undefined => {
  const key = name.toLowerCase().replace(/[\s.\-_]/g, '');
  return Object.hasOwn(CHINESE, key) ? CHINESE[key] : undefined;
};

const UNITS: Readonly<Record<string, string>> = {
  '°c': '℃',
  '°f': '℉',
  rpm: 'rpm',
  kvar: 'kvar',
  kvarh: 'kvarh',
  ohm: 'Ω',
  x: '',
};

/** A unit as this product writes it. */
export const unitFor = (dimension: string): string => UNITS[dimension.toLowerCase()] ?? dimension.slice(0, 12);
