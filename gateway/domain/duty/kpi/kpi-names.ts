import type { LocalText } from '../../text.ts';
import type { RateName } from './kpi-plan.ts';

/** Rates as the department says them. */
export const RATE_NAMES: Readonly<Record<RateName, LocalText>> = {
  onTime: { en: 'Repairs on time', zh: '维修及时率' },
  pass: { en: 'Accepted at the first look', zh: '维修合格率' },
  rework: { en: 'Rework', zh: '返修率' },
  callBack: { en: 'Called back', zh: '回访率' },
  satisfaction: { en: 'Satisfied', zh: '满意率' },
  maintenance: { en: 'Maintenance in its time', zh: '保养计划完成率' },
  statutory: { en: 'Maintenance with a hard date in its time', zh: '法定期限保养按期率' },
  rounds: { en: 'Places visited in time', zh: '巡检完成率' },
  logs: { en: 'Log slots filled', zh: '抄录完整率' },
  testRuns: { en: 'Generator test runs', zh: '发电机试机率' },
  complaints: { en: 'Complaints handled', zh: '投诉处理率' },
  complaintsOnTime: { en: 'Complaints handled within a day', zh: '投诉及时率' },
  goodOrder: { en: 'In good order', zh: '设备完好率' },
  arrival: { en: 'Urgent orders: there in time', zh: '急修到场率' },
};

/** What is divided by what; printed beside every rate. */
export const RATE_FORMULAS: Readonly<Record<RateName, LocalText>> = {
  onTime: { en: 'orders within their limits ÷ repairs reported', zh: '未超时工单 ÷ 受理维修工单' },
  pass: { en: 'accepted at the first look ÷ orders looked at', zh: '一次验收合格 ÷ 已验收工单' },
  rework: { en: 'taken up again or the same fault again ÷ orders done', zh: '返修或同类故障再发 ÷ 完工工单' },
  callBack: { en: 'called back ÷ call-backs due', zh: '已回访 ÷ 应回访' },
  satisfaction: { en: 'satisfied and fairly satisfied ÷ who answered', zh: '满意与较满意 ÷ 有效回访' },
  maintenance: { en: 'turns done in their time ÷ turns due', zh: '按期完成 ÷ 到期保养项' },
  statutory: { en: 'turns done by their day ÷ turns due by a hard date', zh: '按期完成 ÷ 到期法定期限保养项' },
  rounds: { en: 'places visited in time ÷ places due', zh: '按时巡检点 ÷ 应巡检点' },
  logs: { en: 'slots filled in time ÷ slots due while in use', zh: '按时抄录时段 ÷ 设备投运时段' },
  testRuns: { en: 'runs that met the rule ÷ runs due', zh: '合格试机 ÷ 应试机' },
  complaints: { en: 'complaints closed ÷ valid complaints', zh: '办结投诉 ÷ 有效投诉' },
  complaintsOnTime: { en: 'closed within 24 h ÷ valid complaints', zh: '24小时内办结 ÷ 有效投诉' },
  goodOrder: { en: 'machine-days in good order ÷ machine-days', zh: '完好台日 ÷ 总台日' },
  arrival: { en: 'P1 and P2 with arrival in the limit ÷ P1 and P2', zh: '按时到场急修 ÷ 急修工单' },
};
