import type { enRecordSearch } from './en-record-search.ts';
import type { Shape } from './shape.ts';

/** 记录查询用语。 */
export const zhRecordSearch: Shape<typeof enRecordSearch> = {
  recordSearch: {
    title: '查找记录',
    words: '关键词',
    kindField: '类别',
    everything: '全部类别',
    search: '查找',
    hint: '记录须含全部关键词（空格分隔）。范围：运行记录、巡检、交接班、试机、应急处置、台账等全部值班记录。',
    none: '没有含“{{words}}”的记录。',
    kind: {
      'log-sheet': '运行记录',
      round: '巡检',
      'test-run': '发电机试机',
      'timed-start': '定时启停',
      playbook: '应急处置',
      shift: '交接班',
      'meter-run': '抄表',
      outage: '计划停运',
      complaint: '投诉',
      visit: '来访登记',
      'maintenance-task': '保养记录',
      'maintenance-year': '保养计划',
      calibration: '计量器具',
      part: '备件',
      tool: '工具',
      contractor: '外委单位',
      'call-out': '召修记录',
      'equipment-card': '设备卡',
      'use-anomaly': '用量异常',
      certificate: '人员证书',
    },
    state: { open: '进行中', done: '已完成', missed: '漏做', cancelled: '已取消' },
  },
};
