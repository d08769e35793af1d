import { createOrderRules, type OrderRules } from '../../gateway/maintenance/orders/order-rules.ts';
import { ordersPlan } from './order-bench.ts';
import type { OrderScene } from './order-deeds.ts';

type Place = Pick<OrderScene, 'isLift' | 'isOtherSite'>;

/** A site that says nothing, and one where clocks begin with the dispatch and small faults may clear themselves. */
const SECTIONS = { usual: {}, other: { clockFrom: 'dispatch', selfCleared: '10m' } } as const;

/** Rules of the sites in which stories are played, each made once. */
export class OrderSites {
  private readonly known = new Map<string, OrderRules>();

  of({ isLift, isOtherSite }: Place): OrderRules {
    const name = `${isLift}${isOtherSite}`;
    const rules = this.known.get(name) ?? rulesOf({ isLift, isOtherSite });
    this.known.set(name, rules);
    return rules;
  }
}

const rulesOf = ({ isLift, isOtherSite }: Place): OrderRules =>
  createOrderRules(
    ordersPlan(isOtherSite ? SECTIONS.other : SECTIONS.usual),
    new Map([['M1', isLift ? ('lift' as const) : ('chiller' as const)]]),
  );
