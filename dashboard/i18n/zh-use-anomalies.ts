import type { enUseAnomalies } from './en-use-anomalies.ts';
import type { Shape } from './shape.ts';

/** 用量异常用语。 */
export const zhUseAnomalies: Shape<typeof enUseAnomalies> = {
  useAnomalies: {
    title: '用量异常',
    open: '待查明',
    noneOpen: '各表用量正常。',
    former: '历史',
    noFormer: '暂无。',
    span: { day: '日', week: '周起', month: '月起' },
    verdict: { above: '高于往常', below: '低于往常', stopped: '无用量' },
    figures: '本期 {{use}}，往常 {{usual}}',
    order: '工单 {{id}}',
    dismissed: '无异常',
    cause: '原因',
    action: '措施',
    result: '结果',
    deed: { explain: '填写原因…', act: '填写措施…', close: '填写结果并关闭…', dismiss: '判为正常…', order: '开工单' },
    label: { explain: '异常原因', act: '采取措施', close: '处理结果', dismiss: '判为正常的理由' },
  },
};
