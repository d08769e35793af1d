import type { enPower } from './en-power.ts';
import type { Shape } from './shape.ts';

/** Words of the single-line diagram and of the generators, in Chinese. */
export const zhPower: Shape<typeof enPower> = {
  power: {
    diagram: '一次系统图',
    buses: '母线',
    apart: '站点文件中未连接',
    transfer: {
      normal: '常用侧供电',
      emergency: '备用侧供电',
      off: '两侧均分',
      unknown: '位置未知',
    },
  },
  display: { page: '设备页面' },
  gensets: {
    supplies: '供电对象',
  },
};
