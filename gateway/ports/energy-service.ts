import type { EnergyReport } from '../domain/energy.ts';

export interface EnergyService {
  /** Of the period that `at` lies in (that of `now` when absent); what lies ahead of `now` is left out. */
  report(period: EnergyReport['period'], now: number, at?: number): Promise<EnergyReport>;
}
