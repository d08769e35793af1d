import type { LocalText } from '../../domain/text.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { ClockName } from '../../domain/work-order-clock.ts';
import type { ClockNews } from '../../domain/work-order-due.ts';

const CLOCKS: Readonly<Record<ClockName, LocalText>> = {
  accept: { en: 'nobody has accepted it', zh: '尚未接单' },
  arrive: { en: 'nobody has arrived', zh: '尚未到场' },
  resolve: { en: 'it is not done', zh: '尚未完成' },
};

const nameOf = ({ id, priority, equipment, place }: WorkOrder): string =>
  [`WO ${id}`, priority, equipment ?? '', place].filter((part) => part !== '').join(' ');

/** A limit comes near, or was passed. */
export function clockText(order: WorkOrder, { clock, percent }: ClockNews): LocalText {
  const { en, zh } = CLOCKS[clock];
  const name = nameOf(order);
  if (percent >= 100)
    return cut({
      en: `${name} ${order.title.en}: ${en} within its limit.`,
      zh: `${name} ${order.title.zh}：${zh}，已超时限。`,
    });
  return cut({
    en: `${name} ${order.title.en}: ${en}, ${percent} % of its limit is over.`,
    zh: `${name} ${order.title.zh}：${zh}，时限已过 ${percent}%。`,
  });
}

/** An order whose cause was the setting of the alarm asks for that to be looked at. */
export const settingText = (order: WorkOrder): { readonly title: LocalText; readonly description: LocalText } => ({
  title: cut({ en: `Check the alarm setting: ${order.title.en}`, zh: `核查报警设定：${order.title.zh}` }),
  description: {
    en: `WO ${order.id} was closed as a wrong sensor or alarm setting. Check limit, deadband, delay and sensor.`,
    zh: `工单 ${order.id} 结论为传感器或报警设定不当，请核查限值、回差、延时与传感器。`,
  },
});

/** A bad answer of a checklist. */
export const findingText = (
  order: WorkOrder,
  item: LocalText,
  note: string | null,
): { readonly title: LocalText; readonly description: LocalText } => ({
  title: item,
  description: cut({
    en: `Found with WO ${order.id}${note ? `: ${note}` : ''}`,
    zh: `工单 ${order.id} 检查发现${note ? `：${note}` : ''}`,
  }),
});

const MOST = 400;
const cut = ({ en, zh }: LocalText): LocalText => ({ en: short(en), zh: short(zh) });
const short = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, MOST - 1)}…`);
