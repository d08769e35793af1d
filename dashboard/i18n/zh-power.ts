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
  arrange: {
    open: '排列…',
    title: '图上顺序',
    about: '可拖动、逐步移动或输入位置。图面立即预览，保存后对所有人生效。',
    nothing: '供电关系已决定位置，此处无可调整。',
    place: '{{name}}的位置',
    earlier: '{{name}}：前移一位',
    later: '{{name}}：后移一位',
    save: '保存…',
    asInFile: '恢复站点文件顺序',
    leave: '不保存，退出',
  },
  gensets: {
    supplies: '供电对象',
  },
};
