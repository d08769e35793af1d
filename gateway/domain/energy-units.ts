/** How many of a unit of energy make one kWh. */
const PER_KWH: Readonly<Record<string, number>> = { Wh: 1000, kWh: 1, MWh: 0.001, GWh: 1e-6 };
/** How many kW one of a unit of power is. */
const KW: Readonly<Record<string, number>> = { W: 0.001, kW: 1, MW: 1000 };

/** What one `powerUnit` for an hour is in `energyUnit`; undefined when either is something else. */
export function energyPerHour(powerUnit: string, energyUnit: string): number | undefined {
  const [kw, perKwh] = [KW[powerUnit], PER_KWH[energyUnit]];
  return kw === undefined || perKwh === undefined ? undefined : kw * perKwh;
}
