import { registerMap, row } from '../register-map.ts';

const hundredth = { scale: 0.01 };
const kelvin = { scale: 0.01, offset: -273.15 };

/** Grundfos CIM 500: FC03 or FC04; registers of the profile that this pump does not fill answer 0xFFFF. */
export const cim500 = registerMap({
  product: 'Grundfos CIM 500',
  holdingAsInput: true,
  holes: { kind: 'fill', filler: 0xffff, spans: [[300, 357]] },
  sentinels: { u16: 0xffff, u32: 0xffff_ffff },
  rows: [
    row('holding', 300, 'u16', 'head', { scale: 0.001 }),
    row('holding', 301, 'u16', 'flow', { scale: 0.1 }),
    row('holding', 302, 'u16', 'performance', hundredth),
    row('holding', 303, 'u16', 'speed'),
    row('holding', 304, 'u16', 'freq', { scale: 0.1 }),
    row('holding', 307, 'u16', 'setpoint', hundredth),
    row('holding', 308, 'u16', 'current', { scale: 0.1 }),
    row('holding', 311, 'u32', 'power', { scale: 0.001 }),
    row('holding', 317, 'u16', 'electronics_t', kelvin),
    row('holding', 321, 'u16', 'liquid_t', kelvin),
    row('holding', 326, 'u32', 'hours'),
    row('holding', 331, 'u32', 'energy'),
    row('holding', 333, 'u32', 'starts'),
    row('holding', 338, 'u16', 'pressure', { scale: 0.001 }),
    row('holding', 356, 'u32', 'volume', hundredth),
  ],
});
