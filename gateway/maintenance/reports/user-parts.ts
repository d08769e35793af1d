import { complaintFigures, isInTime } from '../../domain/duty/complaints/complaint-figures.ts';
import type { ReportPart } from '../../domain/duty/kpi/kpi.ts';
import { line, say } from './report-line.ts';
import type { ReportSource } from './report-source.ts';
import { TOPICS } from './report-words.ts';

/** Complaints by what they were about, and every one that is still open, by number and room. */
export function complaintPart({ facts, complaints: plan, now }: ReportSource): ReportPart {
  const figures = complaintFigures(facts.complaints, plan, now);
  const open = facts.complaints.filter(({ state }) => state === 'open');
  const late = open.filter((one) => isInTime(one, plan, now) === false).length;
  return {
    ...{ id: 'complaints', title: { en: 'Complaints', zh: '投诉' } },
    lines: [
      line(
        'Received',
        '受理',
        figures.received,
        say(`${figures.second} second complaints`, `二次投诉${figures.second}`),
      ),
      line('Handled', '办结', `${figures.closed} / ${figures.valid}`),
      line('Answered in time', '按时答复', `${figures.inTime} / ${figures.judgedInTime}`),
      ...figures.byTopic.map(({ topic, count, isHot }) =>
        line(`About ${topic}`, `类别：${TOPICS[topic]}`, count, isHot ? say('hot spot', '热点') : null),
      ),
      line('Open', '未结', open.length, say(`${late} late`, `超时${late}`)),
      ...open.slice(0, MOST_NAMED).map(({ id, body }) => line(`No. ${id}`, `编号 ${id}`, body.room)),
    ],
  };
}

/** Named one by one; the others are counted. */
const MOST_NAMED = 20;

/** What people said when they were called back. */
export function callBackPart({ facts, board }: ReportSource): ReportPart {
  const rate = board.rates.find(({ name }) => name === 'callBack');
  const calls = facts.orders.flatMap(({ callBack }) => (callBack?.answeredAt ? [callBack] : []));
  const scores = [5, 4, 3, 2, 1].map((score) => calls.filter((call) => call.score === score).length);
  const unsolved = calls.filter(({ isSolved }) => isSolved === false).length;
  return {
    ...{ id: 'call-backs', title: { en: 'Call-backs', zh: '回访' } },
    lines: [
      line('Called back', '已回访', `${rate?.count ?? 0} / ${rate?.of ?? 0}`),
      line('Not mended', '未解决', unsolved),
      ...scores.map((count, at) => line(`Score ${5 - at} of 5`, `满意度 ${5 - at} 分`, count)),
    ],
  };
}
